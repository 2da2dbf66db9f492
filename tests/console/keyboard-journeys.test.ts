import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  chooseItem,
  closedTo,
  hasFocus,
  openMenu,
  press,
  pressUntil,
  tabTo,
  titleOf,
  typeIn,
  use,
} from './by-keyboard.ts';
import { type Fixture, startFixture } from './fixture.ts';

describe('the console by keyboard alone', () => {
  let fixture: Fixture;
  let page: Page;
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const field = (name: string) => page.getByLabel(name, { exact: true });
  const asked = () => page.getByRole('alertdialog');
  const dialog = () => page.locator('[data-dialog]');

  before(async () => {
    fixture = await startFixture();
    const [first] = await fixture.createMany(3);
    await fixture.call('POST', `/v1/organizations/workspaces/${first?.id}`, { name: 'Renamed' });
    page = await fixture.browser.newPage({ baseURL: fixture.server.baseURL });
    await page.goto('/console/');
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('a key signs in, and one that is refused leaves the focus in its field', async () => {
    await hasFocus(page, field('Admin key'));
    await page.keyboard.type('wrong');
    await use(page, button('Sign in'));
    await page.getByRole('alert').waitFor();
    await hasFocus(page, field('Admin key'));
    await typeIn(page, field('Admin key'), fixture.server.adminKey);
    await press(page, 'Enter');
    await hasFocus(page, titleOf(page, 'Overview'));
  });

  test('“Skip to content” leads past the navigation', async () => {
    await tabTo(page, page.getByRole('link', { name: 'Skip to content' }), 80);
    await press(page, 'Enter');
    await tabTo(page, page.locator('main').locator('a, button'), 1);
  });

  test('every section is reached by Tab, and its title has the focus', async () => {
    const navigation = page.getByRole('navigation', { name: 'Main' });
    for (const name of ['Workspaces', 'Members', 'API keys', 'Activity', 'Settings', 'Overview']) {
      await use(page, navigation.getByRole('link', { name, exact: true }));
      await hasFocus(page, titleOf(page, name));
    }
  });

  test('the palette finds a workspace and opens it; Escape leads back to its button', async () => {
    const opener = button('Search Ctrl K');
    await use(page, opener);
    await hasFocus(page, page.getByRole('combobox', { name: 'Search' }));
    await page.keyboard.type('nothing like it');
    await page.getByText('Nothing found.').waitFor();
    await press(page, 'Escape');
    await closedTo(page, opener);
    await press(page, 'Control+k');
    await hasFocus(page, page.getByRole('combobox', { name: 'Search' }));
    await page.keyboard.type('space');
    await page.getByRole('option', { name: 'Workspace 2' }).waitFor();
    await page.keyboard.type(' 2');
    await page.getByRole('option', { name: 'Workspace 1' }).waitFor({ state: 'detached' });
    await press(page, 'Enter');
    await closedTo(page, titleOf(page, 'Workspace 2'));
  });

  test('help opens from a key and from the account menu, and leads back', async () => {
    const edit = page.getByRole('link', { name: 'Edit' }).or(button('Edit'));
    await tabTo(page, edit);
    await press(page, '?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).locator(':focus').waitFor();
    await press(page, 'Escape');
    await closedTo(page, edit);
    await tabTo(page, button('Account'));
    await chooseItem(page, 'Keyboard shortcuts');
    await dialog().locator(':focus').first().waitFor();
    await tabTo(page, page.getByRole('switch', { name: 'Single-key shortcuts' }));
    await use(page, dialog().getByRole('button', { name: 'Close' }));
    await closedTo(page, button('Account'));
  });

  test('the theme is chosen in the account menu, whose arrow keys go round', async () => {
    await tabTo(page, button('Account'));
    const menu = await openMenu(page);
    await pressUntil(page, 'ArrowUp', menu.getByRole('menuitem', { name: 'Sign out' }), 12);
    await pressUntil(page, 'ArrowDown', menu.getByRole('menuitemradio', { name: 'Dark theme' }), 12);
    await press(page, 'Enter');
    await page.locator('html[data-theme=dark]').waitFor();
    await press(page, 'Escape');
    await closedTo(page, button('Account'));
  });

  test('the menu of a table hides a column and closes to its button', async () => {
    await press(page, 'w');
    await hasFocus(page, titleOf(page, 'Workspaces'));
    const view = button('View');
    await tabTo(page, view);
    const menu = await openMenu(page);
    await pressUntil(page, 'ArrowDown', menu.getByRole('menuitemcheckbox', { name: 'Tags' }), 12);
    await press(page, 'Space');
    await page.getByRole('columnheader', { name: 'Tags' }).waitFor({ state: 'detached' });
    await press(page, 'Escape');
    await closedTo(page, view);
    await tabTo(page, page.getByRole('switch', { name: 'Default' }));
    await press(page, 'Space');
    await use(page, button('Save view'));
    await hasFocus(page, dialog().getByLabel('Name'));
    await press(page, 'Escape');
    await closedTo(page, button('Save view'));
    await press(page, 'Enter');
    await hasFocus(page, dialog().getByLabel('Name'));
    await page.keyboard.type('With the default');
    await press(page, 'Enter');
    await page.getByRole('link', { name: 'With the default' }).first().waitFor();
    await closedTo(page, titleOf(page, 'Workspaces'));
  });

  test('Escape closes the innermost: first the question, then the form that asks it', async () => {
    await press(page, 'c');
    await hasFocus(page, dialog().getByLabel('Name', { exact: true }));
    await page.keyboard.type('Half');
    await press(page, 'Escape');
    await hasFocus(page, asked().getByRole('button', { name: 'Keep editing' }));
    await press(page, 'Escape');
    await asked().waitFor({ state: 'detached' });
    await hasFocus(page, dialog().getByLabel('Name', { exact: true }));
    await press(page, 'Escape');
    await use(page, asked().getByRole('button', { name: 'Discard' }));
    await closedTo(page, titleOf(page, 'Workspaces'));
  });

  test('the activity is filtered, and a difference opened and closed', async () => {
    await press(page, 'a');
    await hasFocus(page, titleOf(page, 'Activity'));
    await tabTo(page, field('What happened'));
    await page.keyboard.type('Workspace changed');
    await page.locator('[data-entry]').nth(1).waitFor({ state: 'detached' });
    await tabTo(page, page.getByLabel('From'));
    await press(page, '0', '1', '0', '1');
    await page.keyboard.type('2020');
    await page.waitForURL(/from=2020-01-01/);
    const entry = page.locator('[data-entry] button[aria-expanded]').first();
    await tabTo(page, entry);
    await press(page, 'Enter');
    await page.getByRole('region', { name: 'Changes' }).getByText('Renamed').waitFor();
    await tabTo(page, page.locator('[data-entry] summary', { hasText: 'JSON' }));
    await pressUntil(page, 'Shift+Tab', entry, 20);
    await press(page, 'Enter');
    await page.getByRole('region', { name: 'Changes' }).waitFor({ state: 'detached' });
    await hasFocus(page, entry);
    await use(page, button('Clear filters'));
    await page.locator('[data-entry]').nth(2).waitFor();
    await hasFocus(page, titleOf(page, 'Activity'));
  });

  test('one signs out from the account menu', async () => {
    await tabTo(page, button('Account'));
    await chooseItem(page, 'Sign out');
    await hasFocus(page, field('Admin key'));
    assert.deepEqual(await page.context().cookies(), []);
  });
});
