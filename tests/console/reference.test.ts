import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { developmentKey } from '../../src/contract/development-key.ts';
import { type Server, startServer } from '../../src/server.ts';
import { findings } from './axe.ts';
import { ensureBuild, launch, type TestBrowser } from './browser.ts';

/** What axe finds in the renderer of others that neither its settings nor our styles can mend. */
const ofTheRenderer = [
  'aria-input-field-name',
  'aria-required-attr',
  'aria-valid-attr-value',
  'landmark-no-duplicate-main',
  'landmark-unique',
  'scrollable-region-focusable',
];

describe('the reference at /docs', () => {
  let browser: TestBrowser;
  let development: Server;
  let other: Server;

  before(async () => {
    ensureBuild();
    browser = await launch();
    development = await startServer({ sandbox: false, adminKey: developmentKey });
    other = await startServer({ sandbox: false });
  });
  after(async () => {
    await using _ = development;
    await using __ = other;
    await browser.close();
  });

  async function open({ baseURL }: Server, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const page = await browser.newPage({ baseURL, colorScheme, reducedMotion: 'reduce' });
    await page.goto('/docs');
    await page.getByRole('heading', { name: 'Retries' }).waitFor({ timeout: 30_000 });
    return page;
  }

  test('begins with the introduction, and leads to the console', async () => {
    const page = await open(other);
    for (const name of ['Keys', 'Versions', 'Pagination', 'Errors']) {
      await page.getByRole('heading', { name }).waitFor();
    }
    await page.getByRole('banner').getByRole('link', { name: 'Console' }).click();
    await page.getByLabel('Admin key').waitFor();
  });

  test('shows our samples', async () => {
    const page = await open(other);
    await goTo(page, 'Create a workspace');
    await page.getByText('curl "$ANTHROPIC_BASE_URL/v1/organizations/workspaces"').first().waitFor();
  });

  for (const operation of ['Create a workspace', 'List workspaces, newest first']) {
    test(`in dev, the example of “${operation}” succeeds when it is sent`, async () => {
      const page = await open(development);
      assert.equal(await send(page, operation), 200);
      await page.getByRole('dialog').getByText('200 OK').waitFor();
    });
  }

  test('otherwise no key is filled in, and an entered key is sent', async () => {
    const page = await open(other);
    assert.equal(await send(page, 'Create a workspace'), 401);
    await page.keyboard.press('Escape');
    await page.getByLabel('Value', { exact: true }).first().fill(other.adminKey);
    assert.equal(await send(page, 'Create a workspace'), 200);
    assert.doesNotMatch(
      String(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')),
      /sk-ant/,
    );
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing of ours, ${colorScheme}`, async () => {
      const page = await open(development, colorScheme);
      await check(page, 'introduction');
      await send(page, 'Create a workspace');
      await page.getByRole('dialog').getByText('200 OK').waitFor();
      await check(page, 'a request that was sent');
    });
  }
});

async function goTo(page: Page, operation: string): Promise<void> {
  await page.getByRole('link', { name: operation }).first().click();
  await page.getByRole('heading', { name: operation }).waitFor();
}

/** Sends the example of an operation, and answers the status that comes. */
async function send(page: Page, operation: string): Promise<number> {
  await goTo(page, operation);
  await page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: operation }) })
    .last()
    .getByRole('button', { name: 'Test Request' })
    .click();
  const answer = page.waitForResponse((response) => response.url().includes('/v1/'));
  await page.getByRole('dialog').getByRole('button', { name: /^Send/ }).first().click();
  const response = await answer;
  // A page that is closed before would abort it, which the renderer reports as a fault.
  await response.finished();
  return response.status();
}

async function check(page: Page, place: string): Promise<void> {
  const rules = Object.fromEntries(ofTheRenderer.map((rule) => [rule, { enabled: false }]));
  let found = await findings(page, { rules });
  // The renderer draws its sections one after another, and fades them in.
  for (let turn = 0; turn < 10 && found.length > 0; turn++) {
    await page.waitForTimeout(500);
    found = await findings(page, { rules });
  }
  assert.deepEqual(found, [], place);
}
