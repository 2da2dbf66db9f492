import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { launch } from './browser.ts';
import { type Fixture, signIn, startFixture } from './fixture.ts';
import { startRestarting } from './restarting.ts';

interface NewKey {
  id: string;
  raw_key: string;
}

describe('a session', () => {
  let fixture: Fixture;
  const newKey = (scopes: string[] | null = null) =>
    fixture.call<NewKey>('POST', '/x/v1/admin_keys', { name: 'for a test', scopes });

  before(async () => {
    fixture = await startFixture();
    await fixture.createMany(1);
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('is a cookie that scripts can’t read and other sites don’t send', async () => {
    const page = await fixture.open();
    const [cookie, ...others] = await page.context().cookies();
    assert.deepEqual(others, []);
    assert.deepEqual(
      [cookie?.httpOnly, cookie?.sameSite, cookie?.path, cookie?.secure],
      [true, 'Strict', '/', false],
    );
    assert.equal(await page.evaluate('document.cookie'), '');
  });

  test('leaves no key in the page, in storage, in an address or in a later request', async () => {
    const page = await fixture.browser.newPage({ baseURL: fixture.server.baseURL });
    const sent: string[] = [];
    await page.goto('/console/workspaces');
    await signIn(page, fixture.server.adminKey);
    page.on('request', (request) => sent.push(JSON.stringify([request.url(), request.headers()])));
    await page.getByRole('link', { name: 'Workspace 0' }).click();
    await page.getByRole('link', { name: 'JSON & code' }).click();
    await page.getByRole('tabpanel').first().waitFor();
    const everything = await page.evaluate<string>(
      'document.documentElement.outerHTML + JSON.stringify([localStorage, sessionStorage, history.state, location.href])',
    );
    assert.ok(sent.length > 0);
    for (const text of [everything, ...sent]) assert.ok(!text.includes(fixture.server.adminKey));
  });

  test('is there in a second tab, after a reload, and for a link that is pasted', async () => {
    const page = await fixture.open('/workspaces?q=space');
    await page.getByText('1 workspace matches').waitFor();
    await page.reload();
    await page.getByText('1 workspace matches').waitFor();
    const tab = await page.context().newPage();
    await tab.goto('/console/workspaces?q=nothing');
    await tab.getByRole('heading', { name: 'No workspaces found' }).waitFor();
  });

  test('begins where a link led, whatever the link', async () => {
    const [made] = await fixture.list();
    const page = await fixture.browser.newPage({ baseURL: fixture.server.baseURL });
    await page.goto(`/console/workspaces/${made?.id}/code`);
    await signIn(page, fixture.server.adminKey);
    await page.getByRole('heading', { level: 1, name: 'Workspace 0' }).waitFor();
    await page.getByRole('tab', { name: 'JSON' }).waitFor();
    assert.match(page.url(), /\/code$/);
  });

  test('ends at once when its key is disabled, and says why', async () => {
    const { id, raw_key } = await newKey();
    const page = await fixture.open('/workspaces', { key: raw_key });
    await page.getByText('1 active workspace', { exact: true }).waitFor();
    await fixture.call('POST', `/x/v1/admin_keys/${id}`, { status: 'disabled' });
    await page.getByLabel('Search by name or ID').fill('x');
    await page.getByText('You were signed out. The server says:').waitFor();
    assert.equal(await page.getByText('Workspace 0').count(), 0, 'no data is left on the page');
  });

  test('what was typed survives a key that ends, and the sign-in with another', async () => {
    const { id, raw_key } = await newKey();
    const page = await fixture.open('/workspaces/new', { key: raw_key });
    await page.getByLabel('Name', { exact: true }).fill('Half typed');
    await fixture.call('POST', `/x/v1/admin_keys/${id}`, { status: 'disabled' });
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('You were signed out.').waitFor();
    await signIn(page, fixture.server.adminKey);
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Half typed');
  });

  test('what was typed for one organization isn’t shown to another', async () => {
    await using other = await startFixture();
    const page = await fixture.open('/workspaces/new');
    await page.getByLabel('Name', { exact: true }).fill('Half typed');
    const stored = await page.evaluate<[string, string][]>('Object.entries(sessionStorage)');
    const elsewhere = await other.browser.newPage({ baseURL: other.server.baseURL });
    await elsewhere.goto('/console/workspaces/new');
    await elsewhere.evaluate(
      `for (const [key, value] of ${JSON.stringify(stored)}) sessionStorage.setItem(key, value)`,
    );
    await signIn(elsewhere, other.server.adminKey);
    assert.equal(await elsewhere.getByLabel('Name', { exact: true }).inputValue(), '');
  });
});

test('a server that restarts in the middle of a form asks nothing again, and loses nothing', async () => {
  await using browser = await launch();
  await using restarting = await startRestarting();
  const page = await browser.newPage({ baseURL: restarting.baseURL });
  await page.goto('/console/workspaces/new');
  await signIn(page, restarting.adminKey);
  await page.getByLabel('Name', { exact: true }).fill('Survives');
  await page.getByRole('button', { name: 'Add a tag' }).click();
  await page.getByLabel('Key of tag 1').fill('env');
  await restarting.stop();
  await restarting.start();
  await page.reload();
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Survives');
  assert.equal(await page.getByLabel('Key of tag 1').inputValue(), 'env');
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await page.locator('tbody').getByRole('link', { name: 'Survives' }).waitFor();
  await page.goto('/console/workspaces/new');
  assert.equal(
    await page.getByLabel('Name', { exact: true }).inputValue(),
    '',
    'what was sent is no draft any more',
  );
});

describe('what was typed is only thrown away when asked', () => {
  let fixture: Fixture;
  let page: Page;
  const name = () => page.getByLabel('Name', { exact: true });
  const question = () => page.getByRole('alertdialog', { name: 'Discard your changes?' });

  before(async () => {
    fixture = await startFixture();
    page = await fixture.open('/workspaces');
    await page.keyboard.press('c');
    await name().fill('Typed');
  });
  after(() => fixture[Symbol.asyncDispose]());

  const ways: Record<string, () => Promise<unknown>> = {
    Escape: () => page.keyboard.press('Escape'),
    '×': () =>
      page.getByRole('dialog', { name: 'New workspace' }).getByRole('button', { name: 'Close' }).click(),
    Cancel: () => page.getByRole('button', { name: 'Cancel' }).click(),
    Back: () => page.goBack(),
  };
  for (const [way, leave] of Object.entries(ways)) {
    test(way, async () => {
      await leave();
      await question().getByRole('button', { name: 'Keep editing' }).click();
      await question().waitFor({ state: 'detached' });
      assert.equal(await name().inputValue(), 'Typed');
      assert.match(page.url(), /\/workspaces\/new$/);
    });
  }

  test('and once it is given up, it is gone', async () => {
    await page.keyboard.press('Escape');
    await question().getByRole('button', { name: 'Discard' }).click();
    await question().waitFor({ state: 'detached' });
    await page.waitForURL(/\/workspaces$/);
    await page.keyboard.press('c');
    assert.equal(await name().inputValue(), '');
    await page.keyboard.press('Escape');
    await page.locator('[data-dialog]').waitFor({ state: 'detached' });
  });
});

describe('another site can do nothing with the session of a browser that visits it', () => {
  let fixture: Fixture;
  let evil: ReturnType<typeof createServer>;
  let page: Page;

  before(async () => {
    fixture = await startFixture();
    evil = createServer((_, response) =>
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>x</title>'),
    );
    await once(evil.listen(0, '127.0.0.1'), 'listening');
    page = await fixture.open();
  });
  after(async () => {
    evil.close();
    await fixture[Symbol.asyncDispose]();
  });

  /** What the server would have done is told by what it stores. */
  const attempts: Record<string, string> = {
    'a form': `(base) => {
      const form = document.createElement('form');
      form.method = 'post';
      form.target = 'other';
      form.action = base + '/v1/organizations/workspaces';
      form.enctype = 'text/plain';
      form.innerHTML = '<input name=\\'{"name":"x","a":"\\' value=\\'"}\\'>';
      const frame = document.createElement('iframe');
      frame.name = 'other';
      document.body.append(frame, form);
      return new Promise((done) => { frame.onload = done; form.submit(); });
    }`,
    'a fetch with the cookie': `(base) => fetch(base + '/v1/organizations/workspaces', {
      method: 'POST', mode: 'no-cors', credentials: 'include', body: '{"name":"x"}',
    }).catch(() => {})`,
    'a fetch with the cookie and the header': `(base) => fetch(base + '/v1/organizations/workspaces', {
      method: 'POST', credentials: 'include', headers: { 'x-workspaced-console': '1' }, body: '{"name":"x"}',
    }).catch(() => {})`,
  };
  for (const [attempt, script] of Object.entries(attempts)) {
    test(attempt, async () => {
      const tab = await page.context().newPage();
      // Another port is the same site to a browser, so its cookie is sent: the strictest case.
      const { port } = evil.address() as { port: number };
      await tab.goto(`http://127.0.0.1:${port}/`);
      await tab.evaluate(`(${script})('${fixture.server.baseURL}')`);
      assert.deepEqual(await fixture.list(), []);
      await tab.close();
    });
  }

  for (const [attempt, headers] of Object.entries<Record<string, string>>({
    'the cookie without the header': {},
    'a wrong origin': { 'x-workspaced-console': '1', origin: 'http://evil.example' },
    'a request that the browser calls cross-site': {
      'x-workspaced-console': '1',
      'sec-fetch-site': 'cross-site',
    },
    'a request that the browser calls same-site': {
      'x-workspaced-console': '1',
      'sec-fetch-site': 'same-site',
    },
  })) {
    test(`${attempt} is 401`, async () => {
      const [cookie] = await page.context().cookies();
      const send = (own: Record<string, string>) =>
        fetch(`${fixture.server.baseURL}/v1/organizations/workspaces`, {
          headers: { cookie: `${cookie?.name}=${cookie?.value}`, ...own },
        });
      assert.equal((await send({ 'x-workspaced-console': '1' })).status, 200);
      assert.equal((await send(headers)).status, 401);
    });
  }
});
