import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  chooseItem,
  chooseOf,
  closedTo,
  hasFocus,
  press,
  tabTo,
  titleOf,
  toRow,
  typeIn,
  use,
} from './by-keyboard.ts';
import { type Fixture, startFixture } from './fixture.ts';
import { rowOf } from './people.ts';

describe('keys by keyboard alone', () => {
  let fixture: Fixture;
  let page: Page;
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const link = (name: string) => page.getByRole('link', { name, exact: true });
  const asked = () => page.getByRole('alertdialog');
  const name = () => page.locator('input[name=name]');
  /** The part of the sheet that shows the secret, where the focus goes once there is one. */
  const secret = () => page.locator('div', { has: page.locator('> [data-secret]') });

  before(async () => {
    fixture = await startFixture();
    await fixture.create({ name: 'Billing' });
    page = await fixture.open('/api-keys');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('an API key is created, and its secret taken along; leaving before asks', async () => {
    await use(page, link('New API key'));
    await hasFocus(page, name());
    await page.keyboard.type('Nightly');
    const workspace = page.getByRole('dialog').getByLabel('Workspace', { exact: true });
    await tabTo(page, workspace);
    await page.keyboard.type('bil');
    await page.getByRole('option', { name: 'Billing' }).waitFor();
    await press(page, 'Escape');
    await page.getByRole('option', { name: 'Billing' }).waitFor({ state: 'detached' });
    await hasFocus(page, workspace);
    // Whoever types fast doesn’t wait for the search.
    const { promise: pressed, resolve: answer } = Promise.withResolvers<void>();
    await page.route(/[?&]name=lling/, (route) => pressed.then(() => route.continue()), { times: 1 });
    await page.keyboard.type('lling');
    await press(page, 'Enter');
    answer();
    await page.locator('input[role=combobox][value=Billing][aria-expanded=false]:focus').waitFor();
    await tabTo(page, page.getByLabel('Expires'));
    await page.keyboard.type('In 30');
    await use(page, button('Create API key'));
    await hasFocus(page, secret());
    await press(page, 'Escape');
    await hasFocus(page, asked().getByRole('button', { name: 'Back to the key' }));
    await press(page, 'Escape');
    await asked().waitFor({ state: 'detached' });
    await hasFocus(page, secret());
    await use(page, button('Copy API key'));
    await page.getByText('Copied.').waitFor();
    await use(page, button('I have stored it'));
    await rowOf(page, 'Nightly').waitFor();
    await closedTo(page, titleOf(page, 'API keys'));
    const copied: string = await page.evaluate('navigator.clipboard.readText()');
    const body = { api_key: copied };
    assert.equal(
      (await fixture.call<{ active: boolean }>('POST', '/x/v1/api_keys/introspect', body)).active,
      true,
    );
  });

  test('it is renamed, disabled, enabled, found, opened and archived', async () => {
    await chooseOf(page, 'Nightly', 'Rename…');
    await hasFocus(page, name());
    await press(page, 'Control+a');
    await page.keyboard.type('Weekly');
    await press(page, 'Enter');
    await rowOf(page, 'Weekly').waitFor();
    await closedTo(page, button('Actions for Weekly'));
    await chooseItem(page, 'Deactivate…');
    await hasFocus(page, asked().getByRole('button', { name: 'Cancel' }));
    await use(page, asked().getByRole('button', { name: 'Deactivate key' }));
    await rowOf(page, 'Weekly').getByText('Inactive').waitFor();
    await closedTo(page, button('Actions for Weekly'));
    await chooseItem(page, 'Activate');
    await rowOf(page, 'Weekly').getByText('Active', { exact: true }).waitFor();
    await closedTo(page, button('Actions for Weekly'));
    await typeIn(page, page.getByLabel('Search by name or hint'), 'week');
    await tabTo(page, page.getByLabel('Status', { exact: true }));
    await page.keyboard.type('Active');
    await page.waitForURL(/q=week.*status=active|status=active.*q=week/);
    await toRow(page, rowOf(page, 'Weekly').locator('[data-row-link]'));
    await press(page, 'Enter');
    await hasFocus(page, titleOf(page, 'Weekly'));
    await use(page, button('Deactivate'));
    await hasFocus(page, asked().getByRole('button', { name: 'Cancel' }));
    await press(page, 'Escape');
    await closedTo(page, button('Deactivate'));
    await use(page, button('Archive'));
    await use(page, asked().getByRole('button', { name: 'Archive key' }));
    await page.getByText('Archived', { exact: true }).first().waitFor();
    await closedTo(page, button('Archive'));
  });

  test('an admin key is created, rotated, disabled and deleted', async () => {
    await press(page, 's');
    await hasFocus(page, titleOf(page, 'Settings'));
    await use(
      page,
      page.getByRole('navigation', { name: 'Settings: sections' }).getByRole('link', { name: 'Admin keys' }),
    );
    await use(page, link('New admin key'));
    await hasFocus(page, name());
    await page.keyboard.type('Terraform');
    const group = page.getByRole('group', { name: 'Workspaces', exact: true });
    await tabTo(page, group.getByLabel('Read'));
    await press(page, 'Space');
    await use(page, button('Create admin key'));
    await hasFocus(page, secret());
    await use(page, button('Copy admin key'));
    await page.getByText('Copied.').waitFor();
    await press(page, 'Escape');
    await rowOf(page, 'Terraform').waitFor();
    await closedTo(page, titleOf(page, 'Settings'));
    await chooseOf(page, 'Terraform', 'Rotate…');
    await tabTo(page, page.getByRole('radio', { name: '1 day' }));
    await press(page, 'ArrowUp');
    await use(page, button('Rotate key'));
    await hasFocus(page, secret());
    await press(page, 'Escape');
    await hasFocus(page, asked().getByRole('button', { name: 'Back to the key' }));
    await press(page, 'Enter');
    await hasFocus(page, secret());
    await use(page, button('I have stored it'));
    await rowOf(page, 'Terraform').nth(1).waitFor();
    await closedTo(page, button('Actions for Terraform'));
    const twins = button('Actions for Terraform');
    await toRow(page, twins.first());
    await chooseItem(page, 'Disable…');
    await hasFocus(page, asked().getByRole('button', { name: 'Cancel' }));
    await use(page, asked().getByRole('button', { name: 'Disable key' }));
    await page.locator('tbody').getByText('Disabled').waitFor();
    await closedTo(page, twins.first());
    await chooseItem(page, 'Delete…');
    await hasFocus(page, asked().getByRole('button', { name: 'Cancel' }));
    await use(page, asked().getByRole('button', { name: 'Delete key' }));
    await page.locator('tbody').getByText('Disabled').waitFor({ state: 'detached' });
    await closedTo(page, titleOf(page, 'Settings'));
  });

  test('the activity feed is turned off, which asks, and on again', async () => {
    await use(
      page,
      page.getByRole('navigation', { name: 'Settings: sections' }).getByRole('link', { name: 'Server' }),
    );
    const feed = page.getByRole('switch', { name: 'Record activities' });
    await tabTo(page, feed);
    await press(page, 'Space');
    await hasFocus(page, asked().getByRole('button', { name: 'Cancel' }));
    await press(page, 'Enter');
    await closedTo(page, feed);
    await press(page, 'Space');
    await use(page, asked().getByRole('button', { name: 'Turn off' }));
    await page.getByText('Nothing is recorded.').waitFor();
    await closedTo(page, feed);
    await press(page, 'Space');
    await page.getByText('Who changed what, and when').waitFor();
    await hasFocus(page, feed);
  });
});
