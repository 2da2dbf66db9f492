import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { developmentKey } from '../../src/contract/development-key.ts';
import { environment, program } from '../environment.ts';
import { launch } from './browser.ts';
import { type Fixture, signIn, signOut, startFixture } from './fixture.ts';

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
    assert.equal(await page.evaluate('sessionStorage.length + localStorage.length'), 0);
  });

  test('signing out ends the session, in every tab, and forgets all data', async () => {
    const page = await fixture.open();
    const other = await page.context().newPage();
    await other.goto('/console/workspaces');
    await other.getByRole('heading', { level: 1, name: 'Workspaces' }).waitFor();
    await page.goto('/console/workspaces/new');
    await page.getByLabel('Name', { exact: true }).fill('Half typed');
    await page.goto('/console/');
    const isKept = () => page.evaluate("JSON.stringify(sessionStorage).includes('Half typed')");
    assert.equal(await isKept(), true);
    await signOut(page);
    await other.getByLabel('Admin key').waitFor();
    assert.equal(await isKept(), false);
    assert.deepEqual(await page.context().cookies(), []);
    await page.reload();
    await page.getByLabel('Admin key').waitFor();
  });

  test('what was typed in another tab isn’t shown to who signs in next, but comes back after a session that ended', async () => {
    const page = await fixture.open();
    const other = await page.context().newPage();
    const name = other.getByLabel('Name', { exact: true });
    await other.goto('/console/workspaces/new');
    await name.fill('Half typed');
    await signOut(page);
    await signIn(other, fixture.server.adminKey);
    assert.equal(await name.inputValue(), '');
    assert.equal(await other.evaluate("JSON.stringify(sessionStorage).includes('Half typed')"), false);
    await name.fill('Typed again');
    await page.context().clearCookies();
    await other.getByRole('button', { name: 'Create workspace' }).click();
    await other.getByText('You were signed out.').waitFor();
    await signIn(other, fixture.server.adminKey);
    assert.equal(await name.inputValue(), 'Typed again');
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
  await using browser = await launch();
  const server = spawn(process.execPath, [program, 'dev', '--port', '0'], {
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

test('a sandbox on this machine is opened without a key', async () => {
  await using fixture = await startFixture({ sandbox: true });
  const page = await fixture.browser.newPage({ baseURL: fixture.server.baseURL });
  await page.goto('/console/settings');
  await page.getByRole('button', { name: 'Open the sandbox' }).click();
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  assert.match(page.url(), /\/console\/settings$/);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
});
