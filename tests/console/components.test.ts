import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkPage } from './axe.ts';
import { type Fixture, startFixture } from './fixture.ts';

const widths = [390, 800, 1280];

describe('the page of all components', () => {
  let fixture: Fixture;
  let page: Page;

  before(async () => {
    fixture = await startFixture();
    page = await fixture.browser.newPage({ baseURL: fixture.server.baseURL, reducedMotion: 'reduce' });
    await page.goto('/console/components');
    await page.getByRole('tab', { name: 'JSON' }).waitFor();
  });
  after(() => fixture[Symbol.asyncDispose]());

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of widths) {
      test(`is photographed, ${colorScheme}, ${width} px wide, and fits`, async (context) => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
        assert.ok(wide <= width, `${wide} px on a screen of ${width}`);
        const folder = process.env.SCREENSHOTS ?? (await mkdtemp(join(tmpdir(), 'workspaced-photos-')));
        const path = join(folder, `components-${colorScheme}-${width}.png`);
        const photo = await page.screenshot({ path, fullPage: true });
        context.diagnostic(path);
        assert.ok(photo.length > 50_000, `${photo.length} bytes`);
      });
    }
  }

  test('no text is cut off that isn’t meant to be', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    const cut = await page.evaluate<string[]>(`
      [...document.querySelectorAll('button, h1, h2, h3, label, legend, p')]
        .filter((place) => place.scrollWidth > place.clientWidth + 1 && getComputedStyle(place).overflow !== 'visible')
        .map((place) => place.innerText)
    `);
    assert.deepEqual(cut, []);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test('has nothing for axe', () => checkPage(page, 'components'));

  test('a menu, a tooltip and a question open', async () => {
    await page.getByRole('button', { name: 'Open menu' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'A choice' }).waitFor();
    await checkPage(page, 'menu');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'With a reason' }).focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await page.getByText('Your key lacks the scope write:workspaces.').waitFor();
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByRole('alertdialog').waitFor();
    await checkPage(page, 'question');
  });
});
