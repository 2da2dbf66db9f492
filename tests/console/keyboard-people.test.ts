import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  chooseItem,
  chooseOf,
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
import type { Fixture } from './fixture.ts';
import { rowOf, startWithPeople } from './people.ts';

describe('people by keyboard alone', () => {
  let fixture: Fixture;
  let page: Page;
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const link = (name: string) => page.getByRole('link', { name, exact: true });
  const dialog = () => page.locator('[data-dialog]');
  const asked = () => page.getByRole('alertdialog');
  const members = (name: string) => titleOf(page, name);

  before(async () => {
    fixture = await startWithPeople();
    await fixture.create({ name: 'Search' });
    page = await fixture.open('/workspaces');
    await page.getByText('1 active workspace').waitFor();
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('a user is added to a workspace, gets another role and is removed', async () => {
    await toRow(page, page.getByRole('grid').getByRole('link', { name: 'Search', exact: true }));
    await press(page, 'Enter');
    await hasFocus(page, members('Search'));
    await use(
      page,
      page.getByRole('navigation', { name: 'Search: sections' }).getByRole('link', { name: 'Members' }),
    );
    await page.getByRole('heading', { name: 'No members' }).waitFor();
    await use(page, link('Add member'));
    await hasFocus(page, page.getByLabel('Find a user'));
    await page.keyboard.type('lovelace');
    await page.getByRole('radio', { name: 'Alan Kay' }).waitFor({ state: 'detached' });
    await tabTo(page, page.getByRole('radio', { name: 'Ada Lovelace' }));
    await press(page, 'Space');
    await tabTo(page, page.getByRole('radio', { name: 'Workspace developer' }));
    await press(page, 'ArrowUp');
    await use(page, button('Add member'));
    const role = button(/^Role of Ada Lovelace/);
    await role.waitFor();
    await closedTo(page, members('Search'));
    await toRow(page, role);
    await openMenu(page);
    await press(page, 'Escape');
    await closedTo(page, role);
    await chooseItem(page, 'Workspace admin');
    await button('Role of Ada Lovelace: Workspace admin').waitFor();
    await closedTo(page, role);
    await press(page, 'ArrowRight');
    await chooseItem(page, 'Remove…');
    await hasFocus(page, asked().getByRole('button', { name: 'Cancel' }));
    await press(page, 'Enter');
    await closedTo(page, button('Actions for Ada Lovelace'));
    await chooseItem(page, 'Remove…');
    await hasFocus(page, asked().getByRole('button', { name: 'Cancel' }));
    await use(page, asked().getByRole('button', { name: 'Remove member' }));
    await page.getByRole('heading', { name: 'No members' }).waitFor();
    await closedTo(page, members('Search'));
  });

  test('somebody is invited, the link copied, made again, and the invite cancelled', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await press(page, 'm');
    await hasFocus(page, members('Members'));
    await use(page, link('Invite'));
    await hasFocus(page, page.locator('input[name=email]'));
    await page.keyboard.type('grace@example.com');
    await tabTo(page, page.getByRole('radio', { name: /^User/ }));
    await press(page, 'ArrowDown');
    await use(page, dialog().getByRole('button', { name: 'Invite' }));
    await hasFocus(page, button('Get the link'));
    await press(page, 'Enter');
    await hasFocus(page, button('Done'));
    await tabTo(page, button('Copy link'));
    await press(page, 'Enter');
    await button('Copied').waitFor();
    const copied: string = await page.evaluate('navigator.clipboard.readText()');
    assert.match(copied, /\/console\/invite#/);
    await use(page, button('Done'));
    await closedTo(page, members('Members'));
    await chooseOf(page, 'grace@example.com', 'Copy or resend link…');
    await use(page, button('Make new link'));
    await hasFocus(page, button('Done'));
    await press(page, 'Enter');
    await closedTo(page, button('Actions for grace@example.com'));
    await chooseItem(page, 'Cancel invite…');
    await hasFocus(page, button('Keep invite'));
    await use(page, asked().getByRole('button', { name: 'Cancel invite' }));
    await page.getByRole('heading', { name: 'No pending invites' }).waitFor();
    await closedTo(page, members('Members'));
  });

  test('a user gets another role, is found, opened and removed', async () => {
    await use(
      page,
      page.getByRole('navigation', { name: 'Members: sections' }).getByRole('link', { name: 'Users' }),
    );
    const role = button(/^Role of nameless@example.com/);
    await toRow(page, role);
    await chooseItem(page, 'Developer');
    await button('Role of nameless@example.com: Developer').waitFor();
    await closedTo(page, role);
    await tabTo(page, page.getByLabel('Role', { exact: true }));
    await page.keyboard.type('Dev');
    await page.getByText('2 users match').waitFor();
    await typeIn(page, page.getByRole('searchbox'), 'nameless');
    await page.getByText('1 user matches').waitFor();
    await toRow(page, page.getByRole('grid').getByRole('link', { name: 'nameless@example.com' }));
    await press(page, 'Enter');
    await hasFocus(page, members('nameless@example.com'));
    await use(page, button('Remove'));
    await hasFocus(page, asked().getByRole('button', { name: 'Cancel' }));
    await press(page, 'Escape');
    await closedTo(page, button('Remove'));
    await press(page, 'Enter');
    await use(page, asked().getByRole('button', { name: 'Remove user', disabled: false }));
    await closedTo(page, members('Members'));
    await page.getByText('4 users').waitFor();
    await chooseOf(page, 'Alan Kay', 'Remove…');
    await use(page, asked().getByRole('button', { name: 'Remove user', disabled: false }));
    await page.getByText('3 users').waitFor();
    await closedTo(page, members('Members'));
  });

  test('a service account is created, edited and archived', async () => {
    await use(page, link('New service account'));
    await hasFocus(page, page.locator('input[name=name]'));
    await page.keyboard.type('deployer');
    await tabTo(page, page.getByLabel('Description'));
    await page.keyboard.type('Rolls out');
    await use(page, button('Create service account'));
    await rowOf(page, 'deployer').getByText('Rolls out').waitFor();
    await closedTo(page, members('Members'));
    await chooseOf(page, 'deployer', 'Edit…');
    await hasFocus(page, page.getByLabel('Description'));
    await page.keyboard.type(' at night');
    await use(page, button('Save changes'));
    await rowOf(page, 'deployer').getByText('at night').waitFor();
    await closedTo(page, button('Actions for deployer'));
    await chooseItem(page, 'Archive…');
    await hasFocus(page, asked().getByRole('textbox'));
    await page.keyboard.type('deployer');
    await press(page, 'Enter');
    await page.getByRole('heading', { name: 'No active service accounts' }).waitFor();
    await closedTo(page, members('Members'));
    await tabTo(page, page.getByRole('switch', { name: 'Archived' }));
    await press(page, 'Space');
    await rowOf(page, 'deployer').getByText('Archived').waitFor();
  });
});
