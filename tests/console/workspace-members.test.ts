import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkPage } from './axe.ts';
import type { Fixture } from './fixture.ts';
import { choose, isTooWide, rowOf, startWithPeople } from './people.ts';

interface Member {
  user_id: string;
  workspace_role: string;
}

describe('the members of a workspace', () => {
  let fixture: Fixture;
  let page: Page;
  let id: string;
  const path = () => `/v1/organizations/workspaces/${id}/members`;
  const members = async () =>
    (await fixture.call<{ data: Member[] }>('GET', path())).data.map((each) => [
      each.user_id,
      each.workspace_role,
    ]);

  before(async () => {
    fixture = await startWithPeople();
    id = (await fixture.create({ name: 'Search' })).id;
    page = await fixture.open(`/workspaces/${id}/members`);
    await page.getByRole('heading', { name: 'No members' }).waitFor();
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('those who have a role by that in the organization are named, though nobody added them', async () => {
    const region = page.getByRole('region', { name: 'By organization role' });
    await region.getByText('Workspace admin', { exact: true }).waitFor();
    await region.getByRole('link', { name: 'Margaret Hamilton' }).waitFor();
    await region.getByText('Workspace billing', { exact: true }).waitFor();
    await region.getByRole('link', { name: 'Alan Kay' }).waitFor();
    await checkPage(page, 'no members');
  });

  test('a user is found and added by keyboard alone', async () => {
    await page.keyboard.press('a');
    await page.locator('input[name=query]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Choose a user.').waitFor();
    await page.getByLabel('Find a user').focus();
    await page.keyboard.type('lovelace');
    await page.getByRole('radio', { name: 'Alan Kay' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await checkPage(page, 'form of a member');
    await page.keyboard.press('Enter');
    await page.locator('[data-dialog]').waitFor({ state: 'detached' });
    await rowOf(page, 'Ada Lovelace').getByText('By membership').waitFor();
    await rowOf(page, 'Ada Lovelace').getByText('ada@example.com').waitFor();
    assert.deepEqual(await members(), [['user_01ada', 'workspace_developer']]);
  });

  test('an admin can’t be added, and a billing user only as Workspace admin', async () => {
    await page.getByRole('link', { name: 'Add member' }).click();
    const admin = page.getByRole('radio', { name: 'Margaret Hamilton' });
    assert.equal(await admin.isDisabled(), true);
    await page.getByRole('radio', { name: 'Alan Kay' }).check();
    await page.getByText('A billing user of the organization can only be Workspace admin.').waitFor();
    assert.equal(await page.getByRole('radio', { name: 'Workspace user' }).count(), 0);
    await page.getByRole('button', { name: 'Add member' }).click();
    await rowOf(page, 'Alan Kay').getByText('Workspace admin').waitFor();
    await page.getByText('Added Alan Kay').waitFor();
  });

  test('who is a member already is refused in the server’s words', async () => {
    await page.getByRole('link', { name: 'Add member' }).click();
    await page.getByRole('radio', { name: 'Ada Lovelace' }).check();
    await page.getByRole('radio', { name: 'Workspace user' }).check();
    await page.getByRole('button', { name: 'Add member' }).click();
    await page.getByText('is already a member of this workspace, as workspace_developer').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.locator('[data-dialog]').waitFor({ state: 'detached' });
  });

  test('roles change in place; a raised billing user can only be lowered again', async () => {
    await page.getByRole('button', { name: 'Role of Ada Lovelace: Workspace developer' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Workspace user' }).click();
    await page.getByRole('button', { name: 'Role of Ada Lovelace: Workspace user' }).waitFor();
    await page.getByText('Role changed to Workspace user: Ada Lovelace').waitFor();
    await page.getByRole('button', { name: 'Role of Alan Kay: Workspace admin' }).click();
    assert.equal(await page.getByRole('menuitemcheckbox').count(), 2);
    await page.getByRole('menuitemcheckbox', { name: 'Workspace billing' }).click();
    await rowOf(page, 'Alan Kay').waitFor({ state: 'detached' });
    assert.deepEqual(await members(), [['user_01ada', 'workspace_user']]);
  });

  test('what is stored of one who has another role by that in the organization doesn’t count', async () => {
    await fixture.call('POST', path(), { user_id: 'user_05none', workspace_role: 'workspace_user' });
    await fixture.call('POST', '/v1/organizations/users/user_05none', { role: 'billing' });
    await page.reload();
    await rowOf(page, 'nameless@example.com').getByText('By organization role billing').waitFor();
    await page.getByRole('button', { name: 'Role of nameless@example.com: Workspace billing' }).waitFor();
    await checkPage(page, 'members');
    await page.setViewportSize({ width: 360, height: 800 });
    assert.equal(await isTooWide(page), false);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test('a member is removed after what that ends was shown', async () => {
    await choose(page, 'Ada Lovelace', 'Remove…');
    const dialog = page.getByRole('alertdialog', { name: 'Remove Ada Lovelace from this workspace?' });
    await dialog.getByText('Their personal API keys in this workspace are archived').waitFor();
    await checkPage(page, 'removal of a member');
    await dialog.getByRole('button', { name: 'Remove member' }).click();
    await rowOf(page, 'Ada Lovelace').waitFor({ state: 'detached' });
    await choose(page, 'nameless@example.com', 'Remove…');
    await page.getByText('They stay Workspace billing, by organization role billing.').waitFor();
    await page.getByRole('button', { name: 'Remove member' }).click();
    await page.getByRole('heading', { name: 'No members' }).waitFor();
    assert.deepEqual(await members(), []);
  });

  test('service accounts are added, changed and removed below', async () => {
    await fixture.call('POST', '/v1/organizations/service_accounts', { name: 'deployer' });
    await page.reload();
    const region = page.getByRole('region', { name: 'Service accounts' });
    await region.getByRole('button', { name: 'Add service account' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a service account' });
    await dialog.getByRole('combobox', { name: 'Service account' }).click();
    await checkPage(page, 'adding a service account');
    await dialog.getByRole('option', { name: 'deployer' }).click();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Role of deployer: Workspace developer' }).click();
    // The toast may still cover it.
    await page.getByRole('menuitemcheckbox', { name: 'Workspace admin' }).press('Enter');
    await page.getByRole('button', { name: 'Role of deployer: Workspace admin' }).waitFor();
    await region.getByRole('button', { name: 'Add service account' }).click();
    await dialog.getByText('All service accounts are listed already.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await choose(page, 'deployer', 'Remove…');
    await page.getByRole('button', { name: 'Remove service account' }).click();
    await region.getByRole('heading', { name: 'No service accounts' }).waitFor();
  });

  test('of many service accounts the oldest is found, too', async () => {
    for (let index = 0; index < 120; index++) {
      await fixture.call('POST', '/v1/organizations/service_accounts', { name: `bot-${index}` });
    }
    await page.reload();
    await page.getByRole('button', { name: 'Add service account' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a service account' });
    const field = dialog.getByRole('combobox', { name: 'Service account' });
    await field.click();
    await dialog.getByText('101 more match. Type more of the name.').waitFor();
    await field.fill('BOT-0');
    await dialog.getByRole('option', { name: 'bot-0' }).click();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Role of bot-0: Workspace developer' }).waitFor();
    await page.goto('/console/api-keys/new');
    await page.getByRole('radio', { name: 'A service account' }).check();
    await page.getByRole('combobox', { name: 'Service account' }).fill('bot-0');
    await page.getByRole('option', { name: 'bot-0' }).click();
    await page
      .getByRole('combobox', { name: 'Service account' })
      .and(page.locator('[value="bot-0"]'))
      .waitFor();
    await page.goto(`/console/workspaces/${id}/members`);
  });

  test('the default workspace has none of its own, and says so', async () => {
    const found = await fixture.list('include_default=true');
    const standard = found.find(({ name }) => name === 'Default');
    await page.goto(`/console/workspaces/${standard?.id}/members`);
    await page.getByRole('heading', { name: 'Everybody can use the default workspace' }).waitFor();
    const add = page.getByRole('button', { name: 'Add member' });
    assert.equal(
      await add.getAttribute('aria-description'),
      'The default workspace has no members of its own.',
    );
  });

  test('those of an archived workspace can be seen and not changed', async () => {
    await fixture.call('POST', path(), { user_id: 'user_01ada', workspace_role: 'workspace_user' });
    await fixture.archive(id);
    await page.goto(`/console/workspaces/${id}/members`);
    const reason = 'Archived workspaces are read-only.';
    for (const name of ['Add member', 'Role of Ada Lovelace: Workspace user']) {
      assert.equal(await page.getByRole('button', { name }).getAttribute('aria-description'), reason);
    }
    await page.getByRole('button', { name: 'Actions for Ada Lovelace' }).click();
    assert.match((await page.getByRole('menuitem', { name: 'Remove…' }).textContent()) ?? '', /read-only/);
    await page.keyboard.press('Escape');
    await page.getByText('The API doesn’t list the service accounts of an archived workspace.').waitFor();
    await checkPage(page, 'members of an archived workspace');
  });
});
