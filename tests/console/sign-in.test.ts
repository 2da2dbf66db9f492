import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { developmentKey } from '../../src/contract/development-key.ts';
import { startServer } from '../../src/server.ts';
import { environment } from '../environment.ts';
import { launch } from './browser.ts';
import { type Fixture, signIn, startFixture } from './fixture.ts';

describe('signing in', () => {
  let fixture: Fixture;

  before(async () => {
    fixture = await startFixture();
  });
  after(() => fixture[Symbol.asyncDispose]());

  test('a refused key is reported at the field, in the server’s words', async () => {
    const page = await fixture.browser.newPage({ baseURL: fixture.server.baseURL });
    await page.goto('/console/');
    await page.getByLabel('Admin key').fill('sk-ant-admin01-wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('API key is invalid.').waitFor();
    await page.locator('#key[aria-invalid=true]:focus').waitFor();
    await page.getByLabel('Admin key').fill('sk-ant-admin01-“wrong”');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Invalid key.').waitFor();
    assert.equal(await page.evaluate('sessionStorage.length'), 0);
  });

  test('the key is kept in sessionStorage alone, and never in an address', async () => {
    const page = await fixture.browser.newPage({ baseURL: fixture.server.baseURL });
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.goto('/console/workspaces');
    await signIn(page, fixture.server.adminKey);
    await page.getByRole('heading', { level: 1, name: 'Workspaces' }).waitFor();
    const { adminKey } = fixture.server;
    assert.deepEqual(await page.evaluate('Object.values(sessionStorage)'), [adminKey]);
    assert.doesNotMatch(
      String(await page.evaluate('JSON.stringify(localStorage) + document.cookie')),
      /sk-ant/,
    );
    assert.deepEqual(
      [...addresses, page.url()].filter((address) => address.includes('sk-ant')),
      [],
    );
    await page.reload();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    const other = await page.context().newPage();
    await other.goto('/console/');
    await other.getByLabel('Admin key').waitFor();
  });

  test('signing out forgets the key and all data', async () => {
    const page = await fixture.open();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Admin key').waitFor();
    assert.equal(await page.evaluate('sessionStorage.length'), 0);
    await page.reload();
    await page.getByLabel('Admin key').waitFor();
  });

  test('a key that stops working ends the session, and says why', async () => {
    await using first = await startServer();
    const page = await fixture.browser.newPage({ baseURL: first.baseURL });
    await page.goto('/console/');
    await signIn(page, first.adminKey);
    await page.getByRole('heading', { name: 'No workspaces yet' }).waitFor();
    await first.close();
    await using _ = await startServer({ port: Number(new URL(first.baseURL).port) });
    await page.getByRole('link', { name: 'Workspaces' }).click();
    await page.getByText('You were signed out. The server says: API key is invalid.').waitFor();
    assert.equal(await page.evaluate('sessionStorage.length'), 0);
  });

  test('the development key is refused elsewhere, and the form says why', async () => {
    const page = await fixture.browser.newPage({ baseURL: fixture.server.baseURL });
    await page.goto('/console/#dev');
    await page.getByText('This server isn’t in development mode').waitFor();
    await page.getByLabel('Admin key').waitFor();
    assert.equal(page.url(), `${fixture.server.baseURL}/console/`);
  });
});

test('in dev the banner’s link opens the console signed in, and no log knows the key', async () => {
  const main = new URL('../../src/main.ts', import.meta.url).pathname;
  await using browser = await launch();
  const server = spawn(process.execPath, [main, 'dev', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(),
  });
  const exited = once(server, 'exit');
  try {
    const { link, log } = await reading(server);
    const page = await browser.newPage();
    await page.goto(link);
    await page.getByRole('heading', { name: 'No workspaces yet' }).waitFor();
    assert.equal(page.url(), link.replace('#dev', ''));
    assert.doesNotMatch(log.join('\n'), new RegExp(developmentKey));
  } finally {
    server.kill();
    await exited;
  }
});

/** The console's link out of the banner, and the lines of the log as they come. */
async function reading(server: ChildProcess): Promise<{ link: string; log: string[] }> {
  const log: string[] = [];
  if (!server.stdout || !server.stderr) throw new Error('no output');
  createInterface(server.stdout).on('line', (line) => log.push(line));
  for await (const line of createInterface(server.stderr)) {
    const [link] = /http:\S+\/console\/#dev/.exec(line) ?? [];
    if (link) return { link, log };
  }
  throw new Error('the banner has no link to the console');
}
