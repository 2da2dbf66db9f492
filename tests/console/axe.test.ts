import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkPage } from './axe.ts';
import { type Fixture, signOut, startFixture } from './fixture.ts';

/** The pages and dialogs that no other test is about: how to get there, and a text that shows it has loaded. */
const views: Record<string, { from?: string; go?: (page: Page) => Promise<void>; there: string }> = {
  overview: { from: '/', there: 'Active workspaces' },
  workspaces: { from: '/workspaces', there: 'Wide' },
  'workspaces, archived and default': { from: '/workspaces?archived=true&default=true', there: 'Gone' },
  'workspaces, none found': { from: '/workspaces?q=nothing', there: 'No workspaces found' },
  'workspaces, failed': { from: '/workspaces?after_id=x', there: 'The server returned an error' },
  'workspaces, selected': { from: '/workspaces', go: select, there: '2 selected' },
  'a tag for several': {
    go: (page) => page.getByRole('button', { name: 'Add a tag' }).click(),
    there: 'Value',
  },
  'not found': { from: '/nowhere', there: 'This page doesn’t exist' },
  help: { go: (page) => page.keyboard.press('?'), there: 'Single-key shortcuts' },
  palette: { from: '/workspaces', go: openPalette, there: 'Go to Settings' },
  'account menu': { from: '/workspaces', go: openAccount, there: 'Dark theme' },
  'row menu': { from: '/workspaces', go: openRowMenu, there: 'Copy ID' },
  create: { from: '/workspaces', go: fillCreate, there: 'Can’t be changed later.' },
  discard: { go: (page) => page.keyboard.press('Escape'), there: 'What you entered isn’t saved yet.' },
  created: { go: create, there: 'The same as code' },
  workspace: { go: openMade, there: 'Stored in' },
  edit: { go: (page) => page.getByRole('button', { name: 'Edit' }).click(), there: 'Set at creation.' },
  archive: { go: openArchive, there: 'That doesn’t match.' },
  'archived workspace': { go: archive, there: 'Archived' },
  'its code': {
    go: (page) => page.getByRole('link', { name: 'JSON & code' }).click(),
    there: 'compartment_id',
  },
  'sign in': { go: signOut, there: 'Admin key' },
  'sign in, refused': { go: refused, there: 'API key is invalid.' },
};

describe('axe finds nothing, in light, dark and forced colours', () => {
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
      await checkPage(page, view);
    });
  }
});

async function select(page: Page): Promise<void> {
  await page.getByLabel('Select Workspace 0').check();
  await page.getByLabel('Select Workspace 1').check();
}

async function openPalette(page: Page): Promise<void> {
  await page.locator('tbody').getByRole('link').first().waitFor();
  await page.keyboard.press('Control+k');
}

async function openAccount(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account' }).click();
}

async function openRowMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Actions for Wide' }).click();
}

async function fillCreate(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'New workspace' }).click();
  await page.getByText('Only these').click();
  await page.getByText('Custom').click();
  await page.getByRole('button', { name: 'Add a tag' }).click();
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await page.getByText('Enter a name.').waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Made here');
  await page.getByText('The same as code').click();
  await page.getByRole('tab', { name: 'curl' }).waitFor();
}

async function create(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Keep editing' }).click();
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await page.getByRole('dialog', { name: 'New workspace' }).waitFor({ state: 'detached' });
}

async function openMade(page: Page): Promise<void> {
  await page.locator('tbody').getByRole('link', { name: 'Made here' }).click();
}

async function openArchive(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Edit workspace' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Archive workspace' }).click();
  await page.getByRole('alertdialog').getByRole('textbox').fill('not it');
  await page.keyboard.press('Enter');
}

async function archive(page: Page): Promise<void> {
  await page.getByRole('alertdialog').getByRole('textbox').fill('Made here');
  await page.keyboard.press('Enter');
  await page.locator('[data-dialog][role=alertdialog]').waitFor({ state: 'detached' });
}

async function refused(page: Page): Promise<void> {
  await page.getByLabel('Admin key').fill('wrong');
  await page.keyboard.press('Enter');
}
