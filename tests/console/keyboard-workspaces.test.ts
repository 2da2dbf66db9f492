import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  chooseItem,
  closedTo,
  hasFocus,
  openMenu,
  press,
  tabTo,
  titleOf,
  toRow,
  typeIn,
  use,
} from './by-keyboard.ts';
import { type Fixture, namesIn, startFixture } from './fixture.ts';

describe('workspaces by keyboard alone', () => {
  let fixture: Fixture;
  let page: Page;
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const link = (name: string) => page.getByRole('link', { name, exact: true });
  const field = (name: string) => page.getByLabel(name, { exact: true });
  const row = (name: string) =>
    page.getByRole('grid', { name: 'Workspaces' }).getByRole('link', { name, exact: true });
  const dialog = () => page.locator('[data-dialog]');

  before(async () => {
    fixture = await startFixture({ workspaceGeos: ['us', 'eu'], inferenceGeos: ['global', 'us', 'eu'] });
    await fixture.createMany(52);
    page = await fixture.open('/workspaces');
    await page.getByText('52 active workspaces').waitFor();
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('one is created with a tag, a colour and a residency', async () => {
    await use(page, link('New workspace'));
    await hasFocus(page, page.locator('input[name=name]'));
    await page.keyboard.type('By hand');
    await tabTo(page, page.getByRole('radio', { name: 'Automatic' }));
    await press(page, 'ArrowRight');
    await tabTo(page, field('Data stored in'));
    await press(page, 'ArrowDown');
    await tabTo(page, page.getByRole('radio', { name: 'Unrestricted' }));
    await press(page, 'ArrowDown');
    await tabTo(page, page.getByRole('checkbox', { name: 'eu' }));
    await use(page, dialog().getByRole('button', { name: 'Add a tag' }));
    await hasFocus(page, field('Key of tag 1'));
    await page.keyboard.type('env');
    await press(page, 'Tab');
    await page.keyboard.type('prod');
    await use(page, button('Create workspace'));
    await closedTo(page, titleOf(page, 'Workspaces'));
    const made = (await fixture.list()).find(({ name }) => name === 'By hand');
    assert.deepEqual(made?.tags, { env: 'prod' });
    assert.equal(made?.data_residency.workspace_geo, 'eu');
    assert.ok(Array.isArray(made?.data_residency.allowed_inference_geos));
  });

  test('they are searched, filtered, paged, sorted and opened', async () => {
    await press(page, '/');
    await hasFocus(page, field('Search by name or ID'));
    await page.keyboard.type('space 1');
    await page.getByText('11 workspaces match').waitFor();
    await tabTo(page, button('Name'));
    await press(page, 'Enter');
    await page.locator('th[aria-sort=ascending]').waitFor();
    assert.equal((await namesIn(page))[1], 'Workspace 10');
    await press(page, 'Enter');
    await page.locator('th[aria-sort=descending]').waitFor();
    assert.equal((await namesIn(page))[0], 'Workspace 19');
    await typeIn(page, field('Search by name or ID'), '');
    await press(page, 'Delete');
    await page.getByText('53 active workspaces').waitFor();
    await use(page, button('Older'));
    await hasFocus(page, titleOf(page, 'Workspaces'));
    await row('Workspace 0').waitFor();
    await use(page, button('Newest'));
    await hasFocus(page, titleOf(page, 'Workspaces'));
    await row('By hand').waitFor();
    await typeIn(page, field('Filter by tag'), 'env=prod');
    await press(page, 'Enter');
    await page.getByText('1 workspace matches').waitFor();
    await use(page, button('Remove filter env=prod'));
    await page.getByText('53 active workspaces').waitFor();
    await hasFocus(page, titleOf(page, 'Workspaces'));
    await tabTo(page, field('Geo'));
    await page.keyboard.type('Geo: eu');
    await page.getByText('1 workspace matches').waitFor();
    await tabTo(page, page.getByRole('switch', { name: 'Archived' }));
    await press(page, 'Space');
    await toRow(page, row('By hand'));
    await press(page, 'Enter');
    await hasFocus(page, titleOf(page, 'By hand'));
  });

  test('the tabs of one are gone through', async () => {
    const tabs = page.getByRole('navigation', { name: 'By hand: sections' });
    for (const name of ['Members', 'API keys', 'Activity', 'Code', 'Overview']) {
      const tab = tabs.getByRole('link', { name });
      await use(page, tab);
      await tabs.locator('[aria-current]', { hasText: name }).waitFor();
      await hasFocus(page, titleOf(page, 'By hand'));
    }
  });

  test('one is edited, and what was typed isn’t lost by Escape', async () => {
    await use(page, page.getByRole('link', { name: 'Edit' }).or(button('Edit')));
    await hasFocus(page, page.locator('input[name=name]'));
    await typeIn(page, page.locator('input[name=name]'), 'By hands');
    await press(page, 'Escape');
    const asked = page.getByRole('alertdialog', { name: 'Discard your changes?' });
    await hasFocus(page, asked.getByRole('button', { name: 'Keep editing' }));
    await press(page, 'Escape');
    await asked.waitFor({ state: 'detached' });
    await hasFocus(page, page.locator('input[name=name]'));
    await use(page, button('Remove tag env'));
    await hasFocus(page, dialog().getByRole('button', { name: 'Add a tag' }));
    await use(page, button('Save changes'));
    await closedTo(page, titleOf(page, 'By hands'));
    assert.deepEqual((await fixture.list())[0]?.tags, {});
  });

  test('one is archived after its name was typed; giving up leads back to the button', async () => {
    await use(page, button('Archive workspace'));
    const asked = page.getByRole('alertdialog');
    await hasFocus(page, asked.getByRole('textbox'));
    await press(page, 'Escape');
    await closedTo(page, button('Archive workspace'));
    await press(page, 'Enter');
    await hasFocus(page, asked.getByRole('textbox'));
    await page.keyboard.type('By hands');
    await use(page, asked.getByRole('button', { name: 'Archive workspace' }));
    await closedTo(page, titleOf(page, 'By hands'));
    assert.equal((await fixture.list()).length, 52);
  });

  test('several are selected, tagged and archived', async () => {
    await press(page, 'w');
    await hasFocus(page, titleOf(page, 'Workspaces'));
    await toRow(page, page.getByRole('checkbox', { name: 'Select Workspace 51' }));
    await press(page, 'Space', 'ArrowDown', 'Space');
    await page.getByText('2 selected').waitFor();
    const bar = page.getByRole('region', { name: 'Selected workspaces' });
    const tag = bar.getByRole('button', { name: 'Add a tag' });
    await tabTo(page, tag);
    await press(page, 'Enter');
    await hasFocus(page, dialog().getByLabel('Key'));
    await press(page, 'Escape');
    await closedTo(page, tag);
    await press(page, 'Enter');
    await hasFocus(page, dialog().getByLabel('Key'));
    await page.keyboard.type('team');
    await press(page, 'Tab');
    await page.keyboard.type('search');
    await press(page, 'Enter');
    await button('team search').nth(1).waitFor();
    await closedTo(page, titleOf(page, 'Workspaces'));
    await toRow(page, page.getByRole('checkbox', { name: 'Select Workspace 51' }));
    await press(page, 'Space', 'ArrowDown', 'Shift+Space');
    await page.getByText('2 selected').waitFor();
    await use(page, bar.getByRole('button', { name: 'Archive' }));
    await hasFocus(page, page.getByRole('alertdialog').getByRole('textbox'));
    await page.keyboard.type('2');
    await press(page, 'Enter');
    await page.getByText('50 active workspaces').waitFor();
    await closedTo(page, titleOf(page, 'Workspaces'));
  });

  test('the menu of a row opens, closes and leads to a dialog, and each leads back to the row', async () => {
    const dots = button('Actions for Workspace 48');
    await toRow(page, dots);
    await openMenu(page);
    await press(page, 'Escape');
    await closedTo(page, dots);
    await chooseItem(page, 'Archive…');
    await hasFocus(page, page.getByRole('alertdialog').getByRole('textbox'));
    await press(page, 'Escape');
    await closedTo(page, dots);
    await chooseItem(page, 'Archive…');
    await hasFocus(page, page.getByRole('alertdialog').getByRole('textbox'));
    await page.keyboard.type('Workspace 48');
    await press(page, 'Enter');
    await row('Workspace 48').waitFor({ state: 'detached' });
    await closedTo(page, titleOf(page, 'Workspaces'));
  });
});
