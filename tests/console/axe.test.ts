import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { type Fixture, startFixture } from './fixture.ts';

/** Every page and dialog of the console: how to get there, and a text that shows it has loaded. */
const views: Record<string, { from?: string; go?: (page: Page) => Promise<void>; there: string }> = {
  overview: { from: '/', there: 'Active workspaces' },
  workspaces: { from: '/workspaces', there: 'Wide' },
  'workspaces, archived and default': { from: '/workspaces?archived=true&default=true', there: 'Gone' },
  'workspaces, none found': { from: '/workspaces?q=nothing', there: 'No workspaces found' },
  'workspaces, failed': { from: '/workspaces?after_id=x', there: 'The server returned an error' },
  'not found': { from: '/nowhere', there: 'This page doesn’t exist' },
  help: { go: (page) => page.keyboard.press('?'), there: 'Show keyboard shortcuts' },
  create: { from: '/workspaces', go: fillCreate, there: 'Can’t be changed later.' },
  created: {
    go: (page) => page.getByRole('button', { name: 'Create workspace' }).click(),
    there: 'The same as code',
  },
  workspace: { go: (page) => page.locator('.receipt a').click(), there: 'compartment_' },
  edit: { go: (page) => page.keyboard.press('e'), there: 'Read-only' },
  archive: { go: openArchive, there: 'That doesn’t match.' },
  'archived workspace': { go: archive, there: 'Archived' },
  'sign in': { go: (page) => page.getByRole('button', { name: 'Sign out' }).click(), there: 'Admin key' },
  'sign in, refused': { go: refused, there: 'API key is invalid.' },
};

describe('axe finds nothing, in light and dark', () => {
  let fixture: Fixture;
  let page: Page;

  before(async () => {
    fixture = await startFixture({ workspaceLimit: 6 });
    await fixture.create({ name: 'Wide', tags: { env: 'prod', team: 'search', tier: 'gold', owner: 'x' } });
    await fixture.createMany(4, (index) => ({
      data_residency: index % 2 ? {} : { default_inference_geo: 'us' },
    }));
    const [gone] = await fixture.createMany(1, () => ({ name: 'Gone' }));
    await fixture.archive(gone?.id ?? '');
    page = await fixture.open('/', { reducedMotion: 'reduce' });
  });
  after(() => fixture[Symbol.asyncDispose]());

  for (const [view, { from, go, there }] of Object.entries(views)) {
    test(view, async () => {
      if (from) await page.goto(`/console${from}`);
      await go?.(page);
      await page.getByText(there).first().waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const axe = new AxeBuilder({ page }).setLegacyMode();
        // The other rules don’t depend on colours, so their results for the light page hold for the dark one.
        if (colorScheme === 'dark') axe.withRules('color-contrast');
        const { violations } = await axe.analyze();
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
        assert.deepEqual(found, [], `${view}, ${colorScheme}`);
      }
    });
  }
});

async function fillCreate(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New workspace' }).click();
  await page.getByText('Only these').click();
  await page.getByText('Custom').click();
  await page.getByRole('button', { name: 'Add a tag' }).click();
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await page.getByText('Enter a name.').waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Made here');
}

async function openArchive(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Archive' }).click();
  await page.getByRole('alertdialog').getByRole('textbox').fill('not it');
  await page.keyboard.press('Enter');
}

async function archive(page: Page): Promise<void> {
  await page.getByRole('alertdialog').getByRole('textbox').fill('Made here');
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
}

async function refused(page: Page): Promise<void> {
  await page.getByLabel('Admin key').fill('wrong');
  await page.keyboard.press('Enter');
}
