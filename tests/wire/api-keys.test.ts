import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import Anthropic from '@anthropic-ai/sdk';
import Former from 'anthropic-sdk-0';
import { Caller, type Query, queryString } from './caller.ts';
import { startServer } from './harness.ts';
import type { Answer } from './http.ts';
import { invalid, notFound, refused } from './shapes.ts';

interface Key {
  id: string;
  name: string;
  status: string;
  created_at: string;
  expires_at: string | null;
  created_by: { id: string; type: string } | null;
  partial_key_hint: string;
  principal: object | null;
  scope: { type: string; workspace_id?: string };
  workspace_id?: string | null;
}
interface Page {
  data: Key[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}

const collection = '/v1/organizations/api_keys';
const creation = '/x/v1/organizations/api_keys';
const accounts = '/v1/organizations/service_accounts';
const asNew = { 'anthropic-version': '2026-10-21' };
const server = await startServer();
const caller = await server.organization();
const byDefault = (await caller.defaultWorkspace()).id;

/** The body of a successful answer. */
function ok<T>(answer: Answer): T {
  assert.equal(answer.status, 200, answer.text);
  return answer.body as T;
}
async function create(fields: object = {}, by = caller): Promise<Key> {
  const made = ok<Key & { raw_key: string }>(await by.post(creation, { name: 'Key', ...fields }));
  const { raw_key, ...key } = made;
  return key;
}
const get = async (id: string, headers = {}) => ok<Key>(await caller.get(`${collection}/${id}`, headers));
const update = (id: string, fields: object, by = caller) => by.post(`${collection}/${id}`, fields);
const set = async (id: string, status: string) => ok<Key>(await update(id, { status }));
const list = async (query: Query = {}, by = caller) =>
  ok<Page>(await by.get(collection + queryString(query)));
const idsOf = ({ data }: Page) => data.map(({ id }) => id);
const inWorkspace = (workspace_id: string) => ({ scope: { type: 'workspace', workspace_id } });

/** A key that expires very soon. */
const ephemeral = (by = caller, fields = {}) =>
  create({ expires_at: new Date(Date.now() + 1500).toISOString(), ...fields }, by);

/** Asks until the answer is as expected, and gives up after half a minute. */
async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const answer = await ask();
    if (holds(answer)) return answer;
    assert.ok(tries < 600, JSON.stringify(answer));
    await sleep(50);
  }
}

describe('an API key', () => {
  it('has every member; the old wire has workspace_id besides', async () => {
    const { id: workspace } = await caller.create();
    const made = await create({ name: 'Whole', ...inWorkspace(workspace) });
    const whole = {
      id: made.id,
      type: 'api_key',
      name: 'Whole',
      created_at: made.created_at,
      expires_at: null,
      created_by: null,
      partial_key_hint: made.partial_key_hint,
      principal: null,
      scope: { type: 'workspace', workspace_id: workspace },
      status: 'active',
    };
    assert.match(made.id, /^apikey_01[1-9A-HJ-NP-Za-km-z]{22}$/);
    assert.deepEqual(await get(made.id, asNew), whole);
    for (const headers of [
      {},
      { 'anthropic-version': '2023-06-01' },
      { 'anthropic-version': '2023-01-01' },
    ]) {
      assert.deepEqual(await get(made.id, headers), { ...whole, workspace_id: workspace });
    }
    const listed = ok<Page>(await caller.get(`${collection}?limit=1`, asNew));
    assert.deepEqual(listed.data, [whole]);
    assert.deepEqual((await list({ limit: 1 })).data, [{ ...whole, workspace_id: workspace }]);
    assert.deepEqual(ok(await caller.post(`${collection}/${made.id}`, {}, asNew)), whole);
  });

  it('of the default workspace or the organization has a workspace_id of null on the old wire', async () => {
    const account = ok<Key>(await caller.post(accounts, { name: 'wired' })).id;
    const principal = { type: 'service_account_actor', service_account_id: account };
    const everywhere = await create({ principal, scope: { type: 'organization' } });
    for (const [key, scope] of [
      [await create(), { type: 'workspace', workspace_id: byDefault }],
      [everywhere, { type: 'organization' }],
    ] as const) {
      assert.deepEqual([key.scope, key.workspace_id], [scope, null]);
      assert.deepEqual(await get(key.id), key);
    }
  });

  it('that nobody has is 404', async () => {
    const foreign = (await create({}, await server.organization())).id;
    for (const id of ['apikey_01JwQvzr7rXLA5AGx3HKfFUJ', foreign, 'apikey_test', '%00', 'x'.repeat(300)]) {
      notFound(await caller.get(`${collection}/${id}`), 'API key not found.');
      notFound(await update(id, { status: 'inactive' }), 'API key not found.');
    }
  });

  it('can be neither created nor deleted by the vendor’s routes: 405', async () => {
    const { id } = await create();
    const created = await caller.post(collection, { name: 'No' });
    refused(created, 405, 'invalid_request_error');
    assert.equal(created.headers.allow, 'GET');
    refused(await caller.send('DELETE', `${collection}/${id}`), 405, 'invalid_request_error');
  });
});

describe('update', () => {
  it('changes name and status; null and nothing leave them', async () => {
    const made = await create({ name: 'First' });
    assert.deepEqual(ok(await update(made.id, {})), made);
    assert.deepEqual(ok(await update(made.id, { name: null, status: null })), made);
    assert.deepEqual(ok(await update(made.id, { name: 'Second', status: 'inactive' })), {
      ...made,
      name: 'Second',
      status: 'inactive',
    });
    assert.deepEqual(await set(made.id, 'active'), { ...made, name: 'Second' });
    assert.deepEqual(await get(made.id), { ...made, name: 'Second' });
  });

  const statuses = "status: Input should be 'active', 'archived' or 'inactive'";
  const faults: [body: object, message: string][] = [
    [{ name: '' }, 'name: String should have at least 1 character'],
    [{ name: 'x'.repeat(501) }, 'name: String should have at most 500 characters'],
    [{ name: 1 }, 'name: Input should be a valid string'],
    [{ status: 'expired' }, statuses],
    [{ status: '' }, statuses],
    [{ scope: { type: 'organization' } }, 'scope: Extra inputs are not permitted'],
  ];
  for (const [body, message] of faults) {
    it(`refuses ${JSON.stringify(body).slice(0, 40)}: ${message}`, async () => {
      const { id } = await create();
      invalid(await update(id, body), message);
    });
  }

  it('accepts a name of 500 characters', async () => {
    const { id } = await create();
    assert.equal(ok<Key>(await update(id, { name: '🦊'.repeat(500) })).name, '🦊'.repeat(500));
  });

  it('archives for good', async () => {
    const { id, name } = await create();
    const archived = await set(id, 'archived');
    assert.equal(archived.status, 'archived');
    for (const same of [{}, { status: 'archived' }, { name }, { name, status: null }]) {
      assert.deepEqual(ok(await update(id, same)), archived);
    }
    for (const other of [{ status: 'active' }, { status: 'inactive' }, { name: 'Other' }]) {
      invalid(await update(id, other), 'An archived API key can’t be changed.');
    }
  });

  it('leaves an expired key expired: it can be renamed and archived', async () => {
    const own = await server.organization();
    const [active, inactive] = [await ephemeral(own), await ephemeral(own)];
    ok(await update(inactive.id, { status: 'inactive' }, own));
    for (const { id } of [active, inactive]) {
      await until(
        async () => ok<Key>(await own.get(`${collection}/${id}`)),
        ({ status }) => status === 'expired',
      );
      invalid(await update(id, { status: 'active' }, own), 'An expired API key can’t be activated.');
      assert.equal(ok<Key>(await update(id, { status: 'inactive' }, own)).status, 'expired');
      const renamed = ok<Key>(await update(id, { name: 'Renamed' }, own));
      assert.deepEqual([renamed.name, renamed.status], ['Renamed', 'expired']);
      assert.equal(ok<Key>(await update(id, { status: 'archived' }, own)).status, 'archived');
    }
  });
});

describe('list', async () => {
  const own = await server.organization();
  const { id: workspace } = await own.create();
  const org = ['--org', own.organizationId ?? ''];
  const user = await server.admin<{ id: string }>('users', 'add', ...org, '--email', 'ada@example.com');
  const linked = new Caller(
    server.url,
    (await server.adminKey(own.organizationId ?? '', '--user', user.id)).key,
  );
  const made: Key[] = [];
  for (const fields of [{}, inWorkspace(workspace), {}, inWorkspace(workspace), {}]) {
    made.unshift(await create(fields, made.length === 3 ? linked : own));
  }
  const [fifth, fourth, third, second, first] = made.map(({ id }) => id) as [
    string,
    string,
    string,
    string,
    string,
  ];
  ok(await update(second, { status: 'inactive' }, own));
  ok(await update(first, { status: 'archived' }, own));

  it('is newest first, in pages in both directions', async () => {
    assert.deepEqual(idsOf(await list({}, own)), [fifth, fourth, third, second, first]);
    const page = await list({ limit: 2, after_id: fifth }, own);
    assert.deepEqual(page, { data: page.data, has_more: true, first_id: fourth, last_id: third });
    assert.deepEqual(idsOf(page), [fourth, third]);
    assert.deepEqual(idsOf(await list({ limit: 2, before_id: first }, own)), [third, second]);
    const last = await list({ after_id: first }, own);
    assert.deepEqual(last, { data: [], has_more: false, first_id: null, last_id: null });
  });

  const filters: [query: Query, ids: string[]][] = [
    [{ workspace_id: workspace }, [fourth, second]],
    [{ status: 'active' }, [fifth, fourth, third]],
    [{ status: 'inactive' }, [second]],
    [{ status: 'archived' }, [first]],
    [{ status: 'expired' }, []],
    [{ created_by_user_id: user.id }, [fourth]],
    [{ workspace_id: workspace, status: 'inactive' }, [second]],
    [{ workspace_id: workspace, status: 'active', created_by_user_id: user.id }, [fourth]],
    [{ status: 'inactive', created_by_user_id: user.id }, []],
    [{ workspace_id: byDefault }, []],
    [{ workspace_id: 'none' }, []],
    [{ workspace_id: '', status: '', created_by_user_id: '' }, [fifth, fourth, third, second, first]],
    [{ status: 'active', limit: 1, after_id: second }, []],
    [{ status: 'active', after_id: fifth }, [fourth, third]],
  ];
  for (const [query, ids] of filters) {
    it(`with ${new URLSearchParams(query as Record<string, string>)}`.slice(0, 120), async () => {
      assert.deepEqual(idsOf(await list(query, own)), ids);
    });
  }

  it('finds keys of the default workspace by its ID, and keys of the organization by none', async () => {
    const org = await server.organization();
    const account = ok<Key>(await org.post(accounts, { name: 'wide' })).id;
    const principal = { type: 'service_account_actor', service_account_id: account };
    await create({ scope: { type: 'organization' }, principal }, org);
    const { id } = await create({}, org);
    assert.deepEqual(idsOf(await list({ workspace_id: (await org.defaultWorkspace()).id }, org)), [id]);
  });

  it('says who created a key', () => {
    assert.deepEqual(made[1]?.created_by, { id: user.id, type: 'user' });
    assert.equal(made[0]?.created_by, null);
  });

  const faults: [query: string, message: string][] = [
    ['limit=0', 'limit: Input should be greater than or equal to 1'],
    ['limit=1001', 'limit: Input should be less than or equal to 1000'],
    ['status=deleted', "status: Input should be 'active', 'archived', 'expired' or 'inactive'"],
    ['after_id=x', 'after_id: not found in this organization'],
    ['after_id=a&before_id=b', 'before_id: can’t be combined with after_id'],
    ['page=x', 'page: Extra inputs are not permitted'],
  ];
  for (const [query, message] of faults) {
    it(`refuses ${query}`, async () => invalid(await own.get(`${collection}?${query}`), message));
  }

  it('and get show a key expired as soon as it is, though they were cached before', async () => {
    const org = await server.organization();
    const [{ id }, other] = [await ephemeral(org), await create({}, org)];
    const archived = await ephemeral(org);
    ok(await update(archived.id, { status: 'archived' }, org));
    const one = async () => ok<Key>(await org.get(`${collection}/${id}`)).status;
    const all = async () => (await list({}, org)).data.map(({ status }) => status);
    const active = async () => idsOf(await list({ status: 'active' }, org));
    const expired = async () => idsOf(await list({ status: 'expired' }, org));
    assert.equal(await one(), 'active');
    assert.deepEqual(await all(), ['archived', 'active', 'active']);
    assert.deepEqual([await active(), await expired()], [[other.id, id], []]);
    await until(one, (status) => status === 'expired');
    assert.deepEqual(await all(), ['archived', 'active', 'expired']);
    assert.deepEqual([await active(), await expired()], [[other.id], [id]]);
  });

  for (const [name, client] of [
    ['1.x', new Anthropic({ baseURL: own.url, apiKey: own.key }).organization],
    ['0.137', new Former({ baseURL: own.url, apiKey: own.key }).beta.organization],
  ] as const) {
    it(`pages with the official library ${name} in both directions; get and update work, too`, async () => {
      const [forward, backward]: string[][] = [[], []];
      for await (const { id } of client.apiKeys.list({ limit: 2 })) forward?.push(id);
      for await (const { id } of client.apiKeys.list({ limit: 2, before_id: first })) backward?.push(id);
      assert.deepEqual(forward, [fifth, fourth, third, second, first]);
      assert.deepEqual(backward, [third, second, fifth, fourth]);
      assert.equal((await client.apiKeys.update(fifth, { name })).name, name);
      const key = await client.apiKeys.retrieve(fifth);
      assert.deepEqual([key.name, 'workspace_id' in key], [name, name !== '1.x']);
    });
  }
});

describe('limits', async () => {
  const limited = await startServer(
    { 'org-api-key-limit': 3, 'workspace-api-key-limit': 2, 'max-key-lifetime': 90 },
    server.database,
  );
  const day = 86_400_000;

  it('of active keys, per workspace and per organization', async () => {
    const own = await limited.organization();
    const { id: workspace } = await own.create();
    const body = { name: 'Key', ...inWorkspace(workspace) };
    const [one] = [await create(body, own), await create(body, own)];
    const inIt = 'The workspace has reached its limit of active API keys.';
    invalid(await own.post(creation, body), inIt, 'workspace_api_key_limit_exceeded');
    await create({}, own);
    const inAll = 'The organization has reached its limit of active API keys.';
    invalid(await own.post(creation, { name: 'Key' }), inAll, 'org_api_key_limit_exceeded');
    ok(await update(one.id, { status: 'inactive' }, own));
    const other = await create({}, own);
    invalid(await update(one.id, { status: 'active' }, own), inAll, 'org_api_key_limit_exceeded');
    ok(await update(other.id, { status: 'archived' }, own));
    ok(await update(one.id, { status: 'active' }, own));
    ok(await update(one.id, { status: 'active', name: 'Same' }, own));
  });

  it('leave room for a key that has expired', async () => {
    const own = await limited.organization();
    for (const fields of [{}, {}]) await ephemeral(own, fields);
    invalid(await own.post(creation, { name: 'Key' }), undefined, 'workspace_api_key_limit_exceeded');
    await until(
      () => own.post(creation, { name: 'Key' }),
      ({ status }) => status === 200,
    );
  });

  it('of lifetime, which is also the default', async () => {
    const own = await limited.organization();
    const before = Date.now();
    const { expires_at } = await create({}, own);
    const lifetime = Date.parse(expires_at ?? '') - before;
    assert.ok(lifetime >= 90 * day && lifetime < 90 * day + 60_000, `${lifetime}`);
    const at = (days: number) => new Date(before + days * day).toISOString();
    const late = await own.post(creation, { name: 'Key', expires_at: at(91) });
    invalid(late, 'expires_at: should be at most 90 days from now');
    assert.equal(Date.parse((await create({ expires_at: at(89) }, own)).expires_at ?? ''), before + 89 * day);
  });
});
