import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Caller, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import type { Answer } from './http.ts';
import { invalid, refused } from './shapes.ts';

interface Created {
  id: string;
  name: string;
  status: string;
  raw_key: string;
  partial_key_hint: string;
  expires_at: string | null;
  principal: object | null;
  scope: object;
}

const collection = '/v1/organizations/api_keys';
const creation = '/x/v1/organizations/api_keys';
const introspection = '/x/v1/api_keys/introspect';
const accounts = '/v1/organizations/service_accounts';
const server = await startServer();
const caller = await server.organization();
const foreign = await server.organization();
const byDefault = await caller.defaultWorkspace();
const org = ['--org', caller.organizationId ?? ''];
const addUser = async (name: string, ...more: string[]) =>
  (await server.admin<{ id: string }>('users', 'add', ...org, '--email', `${name}@example.com`, ...more)).id;

/** The body of a successful answer. */
function ok<T>(answer: Answer): T {
  assert.equal(answer.status, 200, answer.text);
  return answer.body as T;
}
const create = async (fields: object = {}, headers = {}, by = caller) =>
  ok<Created>(await by.post(creation, { name: 'Key', ...fields }, headers));
const statusOf = async (id: string) => ok<Created>(await caller.get(`${collection}/${id}`)).status;
const account = async () =>
  ok<{ id: string }>(await caller.post(accounts, { name: `a-${crypto.randomUUID()}` })).id;
const ofAccount = (id: string) => ({ principal: { type: 'service_account_actor', service_account_id: id } });
const ofUser = (id: string) => ({ principal: { type: 'user_actor', user_id: id } });
const inWorkspace = (id: string) => ({ scope: { type: 'workspace', workspace_id: id } });
const everywhere = { scope: { type: 'organization' } };
const retry = (count: number) => ({ 'x-stainless-retry-count': String(count) });

describe('create', async () => {
  const admin = await addUser('root', '--role', 'admin');
  const developer = await addUser('dev', '--role', 'developer');

  it('answers the key and its secret once, which nobody may store', async () => {
    const answer = await caller.post(creation, { name: 'Once' });
    assert.equal(answer.headers['cache-control'], 'no-store');
    const { raw_key, ...key } = ok<Created>(answer);
    assert.match(raw_key, /^sk-ant-api03-[\w-]{43,}$/);
    assert.equal(key.partial_key_hint, `${raw_key.slice(0, 16)}...${raw_key.slice(-4)}`);
    assert.deepEqual(ok(await caller.get(`${collection}/${key.id}`)), key);
    assert.notEqual((await create()).raw_key, raw_key);
  });

  it('of a key makes it no admin key', async () => {
    const { raw_key } = await create();
    refused(await new Caller(server.url, raw_key).get(workspaces), 401, 'authentication_error');
  });

  const extra = 'Extra inputs are not permitted';
  const unknown = 'not found in this organization';
  const types = "principal.type: Input should be 'user_actor' or 'service_account_actor'";
  const faults: [fields: object, message: string][] = [
    [{ name: undefined }, 'name: Field required'],
    [{ name: '' }, 'name: String should have at least 1 character'],
    [{ name: 'x'.repeat(501) }, 'name: String should have at most 500 characters'],
    [{ scope: 'organization' }, 'scope: Input should be an object'],
    [{ scope: {} }, 'scope.type: Field required'],
    [{ scope: { type: 'user' } }, "scope.type: Input should be 'workspace' or 'organization'"],
    [{ scope: { type: 'workspace' } }, 'scope.workspace_id: Field required'],
    [{ scope: { type: 'organization', workspace_id: byDefault.id } }, `scope.workspace_id: ${extra}`],
    [everywhere, 'scope: a key of the organization needs a principal'],
    [{ ...everywhere, principal: null }, 'scope: a key of the organization needs a principal'],
    [{ principal: { type: 'admin' } }, types],
    [{ principal: { type: 'user_actor' } }, 'principal.user_id: Field required'],
    [{ principal: { type: 'user_actor', service_account_id: 'x' } }, 'principal.user_id: Field required'],
    [{ principal: { type: 'service_account_actor' } }, 'principal.service_account_id: Field required'],
    [
      { principal: { type: 'user_actor', user_id: 'x', service_account_id: 'x' } },
      `principal.service_account_id: ${extra}`,
    ],
    [{ expires_at: 'tomorrow' }, 'expires_at: Input should be a valid datetime'],
    [{ expires_at: '2099-01-31' }, 'expires_at: Input should be a valid datetime'],
    [{ expires_at: '2099-01-31T24:00:00Z' }, 'expires_at: Input should be a valid datetime'],
    [{ expires_at: '2099-13-01T00:00:00Z' }, 'expires_at: Input should be a valid datetime'],
    [{ expires_at: '2099-02-31T00:00:00Z' }, 'expires_at: Input should be a valid datetime'],
    [{ expires_at: '9999-12-31T23:59:59-01:00' }, 'expires_at: Input should be a valid datetime'],
    [{ expires_at: '2020-01-01T00:00:00Z' }, 'expires_at: Input should be in the future'],
    [{ status: 'inactive' }, `status: ${extra}`],
    [inWorkspace('wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ'), `scope.workspace_id: ${unknown}`],
    [inWorkspace((await foreign.create()).id), `scope.workspace_id: ${unknown}`],
    [ofUser('user_01JwQvzr7rXLA5AGx3HKfFUJ'), `principal.user_id: ${unknown}`],
    [ofUser('a b'), `principal.user_id: ${unknown}`],
    [ofAccount('svac_01JwQvzr7rXLA5AGx3HKfFUJ'), `principal.service_account_id: ${unknown}`],
  ];
  for (const [fields, message] of faults) {
    it(`refuses ${JSON.stringify(fields).slice(0, 60)}: ${message}`, async () => {
      invalid(await caller.post(creation, { name: 'Key', ...fields }), message);
    });
  }

  it('refuses an archived workspace and an archived account', async () => {
    const { id: workspace } = await caller.archive((await caller.create()).id);
    const inIt = await caller.post(creation, { name: 'Key', ...inWorkspace(workspace) });
    invalid(inIt, 'scope.workspace_id: the workspace is archived');
    const id = await account();
    ok(await caller.post(`${accounts}/${id}/archive`));
    const asIt = await caller.post(creation, { name: 'Key', ...ofAccount(id) });
    invalid(asIt, 'principal.service_account_id: the service account is archived');
  });

  it('needs a principal’s access to the workspace; all have it to the default one and the organization', async () => {
    const [{ id: workspace }, program] = [await caller.create(), await account()];
    for (const principal of [ofUser(admin), ofUser(developer), ofAccount(program)]) {
      assert.deepEqual((await create(principal)).principal, principal.principal);
      assert.deepEqual((await create({ ...principal, ...everywhere })).scope, { type: 'organization' });
    }
    const inIt = (principal: object) =>
      caller.post(creation, { name: 'Key', ...principal, ...inWorkspace(workspace) });
    ok(await inIt(ofUser(admin)));
    invalid(await inIt(ofUser(developer)), 'principal.user_id: has no access to the workspace');
    invalid(await inIt(ofAccount(program)), 'principal.service_account_id: has no access to the workspace');
    const membership = { workspace_id: workspace, workspace_role: 'workspace_user' };
    ok(await caller.post(`${accounts}/${program}/workspaces`, membership));
    assert.deepEqual(ok<Created>(await inIt(ofAccount(program))).scope, inWorkspace(workspace).scope);
  });

  it('takes an expiry in any time zone, in letters of either case, to the microsecond', async () => {
    for (const [given, stored] of [
      ['2099-01-31T12:00:00.1234567+01:00', '2099-01-31T11:00:00.123456Z'],
      ['2099-01-01t00:00:00z', '2099-01-01T00:00:00.000000Z'],
    ]) {
      assert.equal((await create({ expires_at: given })).expires_at, stored);
    }
  });

  it('takes null and absent members as the defaults', async () => {
    const plain = await create({ expires_at: null, scope: null, principal: null });
    assert.deepEqual([plain.expires_at, plain.scope], [null, inWorkspace(byDefault.id).scope]);
  });
});

describe('keys of a service account', () => {
  it('are archived with it, for good', async () => {
    const id = await account();
    const [active, inactive, other] = [
      await create(ofAccount(id)),
      await create(ofAccount(id)),
      await create(),
    ];
    ok(await caller.post(`${collection}/${inactive.id}`, { status: 'inactive' }));
    ok(await caller.post(`${accounts}/${id}/archive`));
    for (const key of [active, inactive]) {
      assert.equal(await statusOf(key.id), 'archived');
      const again = await caller.post(`${collection}/${key.id}`, { status: 'active' });
      invalid(again, 'An archived API key can’t be changed.');
    }
    assert.equal(await statusOf(other.id), 'active');
  });
});

describe('a retried create', () => {
  it('with an Idempotency-Key gets the same secret, and no second key', async () => {
    const [key, body] = [{ 'idempotency-key': crypto.randomUUID() }, { name: crypto.randomUUID() }];
    const first = await create(body, key);
    const again = await caller.post(creation, body, { ...key, ...retry(1) });
    assert.equal(again.headers['idempotent-replayed'], 'true');
    assert.equal(again.headers['cache-control'], 'no-store');
    assert.deepEqual(ok(again), first);
    assert.equal(await statusOf(first.id), 'active');
    invalid(
      await caller.post(creation, { name: 'Other' }, key),
      'idempotency-key: was used before with another request',
    );
  });

  it('without one gets a new key, and the one before is archived: each retry in turn', async () => {
    const body = { name: crypto.randomUUID() };
    const made = [await create(body, retry(0))];
    for (const count of [1, 2, 3]) {
      made.push(await create(body, retry(count)));
      assert.equal(new Set(made.map(({ raw_key }) => raw_key)).size, count + 1);
      assert.deepEqual(await Promise.all(made.map(({ id }) => statusOf(id))), [
        ...Array.from({ length: count }, () => 'archived'),
        'active',
      ]);
    }
  });

  it('whose response was lost is replaced by the next identical one, once', async () => {
    const body = { name: crypto.randomUUID() };
    const text = JSON.stringify(body);
    const { hostname, port } = new URL(server.url);
    const socket = connect({ host: hostname, port: Number(port) });
    await new Promise((resolve) => socket.once('connect', resolve));
    const head = `POST ${creation} HTTP/1.1\r\nhost: a\r\nx-api-key: ${caller.key}\r\ncontent-length: ${text.length}\r\n\r\n`;
    await server.frozen(() => {
      socket.write(head + text);
      socket.destroy();
    });
    const named = async () => {
      const { data } = ok<{ data: Created[] }>(await caller.get(`${collection}?limit=1000`));
      return data.filter(({ name }) => name === body.name);
    };
    while ((await named()).length === 0) await sleep(20);
    const second = await create(body);
    const third = await create(body);
    assert.deepEqual(
      (await named()).map(({ id, status }) => [id === second.id, id === third.id, status]),
      [
        [false, true, 'active'],
        [true, false, 'active'],
        [false, false, 'archived'],
      ],
    );
  });

  it('of one with an Idempotency-Key never archives the key of another', async () => {
    const body = { name: crypto.randomUUID() };
    const keyed = await create(body, { 'idempotency-key': crypto.randomUUID() });
    const other = await create(body, { 'idempotency-key': crypto.randomUUID(), ...retry(1) });
    const plain = await create(body, retry(1));
    for (const { id } of [keyed, other, plain]) assert.equal(await statusOf(id), 'active');
  });
});

describe('introspection', async () => {
  const ask = async (body: object, headers = {}, by = caller) =>
    ok<Record<string, unknown>>(await by.post(introspection, body, headers));
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const none = (reason: string) => ({
    active: false,
    reason,
    api_key: null,
    organization_id: null,
    workspace: null,
    limits: null,
    spend: null,
    epoch: null,
    valid_for_ms: null,
  });

  it('tells of an active key what a gateway needs, by the key or its SHA-256', async () => {
    const { raw_key, ...key } = await create();
    const told = await ask({ api_key: raw_key });
    assert.deepEqual(told, {
      active: true,
      reason: null,
      api_key: key,
      organization_id: caller.organizationId,
      workspace: byDefault,
      limits: [],
      spend: [],
      epoch: told.epoch,
      valid_for_ms: 30_000,
    });
    assert.equal(typeof told.epoch, 'number');
    for (const api_key_sha256 of [sha256(raw_key), sha256(raw_key).toUpperCase()]) {
      const again = await ask({ api_key_sha256 });
      // Half a second after its first use, that of the admin key is noted, which is a write.
      assert.ok((again.epoch as number) >= (told.epoch as number));
      assert.deepEqual({ ...again, epoch: told.epoch }, told);
    }
    const asNew = await ask({ api_key: raw_key }, { 'anthropic-version': '2026-10-21' });
    assert.equal('workspace_id' in (asNew.api_key as object), false);
  });

  it('tells the workspace of the key, or null for the organization', async () => {
    const workspace = await caller.create({
      name: 'Resident',
      data_residency: { default_inference_geo: 'us' },
    });
    const inIt = await create(inWorkspace(workspace.id));
    const told = await ask({ api_key: inIt.raw_key });
    assert.deepEqual(told.workspace, workspace);
    assert.equal((told.api_key as { workspace_id: string }).workspace_id, workspace.id);
    const wide = await create({ ...ofAccount(await account()), ...everywhere });
    assert.equal((await ask({ api_key: wide.raw_key })).workspace, null);
  });

  it('has an epoch that rises with every change, and with no introspection', async () => {
    const { raw_key } = await create();
    const epoch = async () => (await ask({ api_key: raw_key })).epoch as number;
    const before = await epoch();
    assert.equal(await epoch(), before);
    await caller.create();
    assert.ok((await epoch()) > before);
  });

  it('is valid no longer than the key, then says that it expired', async () => {
    const made = await create({ expires_at: new Date(Date.now() + 1500).toISOString() });
    const told = await ask({ api_key: made.raw_key });
    assert.ok((told.valid_for_ms as number) <= 1500);
    let last = told;
    while (last.active) last = await ask({ api_key: made.raw_key });
    assert.deepEqual(last, none('expired'));
  });

  it('tells only the reason of a key that doesn’t work', async () => {
    const { id, raw_key } = await create();
    for (const status of ['inactive', 'archived']) {
      ok(await caller.post(`${collection}/${id}`, { status }));
      assert.deepEqual(await ask({ api_key: raw_key }), none(status));
    }
    const elsewhere = await create({}, {}, foreign);
    for (const api_key of ['', 'sk-ant-api03-unknown', elsewhere.raw_key, caller.key]) {
      assert.deepEqual(await ask({ api_key }), none('unknown'));
    }
  });

  const hex = "api_key_sha256: String should match pattern '^[0-9A-Fa-f]{64}$'";
  const faults: [body: object, message: string][] = [
    [{}, 'api_key: Field required'],
    [{ api_key: null }, 'api_key: Input should be a valid string'],
    [{ api_key: 'x', api_key_sha256: 'a'.repeat(64) }, 'api_key_sha256: can’t be combined with api_key'],
    [{ api_key_sha256: 'a'.repeat(63) }, hex],
    [{ api_key_sha256: 'g'.repeat(64) }, hex],
    [{ hash: 'x' }, 'hash: Extra inputs are not permitted'],
  ];
  for (const [body, message] of faults) {
    it(`refuses ${JSON.stringify(body).slice(0, 50)}: ${message}`, async () =>
      invalid(await caller.post(introspection, body), message));
  }

  it('needs its scope, and nothing else does for that key', async () => {
    const gateway = async (...scopes: string[]) =>
      new Caller(server.url, (await server.adminKey(caller.organizationId ?? '', '--scopes', ...scopes)).key);
    const { raw_key } = await create();
    const own = await gateway('keys:introspect');
    assert.equal((await ask({ api_key: raw_key }, {}, own)).active, true);
    refused(await own.get(collection), 403, 'permission_error');
    const other = await (await gateway('read:api_keys,write:api_keys')).post(introspection, {
      api_key: raw_key,
    });
    refused(other, 403, 'permission_error', "Missing required scopes. Needed: ['keys:introspect']");
  });
});

describe('a secret', () => {
  it('is neither in the database, nor in the log, nor in the feed', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const made = [await create(), await create({}, key), await create({}, retry(1))].map(
      ({ raw_key }) => raw_key,
    );
    for (const api_key of made) ok(await caller.post(introspection, { api_key }));
    const stored = await everything();
    assert.ok(stored.includes(key['idempotency-key']), 'the response is stored');
    for (const place of [stored, server.log]) {
      for (const raw of made) assert.equal(place.includes(raw.slice('sk-ant-api03-'.length)), false);
      assert.equal(place.includes('raw_key'), false);
    }
  });
});

/** All bytes of the database: its files, or the rows of its tables. */
async function everything(): Promise<string> {
  if (server.database.startsWith('file:')) {
    const file = server.database.slice('file:'.length);
    const files = readdirSync(dirname(file)).filter((name) => name.startsWith(basename(file)));
    return files.map((name) => readFileSync(join(dirname(file), name), 'latin1')).join();
  }
  const client = new pg.Client(server.database);
  await client.connect();
  const tables = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
  const rows: string[] = [];
  for (const { tablename } of tables.rows) {
    rows.push(JSON.stringify((await client.query(`SELECT * FROM "${tablename}"`)).rows));
  }
  await client.end();
  return rows.join();
}
