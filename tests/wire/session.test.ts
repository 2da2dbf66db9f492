import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import { request } from './http.ts';
import { refused } from './shapes.ts';

const path = '/x/v1/session';
const server = await startServer();
const caller = await server.organization();
const { host } = new URL(server.url);
const send = (method: string, at: string, headers: Record<string, string>, body?: object) =>
  request(server.url, method, at, { headers, body });

/** Signs in, and returns the cookie as a browser would send it. */
async function signIn(key = caller.key, headers: Record<string, string> = {}, url = server.url) {
  const answer = await request(url, 'POST', path, { headers: { 'x-api-key': key, ...headers } });
  assert.equal(answer.status, 204, answer.text);
  assert.equal(answer.text, '');
  const [cookie = '', ...attributes] = (answer.headers['set-cookie']?.[0] ?? '').split('; ');
  return { cookie, attributes };
}

/** What the console’s own pages send. */
const own = (cookie: string) => ({
  cookie,
  'x-workspaced-console': '1',
  'sec-fetch-site': 'same-origin',
  origin: server.url,
});

describe('POST', () => {
  it('204 with a cookie that scripts can’t read and other sites don’t send', async () => {
    const { cookie, attributes } = await signIn();
    assert.match(cookie, /^workspaced_session_\d+=[\w-]{43}$/);
    assert.deepEqual(attributes.sort(), ['HttpOnly', 'Max-Age=604800', 'Path=/', 'SameSite=Strict']);
  });

  it('the cookie is for TLS only where the request came by TLS', async () => {
    const { attributes } = await signIn(caller.key, { 'x-forwarded-proto': 'https' });
    assert.ok(attributes.includes('Secure'));
  });

  it('401 for a wrong key', async () => {
    const answer = await send('POST', path, { 'x-api-key': `sk-ant-admin01-${'A'.repeat(43)}` });
    refused(answer, 401, 'authentication_error', 'API key is invalid.');
    assert.equal(answer.headers['set-cookie'], undefined);
  });

  it('401 with the cookie alone, which can’t prolong itself', async () => {
    const { cookie } = await signIn();
    const answer = await send('POST', path, own(cookie));
    refused(answer, 401, 'authentication_error', 'API key is invalid.');
    assert.equal(answer.headers['set-cookie'], undefined);
    await signIn(caller.key, own(cookie));
  });

  it('two sign-ins are two sessions, also with the same Idempotency-Key', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const [one, two] = [await signIn(caller.key, key), await signIn(caller.key, key)];
    assert.notEqual(one.cookie, two.cookie);
  });
});

describe('the cookie', () => {
  it('is a credential for reads and writes', async () => {
    const { cookie } = await signIn();
    const made = await send('POST', workspaces, own(cookie), { name: 'By the console' });
    assert.equal(made.status, 200, made.text);
    const list = await send('GET', workspaces, own(cookie));
    assert.equal(list.text, (await caller.get(workspaces)).text);
    assert.equal(list.headers['anthropic-organization-id'], caller.organizationId);
  });

  it('can’t read what its key was shown once, and is told so', async () => {
    const [key, body] = [{ 'idempotency-key': crypto.randomUUID() }, { name: 'Sealed' }];
    const path = '/x/v1/organizations/api_keys';
    assert.equal((await caller.post(path, body, key)).status, 200);
    const { cookie } = await signIn();
    const answer = await send('POST', path, { ...own(cookie), ...key }, body);
    const sentence = 'was used before with another sign-in, which alone can read the response';
    refused(answer, 400, 'invalid_request_error', `idempotency-key: ${sentence}`);
  });

  it('shows the key it was begun with', async () => {
    const limited = await server.adminKey(caller.organizationId ?? '', '--scopes', 'read:workspaces');
    const { cookie } = await signIn(limited.key);
    const { body } = await send('GET', path, own(cookie));
    const { type, id, scopes, status } = body as Record<string, unknown>;
    assert.deepEqual(
      { type, id, scopes, status },
      {
        type: 'admin_key',
        id: limited.id,
        scopes: ['read:workspaces'],
        status: 'active',
      },
    );
    refused(
      await send('POST', workspaces, own(cookie), { name: 'x' }),
      403,
      'permission_error',
      "Missing required scopes. Needed: ['write:workspaces']",
    );
  });

  const forged: [how: string, headers: Record<string, string | undefined>][] = [
    ['without the console’s header', { 'x-workspaced-console': undefined }],
    ['with another value of it', { 'x-workspaced-console': 'true' }],
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from the same site, but another origin', { 'sec-fetch-site': 'same-site' }],
    ['from a bookmark', { 'sec-fetch-site': 'none' }],
    ['from another origin', { origin: 'http://evil.example' }],
    ['from another port', { origin: `http://${host.replace(/:\d+$/, ':1')}` }],
    ['from a sandboxed frame', { origin: 'null' }],
  ];
  for (const [how, headers] of forged) {
    it(`401 ${how}`, async () => {
      const { cookie } = await signIn();
      const all = Object.entries({ ...own(cookie), ...headers }).filter(([, value]) => value !== undefined);
      const answer = await send('GET', workspaces, Object.fromEntries(all) as Record<string, string>);
      refused(answer, 401, 'authentication_error', 'API key is invalid.');
    });
  }

  it('doesn’t take the place of that of a server on another port, which browsers send along', async () => {
    const other = await startServer();
    const { key } = await other.organization();
    const [one, two] = [await signIn(), await signIn(key, {}, other.url)];
    assert.notEqual(one.cookie.split('=')[0], two.cookie.split('=')[0]);
    const both = `${one.cookie}; ${two.cookie}`;
    for (const { url } of [server, other]) {
      const headers = { cookie: both, 'x-workspaced-console': '1' };
      assert.equal((await request(url, 'GET', path, { headers })).status, 200);
    }
  });

  it('has no port in its name where the address has none', async () => {
    const { cookie } = await signIn(caller.key, { host: 'workspaces.example.com' });
    assert.match(cookie, /^workspaced_session=/);
  });

  it('is accepted from a client that isn’t a browser', async () => {
    const { cookie } = await signIn();
    const answer = await send('GET', workspaces, { cookie, 'x-workspaced-console': '1' });
    assert.equal(answer.status, 200);
  });

  it('401 if it is altered, sent twice, or used as a key', async () => {
    const { cookie } = await signIn();
    const [, token = ''] = cookie.split('=');
    assert.equal((await send('GET', path, own(cookie))).status, 200);
    const altered = `${cookie.slice(0, -1)}${cookie.endsWith('A') ? 'B' : 'A'}`;
    const misused: Record<string, string>[] = [
      own(altered),
      own(`${cookie}; ${altered}`),
      own(`${cookie.split('=')[0]}=`),
      { 'x-api-key': token },
      { authorization: `Bearer ${token}` },
    ];
    for (const headers of misused) {
      refused(await send('GET', path, headers), 401, 'authentication_error', 'API key is invalid.');
    }
  });

  it('stands back behind a key in a header, also a wrong one', async () => {
    const { cookie } = await signIn();
    const other = await server.organization();
    const answer = await send('GET', workspaces, { ...own(cookie), 'x-api-key': other.key });
    assert.equal(answer.headers['anthropic-organization-id'], other.organizationId);
    const wrong = await send('GET', workspaces, { ...own(cookie), authorization: 'Bearer nonsense' });
    refused(wrong, 401, 'authentication_error', 'API key is invalid.');
  });

  it('ends with its key', async () => {
    const { id, key } = await server.adminKey(caller.organizationId ?? '');
    const { cookie } = await signIn(key);
    assert.equal((await send('GET', path, own(cookie))).status, 200);
    await server.admin('admin-keys', 'disable', id);
    await sleep(600);
    refused(
      await send('GET', path, own(cookie)),
      401,
      'authentication_error',
      'API key has been deactivated.',
    );
    await server.admin('admin-keys', 'delete', id);
    await sleep(600);
    refused(await send('GET', path, own(cookie)), 401, 'authentication_error', 'API key is invalid.');
  });
});

describe('DELETE', () => {
  it('ends the session and deletes the cookie; others stay', async () => {
    const [one, two] = [await signIn(), await signIn()];
    const answer = await send('DELETE', path, own(one.cookie));
    assert.equal(answer.status, 204);
    assert.match(answer.headers['set-cookie']?.[0] ?? '', /^workspaced_session_\d+=; .*Max-Age=0/);
    // On PostgreSQL it is remembered for half a second.
    await sleep(600);
    refused(await send('GET', path, own(one.cookie)), 401, 'authentication_error', 'API key is invalid.');
    assert.equal((await send('GET', path, own(two.cookie))).status, 200);
  });

  it('204 without a session', async () => {
    assert.equal((await send('DELETE', path, { 'x-api-key': caller.key })).status, 204);
  });
});

it('no cookie is logged or stored', async () => {
  const { cookie } = await signIn();
  const [, token = ''] = cookie.split('=');
  await send('GET', path, own(cookie));
  assert.ok(!server.log.includes(token));
});
