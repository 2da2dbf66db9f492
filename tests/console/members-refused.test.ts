import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { checkPage } from './axe.ts';
import { launch } from './browser.ts';
import { type Fixture, signIn, startFixture } from './fixture.ts';
import { startWithPeople } from './people.ts';
import { startRestarting } from './restarting.ts';

describe('people, as far as a key may see them', () => {
  let fixture: Fixture;
  const keyWith = async (...scopes: string[]) =>
    (await fixture.call<{ raw_key: string }>('POST', '/x/v1/admin_keys', { name: 'less', scopes })).raw_key;

  before(async () => {
    fixture = await startWithPeople();
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('a key that only reads sees everything that changes them, disabled with the reason', async () => {
    const workspace = await fixture.create({ name: 'Search' });
    const member = { user_id: 'user_01ada', workspace_role: 'workspace_user' };
    await fixture.call('POST', `/v1/organizations/workspaces/${workspace.id}/members`, member);
    const key = await keyWith('read:members', 'read:workspaces');
    const page = await fixture.open('/members', { key });
    const reason = 'Your key lacks the scope write:members.';
    const reasonOf = (name: string) => page.getByRole('button', { name }).getAttribute('aria-description');
    await page.getByText('5 users').waitFor();
    for (const name of ['Invite', 'Role of Ada Lovelace: Developer'])
      assert.equal(await reasonOf(name), reason);
    assert.equal(await reasonOf('New service account'), 'Your key lacks the scope write:service_accounts.');
    await page.getByRole('button', { name: 'Actions for Ada Lovelace' }).click();
    await page.getByRole('menuitem', { name: 'Remove…' }).getByText(reason).waitFor();
    await page.keyboard.press('Escape');
    await page.goto('/console/members/user_01ada');
    await page.getByText('Your key can’t see how many there are.').waitFor();
    assert.equal(await reasonOf('Remove'), reason);
    await page.goto('/console/members/invites/new');
    assert.equal(
      await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).getAttribute('aria-description'),
      reason,
    );
    await page.goto(`/console/workspaces/${workspace.id}/members`);
    await page.getByRole('button', { name: 'Role of Ada Lovelace: Workspace user' }).waitFor();
    for (const name of ['Add member', 'Role of Ada Lovelace']) assert.equal(await reasonOf(name), reason);
    const accounts = page.getByRole('region', { name: 'Service accounts' });
    await accounts.getByRole('heading', { name: 'Your key can’t see this' }).waitFor();
    await checkPage(page, 'partly forbidden members');
  });

  test('an organization without anybody says how people join', async () => {
    await using empty = await startFixture();
    const page = await empty.open('/members');
    await page.getByRole('heading', { name: 'No users yet' }).waitFor();
    await checkPage(page, 'no users');
    await page.getByRole('link', { name: 'Invite the first person' }).click();
    await page.locator('input[name=email]:focus').waitFor();
  });

  test('many users have pages, older and newer', async () => {
    const users = Array.from({ length: 53 }, (_, index) => ({
      email: `person${index}@example.com`,
      name: `Person ${index}`,
      role: 'user',
      added_at: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
    }));
    const seed = { version: 1, organizations: [{ name: 'Many', users }] };
    await using many = await startFixture({ sandbox: true, seed });
    const page = await many.open('/members');
    await page.getByText('53 users').waitFor();
    await page.getByRole('link', { name: 'Person 52', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Older' }).click();
    await page.getByRole('link', { name: 'Person 0', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Newer', exact: true }).click();
    await page.getByRole('link', { name: 'Person 52', exact: true }).waitFor();
  });

  test('without the server they can’t be shown, and “Try again” brings them', async () => {
    await using browser = await launch();
    await using server = await startRestarting();
    const page = await browser.newPage({ baseURL: server.baseURL });
    await page.goto('/console/members');
    await signIn(page, server.adminKey);
    await page.getByRole('heading', { name: 'No users yet' }).waitFor();
    await server.stop();
    await page.getByRole('searchbox').fill('ada');
    await page.getByRole('heading', { name: 'Can’t reach the server' }).waitFor();
    await server.start();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'No users found' }).waitFor();
  });
});
