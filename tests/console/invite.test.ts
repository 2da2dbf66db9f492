import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { checkPage } from './axe.ts';
import { type Fixture, startFixture } from './fixture.ts';

describe('the page of an invite', () => {
  let fixture: Fixture;
  const waiting: ((notice: { token: string; invite: { id: string } }) => void)[] = [];
  const mailer = createServer(async (incoming, outgoing) => {
    const notice = JSON.parse(Buffer.concat(await incoming.toArray()).toString());
    outgoing.end();
    waiting.shift()?.(notice);
  }).listen(0, '127.0.0.1');

  const call = (method: string, path: string, body?: object) =>
    fetch(`${fixture.server.baseURL}/v1/organizations/${path}`, {
      method,
      headers: { 'x-api-key': fixture.server.adminKey },
      body: body && JSON.stringify(body),
    });

  /** Invites somebody; returns what the server posts to the mailer. */
  async function invite(email: string) {
    const { promise, resolve } = Promise.withResolvers<{ token: string; invite: { id: string } }>();
    waiting.push(resolve);
    await call('POST', 'invites', { email, role: 'user' });
    return promise;
  }

  const open = async (token: string) => {
    const page = await fixture.browser.newPage({ baseURL: fixture.server.baseURL });
    await page.goto(`/console/invite#${token}`);
    return page;
  };

  before(async () => {
    await once(mailer, 'listening');
    const { port } = mailer.address() as AddressInfo;
    fixture = await startFixture({ inviteWebhook: `http://127.0.0.1:${port}` });
  });
  after(async () => {
    mailer.close();
    await fixture[Symbol.asyncDispose]();
  });

  test('a person joins without being signed in, and their token is in no address and not kept', async () => {
    const { token } = await invite('ada@example.com');
    const page = await open(token);
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.locator('#name:focus').waitFor();
    await checkPage(page, 'invite');
    await page.keyboard.type('Ada <b>Lovelace</b>');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Welcome, Ada <b>Lovelace</b>' }).waitFor();
    await page.getByText('ada@example.com').waitFor();
    assert.equal(page.url(), `${fixture.server.baseURL}/console/invite`);
    assert.ok(addresses.length > 0 && addresses.every((address) => !address.includes(token)));
    assert.equal(await page.evaluate('sessionStorage.length + localStorage.length'), 0);
    const { data } = (await (await call('GET', 'users')).json()) as {
      data: { email: string; name: string }[];
    };
    assert.deepEqual(
      data.map(({ email, name }) => [email, name]),
      [['ada@example.com', 'Ada <b>Lovelace</b>']],
    );
  });

  test('it says what is wrong with a link, and takes another one in the same tab', async () => {
    const [deleted, good] = [await invite('gone@example.com'), await invite('grace@example.com')];
    await call('DELETE', `invites/${deleted.invite.id}`);
    const page = await open('');
    await page.getByRole('heading', { name: 'This link is incomplete' }).waitFor();
    await page.goto(`/console/invite#${deleted.token}`);
    await page.getByLabel('Your name').fill('Grace');
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('alert').getByText('This invite isn’t valid any more. Ask for a new one.').waitFor();
    await page.goto(`/console/invite#${good.token}`);
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('heading', { name: 'Welcome, Grace' }).waitFor();
  });

  test('an admin who is signed in stays signed in', async () => {
    const { token } = await invite('joan@example.com');
    const page = await fixture.open('/workspaces');
    await page.goto(`/console/invite#${token}x`);
    await page.getByLabel('Your name').fill('Joan');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await page.goto('/console/workspaces');
    await page.getByRole('button', { name: 'Account' }).waitFor();
  });
});
