import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { AdminKey } from '../../src/api/admin-keys/contract.ts';
import { startServer } from '../../src/server.ts';
import { checkPage } from './axe.ts';
import { type Fixture, signIn, startFixture } from './fixture.ts';

const collection = '/x/v1/admin_keys';

type Made = AdminKey & { raw_key: string };

const sheet = (page: Page) => page.getByRole('dialog', { name: /admin key$/i });
const secretIn = async (page: Page) => (await page.locator('[data-secret]').textContent()) ?? '';
const menuOf = async (page: Page, name: string) => {
  await page
    .getByRole('button', { name: `Actions for ${name}`, exact: true })
    .first()
    .click();
  const menu = page.getByRole('menu');
  await menu.waitFor();
  return menu;
};
const choose = async (page: Page, name: string, item: string) =>
  (await menuOf(page, name)).getByRole('menuitem', { name: item }).click();

/** Everything that outlives a dialog in a browser. */
const kept = (page: Page): Promise<string> =>
  page.evaluate(`JSON.stringify([document.documentElement.outerHTML, location.href, history.state,
    { ...localStorage }, { ...sessionStorage }, document.cookie,
    [...document.querySelectorAll('input, textarea')].map(({ value }) => value)])`);

async function works(fixture: Fixture, key: string): Promise<boolean> {
  const headers = { 'x-api-key': key };
  return (await fetch(`${fixture.server.baseURL}/v1/organizations/me`, { headers })).status === 200;
}

describe('the settings of the organization and the server', () => {
  let fixture: Fixture;
  let page: Page;

  before(async () => {
    fixture = await startFixture({
      organizationName: 'Ada & <i>Co</i>',
      workspaceLimit: 2000,
      workspaceGeos: ['eu', 'us'],
      inferenceGeos: ['global', 'eu'],
    });
    await fixture.createMany(2);
    page = await fixture.open('/settings');
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('show the organization, its limit, and what the server accepts', async () => {
    await page.locator('dd', { hasText: 'Ada & <i>Co</i>' }).waitFor();
    const shown = await page.locator('main').innerText();
    for (const text of ['2 of 2,000', 'eu, us', 'global, eu', '40 characters', 'settings.max_tags'])
      assert.ok(shown.includes(text), `${text} is shown`);
    const { id } = await fixture.call<{ id: string }>('GET', '/v1/organizations/me');
    assert.ok(shown.includes(`workspaced orgs rename ${id} "New name"`));
    assert.equal(await page.locator('main i').count(), 0);
    await checkPage(page, 'the organization');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy ID' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), id);
  });

  test('show the version, that it isn’t a sandbox, and pages that exist', async () => {
    await page.getByRole('link', { name: 'Server' }).click();
    await page.locator('dd', { hasText: /workspaced \d+\./ }).waitFor();
    await page.locator('dd', { hasText: 'The controls for tests are off.' }).waitFor();
    for (const path of ['/docs', '/openapi.json', '/healthz', '/readyz']) {
      assert.equal(await page.getByRole('link', { name: path, exact: true }).getAttribute('href'), path);
      assert.equal((await fetch(fixture.server.baseURL + path)).status, 200, path);
    }
    await page.getByRole('switch', { name: 'Record activities' }).waitFor();
    await checkPage(page, 'the server');
  });

  test('the activity feed is turned off after a question, and on again', async () => {
    const state = async () =>
      (await fixture.call<{ state: { type: string } }>('GET', '/v1/organizations/compliance_settings')).state
        .type;
    const feed = page.getByRole('switch', { name: 'Record activities' });
    await feed.click();
    const question = page.getByRole('alertdialog', { name: 'Turn off the activity feed?' });
    await question.getByText('Nothing is recorded while it is off.').waitFor();
    await checkPage(page, 'turning off the feed');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
    assert.equal(await state(), 'enabled');
    await feed.click();
    await question.getByRole('button', { name: 'Turn off' }).click();
    await page.getByText('Nothing is recorded. What happens now can’t be found later.').waitFor();
    assert.equal(await state(), 'disabled');
    await feed.click();
    await page.getByText('Who changed what, and when').waitFor();
    assert.equal(await state(), 'enabled');
  });

  test('fit a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const [path, text] of [
      ['/settings', 'What this server accepts'],
      ['/settings/admin-keys', 'This key'],
      ['/settings/admin-keys/new', 'All scopes'],
      ['/settings/server', 'Record activities'],
    ] as const) {
      await page.goto(`/console${path}`);
      await page.getByText(text).last().waitFor();
      const end = await page.evaluate<number>('document.documentElement.scrollWidth');
      assert.ok(end <= 360, `${path}: ${end} px`);
    }
  });
});

describe('admin keys', () => {
  let fixture: Fixture;
  let page: Page;
  const find = async (name: string) =>
    (await fixture.call<{ data: AdminKey[] }>('GET', `${collection}?limit=100`)).data.filter(
      (key) => key.name === name,
    );

  before(async () => {
    fixture = await startFixture();
    page = await fixture.open('/settings/admin-keys');
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('the one in use is marked', async () => {
    const row = page.locator('tbody tr');
    await row.getByText('This key').waitFor();
    await row.getByText('All scopes').waitFor();
    await row.getByText('Active', { exact: true }).waitFor();
    await page.getByText('1 admin key', { exact: true }).waitFor();
    await checkPage(page, 'admin keys');
  });

  test('one is created with the scopes that were ticked, and shown once', async () => {
    await page.getByRole('link', { name: 'New admin key' }).click();
    await page.getByRole('button', { name: 'Create admin key' }).click();
    await page.getByText('Enter a name.').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('<b>Terraform</b>');
    await page.getByRole('button', { name: 'Create admin key' }).click();
    await page.getByText('Choose at least one scope.').waitFor();
    await checkPage(page, 'the form');
    const workspaces = page.getByRole('group', { name: 'Workspaces', exact: true });
    await workspaces.getByLabel('Read').check();
    await workspaces.getByLabel('Write').check();
    await page.getByRole('group', { name: 'API keys', exact: true }).getByLabel('Introspect').check();
    await page.getByLabel('Expires').selectOption('never');
    await page.getByRole('button', { name: 'Create admin key' }).click();
    await page.getByRole('dialog', { name: 'Store your new admin key' }).waitFor();
    const secret = await secretIn(page);
    assert.equal(await works(fixture, secret), true);
    await page.getByText(`ANTHROPIC_API_KEY=${secret}`).waitFor();
    await page.getByText('Workspaces (read, write), API keys (introspect)').last().waitFor();
    await checkPage(page, 'the secret');
    const [made] = await find('<b>Terraform</b>');
    assert.deepEqual(made?.scopes, ['read:workspaces', 'write:workspaces', 'keys:introspect']);
    assert.equal(made?.expires_at, null);
    assert.ok((await kept(page)).includes(secret), 'the canary is found while it is shown');
    await page.getByRole('button', { name: 'I have stored it' }).click();
    await sheet(page).waitFor({ state: 'detached' });
    await page.locator('tbody').getByText('<b>Terraform</b>').waitFor();
    assert.equal((await kept(page)).includes(secret), false);
  });

  test('the list as code has no command, since those for admin keys work on a database', async () => {
    await page.getByText('This list as a call').click();
    await page.getByRole('tab', { name: 'Python' }).waitFor();
    assert.equal(await page.getByRole('tab', { name: 'CLI' }).count(), 0);
    await page.getByText('This list as a call').click();
  });

  test('of the last use the hour is shown, since the server keeps no more', async () => {
    await page.getByRole('row', { name: 'First key' }).getByText('this hour').waitFor();
  });

  test('the secret isn’t lost by a link, Escape or a reload', async () => {
    await page.getByRole('link', { name: 'New admin key' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Everything');
    await page.getByLabel('All scopes').check();
    await page.getByRole('button', { name: 'Create admin key' }).click();
    const secret = await secretIn(page);
    const question = page.getByRole('alertdialog', { name: 'Leave without the key?' });
    await page.keyboard.press('Escape');
    await question.getByRole('button', { name: 'Back to the key' }).click();
    await question.waitFor({ state: 'detached' });
    await page.evaluate('history.back()');
    await question.getByRole('button', { name: 'Back to the key' }).click();
    await question.waitFor({ state: 'detached' });
    assert.equal(await secretIn(page), secret);
    await page.evaluate('history.back()');
    await question.getByRole('button', { name: 'Leave without it' }).click();
    await sheet(page).waitFor({ state: 'detached' });
    assert.equal((await kept(page)).includes(secret), false);
    assert.equal((await find('Everything'))[0]?.scopes, null);
  });

  test('one is renamed, disabled after a question, and enabled again', async () => {
    await choose(page, 'Everything', 'Rename…');
    const dialog = page.getByRole('dialog', { name: 'Rename admin key' });
    await dialog.getByLabel('Name').fill('Backup');
    await checkPage(page, 'renaming');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.locator('tbody').getByText('Backup').waitFor();
    await choose(page, 'Backup', 'Disable…');
    await page.getByRole('button', { name: 'Disable key' }).click();
    await page.locator('tbody').getByText('Disabled').waitFor();
    const menu = await menuOf(page, 'Backup');
    await menu.getByText('Only active keys can be rotated.').waitFor();
    await menu.getByRole('menuitem', { name: 'Enable' }).click();
    await page.locator('tbody').getByText('Disabled').waitFor({ state: 'detached' });
    assert.equal((await find('Backup'))[0]?.status, 'active');
  });

  test('one is rotated with an overlap, and the successor is shown once', async () => {
    await choose(page, 'Backup', 'Rotate…');
    await page.getByLabel('7 days').check();
    await checkPage(page, 'rotating');
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('button', { name: 'Rotate key' }).click();
    assert.deepEqual((await sent).postDataJSON(), { overlap: 'P7D' });
    const secret = await secretIn(page);
    assert.equal(await works(fixture, secret), true);
    const question = page.getByRole('alertdialog', { name: 'Leave without the key?' });
    await page.getByRole('button', { name: 'Close' }).click();
    await question.getByRole('button', { name: 'Back to the key' }).click();
    await question.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'I have stored it' }).click();
    await page.getByRole('dialog', { name: 'Store the new admin key' }).waitFor({ state: 'detached' });
    assert.equal((await kept(page)).includes(secret), false);
    const [old, next] = await find('Backup');
    const days = (key?: AdminKey) =>
      Math.round((Date.parse(key?.expires_at ?? '') - Date.now()) / 86_400_000);
    assert.equal(days(old), 7);
    assert.equal(days(next), 90, 'it lives as long as the old one was to live');
  });

  test('rotating the key in use leaves the console signed in with the new one', async () => {
    const own = await fixture.call<Made>('POST', collection, { name: 'Mine' });
    const other = await fixture.open('/settings/admin-keys', { key: own.raw_key });
    await choose(other, 'Mine', 'Rotate…');
    assert.equal(
      await other.getByLabel('Not at all').count(),
      0,
      'it would end before the new one is stored',
    );
    await other.getByLabel('1 hour').check();
    await other.getByRole('button', { name: 'Rotate key' }).click();
    const secret = await secretIn(other);
    await fixture.call('DELETE', `${collection}/${own.id}`);
    await other.getByRole('button', { name: 'I have stored it' }).click();
    await other.getByText(`Admin key …${secret.slice(-4)}`).waitFor();
    const row = other.locator('tbody tr', { hasText: 'This key' });
    await row.getByText(`…${secret.slice(-4)}`).waitFor();
  });

  test('deleting asks, and the key stops working', async () => {
    const gone = await fixture.call<Made>('POST', collection, { name: 'Old' });
    await page.reload();
    await choose(page, 'Old', 'Delete…');
    const question = page.getByRole('alertdialog', { name: 'Delete this admin key?' });
    await question.getByText('Deleting can’t be undone.').waitFor();
    assert.equal(await question.getByText('you will be signed out').count(), 0);
    await question.getByRole('button', { name: 'Delete key' }).click();
    await page.locator('tbody').getByText('Old', { exact: true }).waitFor({ state: 'detached' });
    assert.equal(await works(fixture, gone.raw_key), false);
  });

  test('deleting the key in use warns, asks for its name, and signs out', async () => {
    const own = await fixture.call<Made>('POST', collection, { name: 'Own key' });
    const other = await fixture.open('/settings/admin-keys', { key: own.raw_key });
    await choose(other, 'Own key', 'Delete…');
    const question = other.getByRole('alertdialog', { name: 'Delete this admin key?' });
    await question.getByText('You are signed in with this key: you will be signed out.').waitFor();
    await checkPage(other, 'deleting the key in use');
    await question.getByRole('button', { name: 'Delete key' }).click();
    await question.getByText('That doesn’t match.').waitFor();
    await question.getByRole('textbox').fill('Own key');
    await other.keyboard.press('Enter');
    await other.getByLabel('Admin key', { exact: true }).waitFor();
    assert.equal(await works(fixture, own.raw_key), false);
  });

  test('a key that reaches further can’t be changed, in the server’s words', async () => {
    const scopes = ['read:admin_keys', 'write:admin_keys', 'read:workspaces'];
    const { raw_key: key } = await fixture.call<Made>('POST', collection, { name: 'Narrow', scopes });
    const other = await fixture.open('/settings/admin-keys', { key });
    await choose(other, 'First key', 'Disable…');
    const question = other.getByRole('alertdialog', { name: 'Disable this admin key?' });
    await question.getByRole('button', { name: 'Disable key' }).click();
    await question.getByText('This key can’t make, change or delete one that reaches further.').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
    await other.getByRole('link', { name: 'New admin key' }).click();
    assert.equal(await other.getByLabel('All scopes').isDisabled(), true);
    const group = (name: string) => other.getByRole('group', { name, exact: true });
    assert.equal(await group('Workspaces').getByLabel('Read').isDisabled(), false);
    assert.equal(await group('Workspaces').getByLabel('Write').isDisabled(), true);
  });

  test('the last key that manages keys can’t be disabled, in the server’s words', async () => {
    await using alone = await startFixture();
    const only = await alone.open('/settings/admin-keys');
    await choose(only, 'First key', 'Disable…');
    const question = only.getByRole('alertdialog', { name: 'Disable this admin key?' });
    await question.getByRole('button', { name: 'Disable key' }).click();
    await question.getByText(/^The last active key with write:admin_keys/).waitFor();
  });

  test('what a key may not do is disabled with the reason, and what it may not see is told', async () => {
    const limited = async (...scopes: string[]) =>
      (await fixture.call<Made>('POST', collection, { name: 'Limited', scopes })).raw_key;
    const reader = await fixture.open('/settings/admin-keys', { key: await limited('read:admin_keys') });
    const create = reader.getByRole('button', { name: 'New admin key' });
    await create.waitFor();
    assert.equal(await create.getAttribute('aria-description'), 'Your key lacks the scope write:admin_keys.');
    await reader.getByRole('link', { name: 'Server' }).click();
    await reader.getByRole('heading', { name: 'Your key can’t see this' }).waitFor();
    await reader.locator('dd', { hasText: /workspaced \d+\./ }).waitFor();
    await checkPage(reader, 'partly forbidden');
    const auditor = await fixture.open('/settings/server', {
      key: await limited('read:compliance_activities'),
    });
    const feed = auditor.getByRole('switch', { name: 'Record activities' });
    await feed.waitFor();
    assert.equal(
      await feed.getAttribute('aria-description'),
      'Your key lacks the scope write:compliance_settings.',
    );
    await feed.click({ force: true });
    assert.equal(await auditor.getByRole('alertdialog').count(), 0);
    await auditor.getByRole('link', { name: 'Admin keys' }).click();
    await auditor.getByRole('heading', { name: 'Your key can’t see this' }).waitFor();
    await checkPage(auditor, 'forbidden');
  });
});

test('when the server is down, the keys on screen stay and the form keeps what was entered', async () => {
  await using fixture = await startFixture();
  await using first = await startServer({ sandbox: false });
  const page = await fixture.browser.newPage({ baseURL: first.baseURL });
  await page.goto('/console/settings/admin-keys');
  await signIn(page, first.adminKey);
  await page.getByRole('link', { name: 'New admin key' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Kept');
  await page.getByLabel('All scopes').check();
  await first.close();
  await page.getByRole('button', { name: 'Create admin key' }).click();
  await page.getByText('Can’t reach the server. What you entered is kept. Try again.').waitFor();
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Kept');
  await page.locator('tbody').getByText('This key').waitFor({ state: 'attached' });
});
