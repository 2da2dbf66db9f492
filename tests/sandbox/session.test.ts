import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openDatabase } from '../../src/db/open.ts';
import { type Server, startServer } from '../../src/server.ts';
import { forEachDatabase } from '../databases.ts';
import { type Answer, send, statusOf } from './controls.ts';

interface Refusal {
  error: { type: string; message: string };
}
interface SignedIn {
  organization_id: string;
}

const keysPath = '/x/v1/admin_keys';

forEachDatabase((kind) => {
  let server: Server;
  let database = '';
  let path = '';
  before(async () => {
    database = await kind.url();
    server = await startServer({ database });
    path = `${server.baseURL}/x/sandbox/session`;
  });
  after(() => server.close());

  /** What the sign-in page of the console sends. */
  const own = () => ({ 'sec-fetch-site': 'same-origin', origin: server.baseURL });
  const signIn = <T = SignedIn>(body: object = {}, headers = {}): Promise<Answer<T>> =>
    send<T>(path, 'POST', body, { ...own(), ...headers });
  const cookieOf = ({ headers }: Answer<unknown>) => headers.get('set-cookie')?.split('; ') ?? [];
  const asConsole = <T>(at: string, [cookie = '']: string[], method = 'GET', body?: object) =>
    send<T>(server.baseURL + at, method, body, { ...own(), cookie, 'x-workspaced-console': '1' });
  const notFound = ({ status, body, headers }: Answer<Refusal>, message: string) => {
    assert.deepEqual([status, body.error], [404, { type: 'not_found_error', message }]);
    assert.equal(headers.get('set-cookie'), null);
  };

  test('the first organization, with the cookie that a sign-in with a key sets', async () => {
    await using _other = await server.organization();
    const answer = await signIn();
    assert.deepEqual([answer.status, answer.body], [200, { organization_id: server.organizationId }]);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const [cookie = '', ...attributes] = cookieOf(answer);
    assert.match(cookie, /^workspaced_session_\d+=[\w-]{43}$/);
    assert.deepEqual(attributes.sort(), ['HttpOnly', 'Max-Age=604800', 'Path=/', 'SameSite=Strict']);
    const byTls = await signIn({}, { 'x-forwarded-proto': 'https' });
    assert.ok(cookieOf(byTls).includes('Secure'));
  });

  test('the session reads and writes as the key does, and only with the console’s header', async () => {
    const cookie = cookieOf(await signIn());
    const made = await asConsole('/v1/organizations/workspaces', cookie, 'POST', { name: 'By the console' });
    assert.equal(made.status, 200);
    const { body: key } = await asConsole<{ name: string; scopes: null }>('/x/v1/session', cookie);
    assert.deepEqual([key.name, key.scopes], ['First key', null]);
    const bare = await send(`${server.baseURL}/x/v1/session`, 'GET', undefined, { cookie: cookie[0] ?? '' });
    assert.equal(bare.status, 401);
    const ended = await statusOf(`${server.baseURL}/x/v1/session`, 'DELETE', {
      ...own(),
      cookie: cookie[0] ?? '',
      'x-workspaced-console': '1',
    });
    assert.equal(ended, 204);
  });

  test('another organization, whatever key or cookie is sent', async () => {
    await using org = await server.organization({ name: 'Other' });
    const [stale = ''] = cookieOf(await signIn());
    for (const headers of [
      {},
      { 'x-api-key': server.adminKey },
      { 'x-api-key': 'sk-ant-admin01-wrong' },
      { cookie: stale, 'x-workspaced-console': '1' },
    ]) {
      const answer = await signIn({ organization_id: org.id }, headers);
      assert.deepEqual([answer.status, answer.body.organization_id], [200, org.id]);
      const { body } = await asConsole<{ organization: { id: string; name: string } }>(
        '/x/v1/organization',
        cookieOf(answer),
      );
      assert.deepEqual([body.organization.id, body.organization.name], [org.id, 'Other']);
    }
  });

  test('with the oldest key that has all scopes, is enabled and hasn’t expired', async () => {
    // Its own key is disabled, with which it would be deleted.
    const org = await server.organization();
    const auth = { 'x-api-key': org.adminKey };
    const make = async (fields: object) =>
      (await send<{ id: string }>(server.baseURL + keysPath, 'POST', { name: 'x', ...fields }, auth)).body.id;
    const list = async () =>
      (await send<{ data: { id: string }[] }>(`${server.baseURL}${keysPath}`, 'GET', undefined, auth)).body
        .data;
    const chosen = async () => {
      const answer = await signIn<SignedIn & Refusal>({ organization_id: org.id });
      if (answer.status !== 200) return answer.body.error.message;
      return (await asConsole<{ id: string }>('/x/v1/session', cookieOf(answer))).body.id;
    };
    const disable = (id: string) =>
      send(`${server.baseURL}${keysPath}/${id}`, 'POST', { status: 'disabled' }, auth);
    const [first] = await list();
    await make({ scopes: ['read:members', 'write:admin_keys'] });
    const brief = await make({ expires_at: new Date(Date.now() + 86_400_000).toISOString() });
    const last = await make({});
    assert.equal(await chosen(), first?.id);
    await disable(first?.id ?? '');
    assert.equal(await chosen(), brief);
    // By the clock of the organization.
    await send(`${server.baseURL}/x/sandbox/organizations/${org.id}/clock/advance`, 'POST', { by: 'P2D' });
    assert.equal(await chosen(), last);
  });

  test('404 for an organization that isn’t there, or has no such key', async () => {
    for (const organization_id of ['x', '', crypto.randomUUID()]) {
      notFound(await signIn<Refusal>({ organization_id }), 'There is no such organization.');
    }
    const org = await server.organization();
    const db = await openDatabase(database);
    await db.transaction(org.id, (tx) =>
      tx.run('UPDATE admin_keys SET disabled_at = created_at WHERE organization_id = $1', org.id),
    );
    await db.close();
    notFound(
      await signIn<Refusal>({ organization_id: org.id }),
      'The organization has no active admin key with all scopes.',
    );
  });

  test('400 for other members and types', async () => {
    assert.equal((await signIn({ zzz: 1 })).status, 400);
    assert.equal((await signIn({ organization_id: 1 })).status, 400);
    assert.equal((await send(path, 'POST', undefined, own())).status, 200, 'the body may be absent');
  });

  for (const [how, headers] of [
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
    ['of the same site, but another origin', { 'sec-fetch-site': 'same-site' }],
    ['of another origin', { origin: 'http://evil.example' }],
    ['in a sandboxed frame', { origin: 'null' }],
    ['at another port', { origin: 'http://127.0.0.1:1' }],
  ] as [string, Record<string, string>][]) {
    test(`401 for a page ${how}, with a key too`, async () => {
      for (const key of [{}, { 'x-api-key': server.adminKey }]) {
        const { status, body, headers: sent } = await signIn<Refusal>({}, { ...headers, ...key });
        assert.deepEqual([status, body.error.type], [401, 'authentication_error']);
        assert.match(body.error.message, /only for the machine that the sandbox runs on/);
        assert.equal(sent.get('set-cookie'), null);
      }
    });
  }

  test('401 through a proxy, 400 for a host that isn’t this machine', async () => {
    for (const name of ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via']) {
      assert.equal((await signIn({}, { [name]: '203.0.113.7' })).status, 401);
    }
    assert.equal(await statusOf(path, 'POST', { host: 'rebound.example' }), 400);
  });

  test('405 for a get', async () => {
    assert.equal((await send(path, 'GET', undefined, own())).status, 405);
  });
});
