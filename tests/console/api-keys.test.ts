import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { ApiKey } from '../../src/api/api-keys/contract.ts';
import type { Workspace } from '../../src/api/workspaces/contract.ts';
import { startServer } from '../../src/server.ts';
import { checkPage } from './axe.ts';
import { type Fixture, namesIn, signIn, startFixture } from './fixture.ts';

const collection = '/x/v1/organizations/api_keys';
const day = 86_400_000;
const later = (days: number) => new Date(Date.now() + days * day).toISOString();

/** The sheet of a new key; toasts are dialogs too. */
const sheet = (page: Page) => page.getByRole('dialog', { name: /new API key/i });
/** What is shown in the dialog as the secret. */
const secretIn = async (page: Page) => (await page.locator('[data-secret]').textContent()) ?? '';
const menuOf = async (page: Page, name: string) => {
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
  const menu = page.getByRole('menu');
  await menu.waitFor();
  return menu;
};

/** Everything that outlives a dialog in a browser: the document, the address, and what scripts can store. */
const kept = (page: Page): Promise<string> =>
  page.evaluate(`(async () => {
    const databases = await indexedDB.databases();
    const cached = await caches.keys();
    const inputs = [...document.querySelectorAll('input, textarea')].map(({ value }) => value);
    return JSON.stringify([document.documentElement.outerHTML, location.href, history.state, document.title,
      { ...localStorage }, { ...sessionStorage }, document.cookie, window.name, inputs, databases, cached]);
  })()`);

/** Whether a reload would ask first. */
const asksBeforeReload = (page: Page): Promise<boolean> =>
  page.evaluate(`(() => {
    const event = new Event('beforeunload', { cancelable: true });
    dispatchEvent(event);
    return event.defaultPrevented;
  })()`);

async function fillIn(page: Page, name: string, workspace: string) {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Workspace', { exact: true }).last().fill(workspace);
  await page.getByRole('option', { name: workspace }).click();
}

describe('an API key, from its creation to its archive', () => {
  let fixture: Fixture;
  let page: Page;
  let billing: Workspace;
  let secret: string;
  const keys = async (query = '') =>
    (await fixture.call<{ data: ApiKey[] }>('GET', `${collection}?limit=100&${query}`)).data;

  before(async () => {
    fixture = await startFixture();
    billing = await fixture.create({ name: 'Billing' });
    page = await fixture.open('/api-keys');
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('the empty list offers to create the first one', async () => {
    await page.getByRole('heading', { name: 'No API keys yet' }).waitFor();
    await checkPage(page, 'no keys');
    await page.getByRole('link', { name: 'Create your first API key' }).click();
    await page.getByRole('dialog', { name: 'New API key' }).waitFor();
    await checkPage(page, 'the form');
  });

  test('faults are shown at their fields, in words for people', async () => {
    await page.getByRole('button', { name: 'Create API key' }).click();
    await page.getByText('Enter a name.').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Nightly');
    await page.getByLabel('A user: a personal key').check();
    await page.getByRole('button', { name: 'Create API key' }).click();
    await page.getByText('Choose one.').waitFor();
    await page.getByLabel('Nobody: a workspace key').check();
    await fillIn(page, 'Nightly', 'Billing');
    await page.getByLabel('Expires').selectOption('date');
    await page.getByRole('button', { name: 'Create API key' }).click();
    await page.getByText('Enter a date.').waitFor();
    await page.getByLabel('Last day').fill('2001-02-03');
    await page.getByRole('button', { name: 'Create API key' }).click();
    await page.getByText('Choose a date in the future.').waitFor();
    await checkPage(page, 'the form with a fault');
  });

  test('leaving asks if something was typed, and a reload keeps it', async () => {
    await page.keyboard.press('Escape');
    const question = page.getByRole('alertdialog', { name: 'Discard your changes?' });
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await question.waitFor({ state: 'detached' });
    assert.equal(await asksBeforeReload(page), false);
    await page.reload();
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Nightly');
  });

  test('the request is shown as code before it is sent', async () => {
    await page.getByLabel('Expires').selectOption('30');
    await page.getByLabel('Workspace', { exact: true }).last().fill('bil');
    await page.getByRole('option', { name: 'Billing' }).click();
    await page.getByText('The same as code').click();
    const code = page.getByRole('tabpanel', { name: 'curl' });
    await code.getByText('x/v1/organizations/api_keys').waitFor();
    await code.getByText(billing.id).waitFor();
  });

  test('it is created as entered, and its secret is shown', async () => {
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('button', { name: 'Create API key' }).click();
    const { expires_at, ...body } = (await sent).postDataJSON();
    assert.deepEqual(body, { name: 'Nightly', scope: { type: 'workspace', workspace_id: billing.id } });
    assert.ok(Math.abs(Date.parse(expires_at) - Date.parse(later(30))) < 600_000);
    await page.getByRole('dialog', { name: 'Store your new API key' }).waitFor();
    secret = await secretIn(page);
    assert.match(secret, /^sk-ant-api03-[\w-]{43,}$/);
    await page.getByText(`ANTHROPIC_API_KEY=${secret}`).waitFor();
    const [made, ...others] = await keys();
    assert.deepEqual(others, []);
    assert.equal(made?.partial_key_hint?.slice(-4), secret.slice(-4));
    await checkPage(page, 'the secret');
  });

  test('the secret isn’t lost by Escape, ×, Back or a reload', async () => {
    const question = page.getByRole('alertdialog', { name: 'Leave without the key?' });
    const ways = [
      () => page.keyboard.press('Escape'),
      () => page.getByRole('button', { name: 'Close' }).click(),
      () => page.evaluate('history.back()'),
    ];
    for (const [index, leave] of ways.entries()) {
      await leave();
      await question.waitFor();
      if (index === 0) await checkPage(page, 'the question');
      await question.getByRole('button', { name: 'Back to the key' }).click();
      await question.waitFor({ state: 'detached' });
      assert.equal(await secretIn(page), secret);
      assert.match(page.url(), /\/api-keys\/new/);
    }
    assert.equal(await asksBeforeReload(page), true);
  });

  test('once it is copied, nothing asks any more', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy API key' }).click();
    await page.getByText('Copied.').waitFor();
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), secret);
    assert.equal(await asksBeforeReload(page), false);
    assert.ok((await kept(page)).includes(secret), 'the canary is found while it is shown');
  });

  test('afterwards the secret is in no document, address or storage, and works', async () => {
    await page.getByRole('button', { name: 'I have stored it' }).click();
    await sheet(page).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Nightly' }).first().waitFor();
    assert.equal((await kept(page)).includes(secret), false);
    await page.goForward();
    await page.getByRole('dialog', { name: 'New API key' }).waitFor();
    assert.equal((await kept(page)).includes(secret), false);
    await page.goto('/console/api-keys');
    const told = await fixture.call<{ active: boolean }>('POST', '/x/v1/api_keys/introspect', {
      api_key: secret,
    });
    assert.equal(told.active, true);
  });

  test('the list shows its kind, workspace, status and end, which is soon', async () => {
    const row = page.locator('tbody tr');
    await row.getByRole('link', { name: 'Billing' }).waitFor();
    for (const text of ['Nightly', `…${secret.slice(-4)}`, 'Workspace', 'Active', 'just now'])
      await row.getByText(text, { exact: true }).first().waitFor();
    await row.locator('td', { hasText: /in 29 days|next month/ }).waitFor();
    await page.getByText('1 API key', { exact: true }).waitFor();
    await checkPage(page, 'the list');
  });

  test('a response that was lost gets the same key when the form is sent again', async () => {
    await page.getByRole('link', { name: 'New API key' }).click();
    await fillIn(page, 'Lost', 'Billing');
    await page.route(
      `**${collection}`,
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await page.getByRole('button', { name: 'Create API key' }).click();
    await page.getByText('Can’t reach the server. What you entered is kept. Try again.').waitFor();
    assert.equal((await keys('name=Lost')).length, 1);
    await page.getByRole('button', { name: 'Create API key' }).click();
    const again = await secretIn(page);
    const made = await keys('name=Lost');
    assert.deepEqual(
      made.map(({ status, partial_key_hint }) => [status, partial_key_hint?.slice(-4)]),
      [['active', again.slice(-4)]],
    );
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Leave without it' }).click();
    await sheet(page).waitFor({ state: 'detached' });
    assert.equal((await kept(page)).includes(again), false);
  });

  test('its page shows all members of the object, and renames it', async () => {
    await page.locator('tbody').getByRole('link', { name: 'Nightly' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nightly' }).waitFor();
    const [made] = await keys('name=Nightly');
    const shown = await page.locator('main').innerText();
    for (const text of [
      made?.id,
      made?.partial_key_hint,
      made?.created_at,
      made?.expires_at,
      'Workspace key',
    ])
      assert.ok(shown.includes(String(text)), `${text} is shown`);
    await checkPage(page, 'a key');
    await page.keyboard.press('e');
    const dialog = page.getByRole('dialog', { name: 'Rename API key' });
    await dialog.getByLabel('Name').fill('');
    await page.keyboard.press('Enter');
    await dialog.getByText('Enter a name.').waitFor();
    await dialog.getByLabel('Name').fill('Nightly evaluation');
    await checkPage(page, 'renaming');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Nightly evaluation' }).waitFor();
  });

  test('it is deactivated after a question, and activated again', async () => {
    await page.getByRole('button', { name: 'Deactivate' }).click();
    const question = page.getByRole('alertdialog', { name: 'Deactivate this key?' });
    await question.getByText('are refused').waitFor();
    await question.getByRole('button', { name: 'Deactivate key' }).click();
    await page.getByText('Inactive', { exact: true }).first().waitFor();
    assert.equal((await keys('name=Nightly'))[0]?.status, 'inactive');
    await page.getByRole('button', { name: 'Activate', exact: true }).click();
    await page.getByRole('button', { name: 'Deactivate' }).waitFor();
    assert.equal((await keys('name=Nightly'))[0]?.status, 'active');
  });

  test('archiving is final, and an archived key says why nothing can be done', async () => {
    await page.getByRole('link', { name: 'API keys' }).first().click();
    const menu = await menuOf(page, 'Nightly evaluation');
    await menu.getByRole('menuitem', { name: 'Archive…' }).click();
    const question = page.getByRole('alertdialog', { name: 'Archive this key?' });
    await question.getByText('Archiving can’t be undone.').waitFor();
    await checkPage(page, 'archiving');
    await question.getByRole('button', { name: 'Archive key' }).click();
    await page.locator('tbody').getByText('Archived', { exact: true }).waitFor();
    const archived = await menuOf(page, 'Nightly evaluation');
    assert.equal(await archived.getByText('Archived keys can’t be changed.').count(), 3);
    assert.equal(
      await archived.getByRole('menuitem', { name: 'Rename…' }).getAttribute('aria-disabled'),
      'true',
    );
    await archived.getByRole('menuitem', { name: 'Open' }).click();
    await page
      .locator('button[aria-description="Archived keys can’t be changed."]', { hasText: 'Rename' })
      .waitFor();
  });
});

describe('a list of keys', () => {
  let fixture: Fixture;
  let page: Page;
  let standard: string;

  const create = (body: object) => fixture.call<ApiKey>('POST', collection, body);
  const shows = async (names: string[]) => {
    await page.locator('table[aria-busy=false]').waitFor();
    for (const name of names.slice(0, 1)) await page.getByRole('link', { name, exact: true }).waitFor();
    assert.deepEqual(await namesIn(page), names);
  };

  before(async () => {
    fixture = await startFixture();
    const [one, other] = await fixture.createMany(2);
    standard =
      (await fixture.list('include_default=true')).find(({ name }) => name === 'Default')?.id ?? 'none';
    const invite = await fixture.call<{ id: string }>('POST', '/v1/organizations/invites', {
      email: 'ada@example.com',
      role: 'developer',
    });
    const { user } = await fixture.call<{ user: { id: string } }>(
      'POST',
      `/x/v1/organizations/invites/${invite.id}/accept`,
      { name: '<i>Ada</i>' },
    );
    const account = await fixture.call<{ id: string }>('POST', '/v1/organizations/service_accounts', {
      name: 'deployer',
    });
    for (let index = 0; index < 60; index++) {
      await create({ name: `Key ${index}`, scope: { type: 'workspace', workspace_id: one?.id } });
    }
    await create({ name: '<img src=x onerror=alert(1)>' });
    await create({ name: 'Ada’s', principal: { type: 'user_actor', user_id: user.id } });
    await create({
      name: 'Deployment',
      scope: { type: 'organization' },
      principal: { type: 'service_account_actor', service_account_id: account.id },
      expires_at: later(10),
    });
    const off = await create({ name: 'Off' });
    await fixture.call('POST', `/v1/organizations/api_keys/${off.id}`, { status: 'inactive' });
    await create({ name: 'Of the archived', scope: { type: 'workspace', workspace_id: other?.id } });
    await fixture.archive(other?.id ?? '');
    const short = await create({ name: 'Short', expires_at: new Date(Date.now() + 1500).toISOString() });
    const path = `/v1/organizations/api_keys/${short.id}`;
    while ((await fixture.call<ApiKey>('GET', path)).status !== 'expired');
    page = await fixture.open('/api-keys');
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('is paged, with its total', async () => {
    await page.getByText('66 API keys').waitFor();
    assert.equal((await namesIn(page)).length, 50);
    await page.getByRole('button', { name: 'Older' }).click();
    await page.getByRole('link', { name: 'Key 0', exact: true }).waitFor();
    assert.match(page.url(), /after_id=apikey_/);
    assert.equal((await namesIn(page)).length, 16);
    await page.getByRole('button', { name: 'Newest' }).click();
    await page.getByRole('link', { name: 'Short', exact: true }).waitFor();
  });

  test('is filtered by text and by the end of a key', async () => {
    const search = page.getByLabel('Search by name or hint');
    await search.fill('ada');
    await page.getByText('1 API key', { exact: true }).waitFor();
    await shows(['Ada’s']);
    assert.match(page.url(), /\?q=ada$/);
    const [{ partial_key_hint: hint } = { partial_key_hint: '' }] = (
      await fixture.call<{ data: ApiKey[] }>('GET', `${collection}?name=Deployment`)
    ).data;
    await search.fill(hint?.slice(-4) ?? '');
    await shows(['Deployment']);
    await search.fill('nothing is called that');
    await page.getByRole('heading', { name: 'No API keys found' }).waitFor();
    await checkPage(page, 'nothing found');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText('66 API keys').waitFor();
  });

  test('is filtered by status, workspace and end, in the address', async () => {
    await page.getByLabel('Status', { exact: true }).selectOption('inactive');
    await shows(['Off']);
    assert.match(page.url(), /\?status=inactive$/);
    await page.getByLabel('Status', { exact: true }).selectOption('');
    await page.getByRole('switch', { name: 'Expiring within 30 days' }).check();
    await shows(['Deployment']);
    await page
      .locator('tbody')
      .getByText(/^in (9|10) days$/)
      .waitFor();
    await page.goto('/console/api-keys');
    await page.getByLabel('Workspace', { exact: true }).fill('defa');
    await page.getByRole('option', { name: 'Default' }).click();
    await shows(['Short', 'Off', 'Ada’s', '<img src=x onerror=alert(1)>']);
    assert.ok(page.url().endsWith(`?workspace=${standard}`));
    await page.reload();
    await shows(['Short', 'Off', 'Ada’s', '<img src=x onerror=alert(1)>']);
    const field = page.getByLabel('Workspace', { exact: true });
    assert.equal(await field.inputValue(), 'Default');
    await field.fill('');
    await page.getByText('66 API keys').waitFor();
  });

  test('Enter chooses nothing that doesn’t fit what was typed', async () => {
    await page.goto('/console/api-keys');
    const field = page.getByLabel('Workspace', { exact: true });
    await field.click();
    await page.getByRole('option', { name: 'Workspace 0' }).waitFor();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const held = page.waitForRequest(/name=def/);
    await page.route(/name=def/, async (route) => {
      await released;
      await route.continue();
    });
    await field.pressSequentially('def');
    await held;
    await page.keyboard.press('Enter');
    assert.equal(await field.inputValue(), 'def');
    release();
    await page.getByRole('option', { name: 'Workspace 0' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/api-keys?workspace=${standard}`);
    await page.unroute(/name=def/);
  });

  test('names kinds and whom keys act as, with markup as text', async () => {
    await page.goto('/console/api-keys');
    const row = (name: string) => page.locator('tbody tr', { hasText: name });
    await row('Ada’s').getByText('Personal · <i>Ada</i>').waitFor();
    await row('Deployment').getByText('Service account · deployer').waitFor();
    await row('Deployment').getByText('Organization').waitFor();
    await page.getByRole('link', { name: '<img src=x onerror=alert(1)>' }).waitFor();
    assert.equal(await page.locator('main img, main tbody i').count(), 0);
  });

  test('says why an expired key, or one of an archived workspace, can’t be activated', async () => {
    const expired = await menuOf(page, 'Short');
    await expired.getByText('Expired keys can’t be activated.').waitFor();
    const archive = expired.getByRole('menuitem', { name: 'Archive…' });
    assert.equal(await archive.getAttribute('aria-disabled'), null);
    await page.keyboard.press('Escape');
    const archived = await menuOf(page, 'Of the archived');
    assert.equal(await archived.getByText('Its workspace is archived, and the key with it.').count(), 3);
    await page.keyboard.press('Escape');
  });

  test('a cursor that names nothing shows the server’s sentence and a way back', async () => {
    await page.goto('/console/api-keys?after_id=apikey_nothing');
    await page.getByRole('heading', { name: 'The server returned an error' }).waitFor();
    await page.getByText(/^after_id: /).waitFor();
    await page.getByRole('link', { name: 'First page' }).click();
    await page.getByText('66 API keys').waitFor();
  });

  test('a key that doesn’t exist shows the server’s 404', async () => {
    await page.goto('/console/api-keys/apikey_nothing');
    await page.getByText('API key not found.').waitFor();
    await page.getByRole('link', { name: 'All API keys' }).click();
    await page.getByText('66 API keys').waitFor();
  });

  test('the tab of a workspace shows its keys, and makes another one there', async () => {
    await page.goto(`/console/workspaces/${standard}/api-keys`);
    await page.getByText('4 API keys').waitFor();
    await shows(['Short', 'Off', 'Ada’s', '<img src=x onerror=alert(1)>']);
    await checkPage(page, 'the tab');
    await page.getByLabel('Status', { exact: true }).selectOption('expired');
    await shows(['Short']);
    await page.getByRole('link', { name: 'New key' }).click();
    await page.getByRole('dialog', { name: 'New API key' }).waitFor();
    assert.equal(await page.getByLabel('Workspace', { exact: true }).last().inputValue(), 'Default');
    await page.getByLabel('Name', { exact: true }).fill('From the tab');
    await page.getByRole('button', { name: 'Create API key' }).click();
    await page.getByRole('button', { name: 'I have stored it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Default' }).waitFor();
    assert.match(page.url(), /api-keys\?status=expired$/);
    await page.getByLabel('Status', { exact: true }).selectOption('');
    await page.getByRole('link', { name: 'From the tab' }).first().waitFor();
  });

  test('an archived workspace gets no keys', async () => {
    const [archived] = (await fixture.list('include_archived=true')).filter(({ archived_at }) => archived_at);
    await page.goto(`/console/workspaces/${archived?.id}/api-keys`);
    const create = page.getByRole('button', { name: 'New key' });
    await create.waitFor();
    assert.equal(await create.getAttribute('aria-description'), 'Archived workspaces are read-only.');
    await shows(['Of the archived']);
  });

  test('fits a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of ['/api-keys', '/api-keys/new', `/workspaces/${standard}/api-keys`]) {
      await page.goto(`/console${path}`);
      if (path === '/api-keys/new') await sheet(page).waitFor();
      else await page.locator('[data-row-link]').first().waitFor();
      const end = await page.evaluate<number>('document.documentElement.scrollWidth');
      assert.ok(end <= 360, `${path}: ${end} px`);
    }
  });
});

describe('what a key may not do', () => {
  let fixture: Fixture;
  const limited = async (...scopes: string[]) =>
    (await fixture.call<{ raw_key: string }>('POST', '/x/v1/admin_keys', { name: 'Limited', scopes }))
      .raw_key;

  before(async () => {
    fixture = await startFixture({ workspaceApiKeyLimit: 1 });
    await fixture.create({ name: 'Full' });
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('the limit is told by the server’s sentence, in the form and after an activation', async () => {
    const page = await fixture.open('/api-keys/new');
    await fillIn(page, 'First', 'Full');
    await page.getByRole('button', { name: 'Create API key' }).click();
    await page.getByRole('button', { name: 'I have stored it' }).click();
    await sheet(page).waitFor({ state: 'detached' });
    await page.goto('/console/api-keys/new');
    await fillIn(page, 'Second', 'Full');
    await page.getByRole('button', { name: 'Create API key' }).click();
    const sentence = 'The workspace has reached its limit of active API keys.';
    await sheet(page).getByText(sentence).waitFor();
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Second');
    const [first] = (await fixture.call<{ data: ApiKey[] }>('GET', collection)).data;
    await fixture.call('POST', `/v1/organizations/api_keys/${first?.id}`, { status: 'inactive' });
    await page.getByRole('button', { name: 'Create API key' }).click();
    await page.getByRole('button', { name: 'I have stored it' }).click();
    await sheet(page).waitFor({ state: 'detached' });
    await (await menuOf(page, 'First')).getByRole('menuitem', { name: 'Activate' }).click();
    const failure = page.getByRole('alertdialog', { name: 'Couldn’t activate the key' });
    await failure.getByText(sentence).waitFor();
    await checkPage(page, 'a refusal');
    await failure.getByRole('button', { name: 'Close' }).last().click();
    await failure.waitFor({ state: 'detached' });
  });

  test('a key that only reads sees the list, by IDs, and is told why it can’t change it', async () => {
    const page = await fixture.open('/api-keys', { key: await limited('read:api_keys') });
    await page
      .locator('tbody')
      .getByRole('link', { name: /^wrkspc_/ })
      .first()
      .waitFor();
    const reason = 'Your key lacks the scope write:api_keys.';
    const create = page.getByRole('button', { name: 'New API key' });
    assert.equal(await create.getAttribute('aria-description'), reason);
    const menu = await menuOf(page, 'Second');
    assert.equal(await menu.getByText(reason).count(), 3);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Second' }).first().click();
    assert.equal(
      await page.getByRole('button', { name: 'Archive' }).getAttribute('aria-description'),
      reason,
    );
    await checkPage(page, 'a key that is only read');
  });

  test('a key that doesn’t see API keys is told so', async () => {
    const page = await fixture.open('/api-keys', { key: await limited('read:workspaces') });
    await page.getByRole('heading', { name: 'Your key can’t see this' }).waitFor();
    await page.getByText('read:api_keys').first().waitFor();
    await checkPage(page, 'forbidden');
  });

  test('a key that can’t search workspaces enters their ID', async () => {
    const page = await fixture.open('/api-keys/new', {
      key: await limited('read:api_keys', 'write:api_keys'),
    });
    await page.getByText('Your key lacks the scope read:workspaces. Enter the ID.').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('By ID');
    await sheet(page).getByLabel('Workspace', { exact: true }).fill('wrkspc_nothing');
    await page.getByRole('button', { name: 'Create API key' }).click();
    await page.getByText('not found in this organization').waitFor();
    const standard = (await fixture.list('include_default=true')).find(({ name }) => name === 'Default');
    await page
      .getByRole('dialog')
      .getByLabel('Workspace', { exact: true })
      .fill(standard?.id ?? '');
    await page.getByRole('button', { name: 'Create API key' }).click();
    await page.getByRole('button', { name: 'I have stored it' }).click();
    await page.getByRole('link', { name: 'By ID' }).first().waitFor();
  });
});

test('a personal key of the whole organization is made by keyboard alone', async () => {
  await using fixture = await startFixture();
  const { id } = await fixture.call<{ id: string }>('POST', '/v1/organizations/invites', {
    email: 'ada@example.com',
    role: 'developer',
  });
  await fixture.call('POST', `/x/v1/organizations/invites/${id}/accept`, { name: 'Ada' });
  const page = await fixture.open('/');
  const focused = (selector: string) => page.locator(`${selector}:focus`).waitFor();
  await page.keyboard.press('k');
  await page.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
  await page.getByRole('heading', { name: 'No API keys yet' }).waitFor();
  await page.keyboard.press('c');
  await focused('input[name=name], #name');
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.getByLabel('User', { exact: true }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('ad');
  await page.getByRole('option', { name: 'Ada' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'Ada' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('[data-secret]').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Copied.').waitFor();
  await page.keyboard.press('Escape');
  await sheet(page).waitFor({ state: 'detached' });
  const [made] = (await fixture.call<{ data: ApiKey[] }>('GET', collection)).data;
  assert.equal(made?.scope.type, 'organization');
  assert.equal(made?.principal?.type, 'user_actor');
  await page.getByRole('link', { name: 'By keyboard' }).first().waitFor();
});

test('when the server is down, the page says so, and recovers on retry', async () => {
  await using fixture = await startFixture();
  await using first = await startServer({ sandbox: false });
  const { adminKey } = first;
  const port = Number(new URL(first.baseURL).port);
  const page = await fixture.browser.newPage({ baseURL: first.baseURL });
  await page.goto('/console/api-keys');
  await signIn(page, adminKey);
  await page.getByRole('heading', { name: 'No API keys yet' }).waitFor();
  await first.close();
  await page.getByLabel('Search by name or hint').fill('x');
  await page.getByRole('heading', { name: 'Can’t reach the server' }).waitFor();
  await using _ = await startServer({ sandbox: false, port, adminKey });
  await page.getByRole('button', { name: 'Try again' }).click();
  // Its sessions were in memory.
  await signIn(page, adminKey);
  await page.getByRole('heading', { name: 'No API keys found' }).waitFor();
});
