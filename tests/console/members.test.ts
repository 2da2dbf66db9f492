import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkPage } from './axe.ts';
import { type Fixture, namesIn } from './fixture.ts';
import { choose, isTooWide, rowOf, startWithPeople } from './people.ts';

const users = '/v1/organizations/users';

describe('the users of an organization', () => {
  let fixture: Fixture;
  let page: Page;
  const roleOf = async (id: string) => (await fixture.call<{ role: string }>('GET', `${users}/${id}`)).role;

  before(async () => {
    fixture = await startWithPeople();
    const [search, triage] = await fixture.createMany(2);
    const member = { user_id: 'user_01ada', workspace_role: 'workspace_developer' };
    await fixture.call('POST', `/v1/organizations/workspaces/${search?.id}/members`, member);
    await fixture.call('POST', '/x/v1/organizations/api_keys', {
      name: 'personal',
      scope: { type: 'workspace', workspace_id: search?.id },
      principal: { type: 'user_actor', user_id: 'user_01ada' },
    });
    const raised = { user_id: 'user_02alan', workspace_role: 'workspace_admin' };
    await fixture.call('POST', `/v1/organizations/workspaces/${triage?.id}/members`, raised);
    page = await fixture.open('/members');
    await page.getByText('5 users').waitFor();
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('are called by name, or else by email, and markup in names is text', async () => {
    assert.deepEqual(
      (await namesIn(page)).sort(),
      ['<b>Mark</b> & up', 'Ada Lovelace', 'Alan Kay', 'Margaret Hamilton', 'nameless@example.com'].sort(),
    );
    await checkPage(page, 'users');
  });

  test('are found by part of the name or email and by role, and the address keeps both', async () => {
    await page.getByRole('searchbox', { name: 'Search by name or email' }).fill('A@EXAMPLE');
    await page.getByText('1 user matches').waitFor();
    assert.deepEqual(await namesIn(page), ['Ada Lovelace']);
    await page.getByRole('combobox', { name: 'Role' }).selectOption('Billing');
    await page.getByRole('heading', { name: 'No users found' }).waitFor();
    assert.match(page.url(), /q=A%40EXAMPLE&role=billing$/);
    await page.reload();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText('5 users').waitFor();
  });

  test('change role in place, with what each role means, but nobody becomes an admin', async () => {
    await page.getByRole('button', { name: 'Role of nameless@example.com: User' }).click();
    const admin = page.getByRole('menuitemcheckbox', { name: 'Admin' });
    assert.match((await admin.textContent()) ?? '', /The API can’t make anyone an admin\./);
    assert.equal(await admin.getAttribute('aria-disabled'), 'true');
    await page.getByRole('menuitemcheckbox', { name: 'Developer' }).click();
    await page.getByText('Role changed to Developer: nameless@example.com').waitFor();
    await page.getByRole('button', { name: 'Role of nameless@example.com: Developer' }).waitFor();
    assert.equal(await roleOf('user_05none'), 'developer');
  });

  test('who are admins can be neither changed nor removed, and both say why', async () => {
    const role = page.getByRole('button', { name: 'Role of Margaret Hamilton: Admin' });
    assert.equal(await role.getAttribute('aria-description'), 'The API can’t change the role of an admin.');
    await role.click({ force: true });
    assert.equal(await page.getByRole('menu').count(), 0);
    await page.getByRole('button', { name: 'Actions for Margaret Hamilton' }).click();
    const remove = page.getByRole('menuitem', { name: 'Remove…' });
    assert.match((await remove.textContent()) ?? '', /The API can’t remove an admin\./);
    await page.keyboard.press('Escape');
  });

  test('have a page with what they can reach and why: by membership', async () => {
    await page.getByRole('link', { name: 'Ada Lovelace' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ada Lovelace' }).waitFor();
    const row = rowOf(page, 'Workspace 0');
    await row.getByText('By membership').waitFor();
    await row.getByText('Workspace developer', { exact: true }).waitFor();
    await page.getByText('1 workspace', { exact: true }).waitFor();
    await checkPage(page, 'user');
    await page.setViewportSize({ width: 360, height: 800 });
    assert.equal(await isTooWide(page), false);
    await page.setViewportSize({ width: 1280, height: 800 });
    await row.getByRole('link').click();
    await page.waitForURL(/\/console\/workspaces\/wrkspc_\w+\/members$/);
  });

  test('or by the role in the organization, even one who was raised in a workspace', async () => {
    await page.goto('/console/members/user_03maggie');
    await rowOf(page, 'Workspace 1').getByText('By organization role admin').waitFor();
    await page.goto('/console/members/user_02alan');
    await rowOf(page, 'Workspace 0').getByText('By organization role billing').waitFor();
    await rowOf(page, 'Workspace 0').getByText('Workspace billing').waitFor();
    await rowOf(page, 'Workspace 1').getByText('By membership').waitFor();
    await rowOf(page, 'Workspace 1').getByText('Workspace admin').waitFor();
  });

  test('are removed only after what that ends was shown and the email typed', async () => {
    await page.goto('/console/members');
    await choose(page, 'Ada Lovelace', 'Remove…');
    const dialog = page.getByRole('alertdialog', { name: 'Remove Ada Lovelace?' });
    await dialog.getByText('Access to 1 workspace ends.').waitFor();
    await dialog.getByText('1 personal API key stops working.').waitFor();
    await checkPage(page, 'removal of a user');
    await dialog.getByRole('button', { name: 'Remove user' }).click();
    await dialog.getByText('That doesn’t match.').waitFor();
    assert.equal(await roleOf('user_01ada'), 'developer', 'she is still there');
    await dialog.getByRole('textbox').fill('ada@example.com');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('4 users').waitFor();
    await page.getByText('Removed Ada Lovelace').waitFor();
    await assert.rejects(roleOf('user_01ada'), /User not found/);
  });

  test('are removed from their page, which leads back to the list', async () => {
    await page.goto('/console/members/user_04mark');
    await page.getByRole('heading', { level: 1, name: '<b>Mark</b> & up' }).waitFor();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('They aren’t in any workspace.').waitFor();
    await dialog.getByText('They have no personal API keys.').waitFor();
    await dialog.getByRole('button', { name: 'Remove user' }).click();
    await page.getByText('3 users').waitFor();
    assert.match(page.url(), /\/console\/members$/);
    await page.goto('/console/members/user_04mark');
    await page.getByText('User not found.').waitFor();
    await page.getByRole('link', { name: 'All users' }).click();
    await page.getByText('3 users').waitFor();
  });
});

describe('service accounts', () => {
  let fixture: Fixture;
  let page: Page;
  const accounts = '/v1/organizations/service_accounts';

  before(async () => {
    fixture = await startWithPeople();
    page = await fixture.open('/members/service-accounts');
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('are made by a form, whose faults stand where they belong', async () => {
    await page.getByRole('heading', { name: 'No active service accounts' }).waitFor();
    await page.getByRole('link', { name: 'New service account' }).first().click();
    await page.getByRole('dialog', { name: 'New service account' }).waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Not Possible');
    await page.keyboard.press('Enter');
    await page.getByText('Use lower-case letters, digits and hyphens.').waitFor();
    await page.locator('input[name=name]:focus').waitFor();
    await checkPage(page, 'form of a service account');
    await page.getByLabel('Name', { exact: true }).fill('deployer');
    await page.getByLabel('Description').fill('Rolls <i>out</i>');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Create service account' }).click();
    await rowOf(page, 'deployer').getByText('Rolls <i>out</i>').waitFor();
    await page.getByRole('link', { name: 'New service account' }).click();
    await page.getByLabel('Name', { exact: true }).fill('deployer');
    await page.keyboard.press('Enter');
    await page.getByText('A service account with this name already exists.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.locator('[data-dialog]').waitFor({ state: 'detached' });
  });

  test('are edited in a dialog, which sends only what changed', async () => {
    await choose(page, 'deployer', 'Edit…');
    const dialog = page.getByRole('dialog', { name: 'Edit deployer' });
    await dialog.getByRole('radio', { name: 'Admin' }).check();
    await checkPage(page, 'edit of a service account');
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    assert.deepEqual((await sent).postDataJSON(), { organization_role: 'admin' });
    await rowOf(page, 'deployer').getByText('Admin').waitFor();
  });

  test('are archived only after their name was typed, and are listed if asked for', async () => {
    await choose(page, 'deployer', 'Archive…');
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('All its API keys stop working.').waitFor();
    await dialog.getByText('It isn’t a member of any workspace.').waitFor();
    await checkPage(page, 'archiving of a service account');
    await dialog.getByRole('textbox').fill('deployer');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'No active service accounts' }).waitFor();
    await page.getByRole('switch', { name: 'Archived' }).check();
    await rowOf(page, 'deployer').getByText('Archived').waitFor();
    await page.getByRole('button', { name: 'Actions for deployer' }).click();
    const edit = page.getByRole('menuitem', { name: 'Edit…' });
    assert.match((await edit.textContent()) ?? '', /Archived service accounts are read-only\./);
    await page.keyboard.press('Escape');
  });

  test('have pages, and the browser’s Back leads to the one before', async () => {
    for (let index = 0; index < 51; index++) await fixture.call('POST', accounts, { name: `bot-${index}` });
    await page.goto('/console/members/service-accounts');
    await page.getByText('50 service accounts on this page').waitFor();
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText('1 service account on this page').waitFor();
    await rowOf(page, 'bot-0').waitFor();
    await page.goBack();
    await page.getByText('50 service accounts on this page').waitFor();
    await checkPage(page, 'service accounts');
  });
});
