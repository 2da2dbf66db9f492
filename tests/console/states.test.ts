import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { newAdminKey } from '../../src/api/admin-keys/key.ts';
import { startServer } from '../../src/server.ts';
import { environment, program } from '../environment.ts';
import { startProxy } from '../wire/proxy.ts';
import { type Fixture, preloaded, signIn, startFixture } from './fixture.ts';
import { startRestarting } from './restarting.ts';

describe('when the server fails', () => {
  let fixture: Fixture;

  before(async () => {
    fixture = await startFixture();
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('a cursor that names nothing shows the server’s sentence and a way back', async () => {
    const page = await fixture.open('/workspaces?after_id=wrkspc_nothing');
    await page.getByRole('heading', { name: 'The server returned an error' }).waitFor();
    await page.getByText(/^after_id: /).waitFor();
    await page.getByText(/^req_01/).waitFor();
    await page.getByRole('link', { name: 'First page' }).click();
    await page.getByRole('heading', { name: 'No workspaces yet' }).waitFor();
  });

  test('a workspace that doesn’t exist shows the server’s 404', async () => {
    const page = await fixture.open('/workspaces/wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ');
    await page.getByRole('heading', { name: 'The server returned an error' }).waitFor();
    await page.getByRole('link', { name: 'All workspaces' }).click();
    await page.getByRole('heading', { level: 1, name: 'Workspaces' }).waitFor();
  });

  test('an address that the console doesn’t have says so', async () => {
    const page = await fixture.open('/no/such/page');
    await page.getByRole('heading', { name: 'This page doesn’t exist' }).waitFor();
  });

  test('of an address only what the page understands counts, and the rest leaves it', async () => {
    const page = await fixture.open('/workspaces?q=a&q=b&archived=1&other=1');
    await page.getByRole('heading', { name: 'No workspaces yet' }).waitFor();
    assert.equal(await page.getByRole('switch', { name: 'Archived' }).isChecked(), false);
    assert.match(page.url(), /\/workspaces$/);
    for (const path of ['/members?q=a&q=b', '/api-keys?q=a&q=b']) {
      await page.goto(`/console${path}`);
      await page.getByRole('heading', { name: /^No (users|API keys) yet$/ }).waitFor();
    }
  });

  test('a fault of the console is called one, with ways out', async () => {
    await fixture.createMany(1);
    const page = await fixture.open('/workspaces');
    // It is reported there, too.
    page.removeAllListeners('console');
    await page.route('**/x/v1/workspaces/summary', (route) => route.fulfill({ json: { active: 1 } }));
    await page.getByRole('link', { name: 'Overview' }).last().click();
    await page.getByRole('heading', { name: 'Something went wrong in the console' }).waitFor();
    await page.getByText('TypeError: ').waitFor();
    assert.equal(await page.getByText('Can’t reach the server').count(), 0);
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Reload the page' }).click();
    await page.getByText('1 of 100').waitFor();
  });

  test('a sandbox can be told from other servers', async () => {
    const page = await fixture.open();
    await page.getByText('My organization').first().waitFor();
    assert.equal(await page.getByText('Sandbox', { exact: true }).count(), 0);
    await using sandbox = await startServer();
    const other = await fixture.browser.newPage({ baseURL: sandbox.baseURL });
    await other.goto('/console/');
    await signIn(other, sandbox.adminKey);
    const badge = other.getByText('Sandbox', { exact: true }).filter({ visible: true }).first();
    for (const width of [1100, 380]) {
      await other.setViewportSize({ width, height: 600 });
      await badge.waitFor();
      const end = await other.evaluate<number>('document.documentElement.scrollWidth');
      assert.ok(end <= width, `${end} px on a screen of ${width}`);
    }
  });

  test('when the server is down, the console says so, keeps what was entered, and recovers on retry', async () => {
    await using restarting = await startRestarting();
    const page = await fixture.browser.newPage({ baseURL: restarting.baseURL });
    await page.goto('/console/workspaces/new');
    await signIn(page, restarting.adminKey);
    await page.getByLabel('Name', { exact: true }).fill('Kept');
    await restarting.stop();
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('Can’t reach the server. What you entered is kept. Try again.').waitFor();
    await restarting.start();
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.locator('tbody').getByRole('link', { name: 'Kept' }).waitFor();
    await restarting.stop();
    await page.getByLabel('Search by name or ID').fill('other');
    await page
      .getByRole('heading', { name: 'Can’t reach the server' })
      .or(page.getByText('Couldn’t refresh.'))
      .waitFor();
    await restarting.start();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'No workspaces found' }).waitFor();
  });

  test('a list that can’t be refreshed stays, and is refreshed once the server is back', async () => {
    await using restarting = await startRestarting();
    const page = await fixture.browser.newPage({ baseURL: restarting.baseURL });
    await page.goto('/console/workspaces?default=true');
    await signIn(page, restarting.adminKey);
    await page.locator('[data-row-link]').waitFor();
    await restarting.stop();
    await page.clock.setFixedTime(Date.now() + 60_000);
    await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))");
    await page.getByText('Couldn’t refresh.').waitFor();
    assert.equal(await page.locator('[data-row-link]').count(), 1);
    await restarting.start();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Couldn’t refresh.').waitFor({ state: 'detached' });
  });

  test('a proxy’s sign-in page isn’t taken for an empty list', async () => {
    await using first = await startServer();
    const page = await fixture.browser.newPage({ baseURL: first.baseURL });
    await page.goto('/console/members');
    await signIn(page, first.adminKey);
    await preloaded(page);
    await first.close();
    await using between = createServer((_, response) =>
      response.end('<!doctype html><title>Sign in</title>'),
    );
    await once(between.listen(Number(new URL(first.baseURL).port), '127.0.0.1'), 'listening');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Workspaces' }).click();
    await page.getByText('The response isn’t from the API.').waitFor();
  });

  test('a page whose code failed to load says so, and opens at the next try', async () => {
    const page = await fixture.browser.newPage({ baseURL: fixture.server.baseURL });
    await page.route('**/assets/*settings*', (route) => route.abort());
    await page.goto('/console/settings');
    await signIn(page, fixture.server.adminKey);
    await page.getByRole('heading', { name: 'Can’t reach the server' }).waitFor();
    await page.unroute('**/assets/*settings*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  });

  test('once the first page is shown, the others open even if the server is gone', async () => {
    await using first = await startServer();
    const page = await fixture.browser.newPage({ baseURL: first.baseURL });
    await page.goto('/console/');
    await signIn(page, first.adminKey);
    await preloaded(page);
    await first.close();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-dialog]').waitFor({ state: 'detached' });
    await page.keyboard.press('w');
    await page.getByRole('heading', { level: 1, name: 'Workspaces' }).waitFor();
  });

  test('a skeleton is shown while the server is slow', async () => {
    const adminKey = newAdminKey();
    const server = spawn(process.execPath, [program, 'serve', '--port', '0', '--database', ':memory:'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: environment({ WORKSPACED_ADMIN_KEY: adminKey }),
    });
    try {
      let baseURL = '';
      for await (const line of createInterface(server.stdout)) {
        baseURL = JSON.parse(line).url ?? '';
        if (baseURL) break;
      }
      const page = await fixture.browser.newPage({ baseURL });
      await page.goto('/console/members');
      await signIn(page, adminKey);
      await preloaded(page);
      server.kill('SIGSTOP');
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Workspaces' }).click();
      await page.getByRole('status', { name: 'Loading workspaces' }).waitFor();
      server.kill('SIGCONT');
      await page.getByRole('heading', { name: 'No workspaces yet' }).waitFor();
    } finally {
      server.kill('SIGKILL');
      await once(server, 'exit');
    }
  });
});

test('retrying a create whose response was lost makes no duplicate', async () => {
  await using fixture = await startFixture();
  const proxy = await startProxy(fixture.server.baseURL);
  const page = await fixture.browser.newPage({ baseURL: proxy.url });
  await page.goto('/console/workspaces');
  await signIn(page, fixture.server.adminKey);
  await page.getByRole('link', { name: 'Create your first workspace' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Only one');
  proxy.cuts = 100;
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await page.getByText('What you entered is kept. Try again.').waitFor();
  assert.equal((await fixture.list()).length, 1, 'it was created, but the client doesn’t know');
  proxy.cuts = 0;
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await page.locator('tbody').getByRole('link', { name: 'Only one' }).waitFor();
  assert.equal((await fixture.list()).length, 1);
});
