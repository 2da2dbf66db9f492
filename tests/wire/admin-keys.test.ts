import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { dial } from '../raw-client.ts';
import { type AdminKey, adminKeyOf, adminKeys, assertAdminKey, newAdminKeyOf } from './admin-keys.ts';
import { Caller, type Query, queryString, workspaces } from './caller.ts';
import { feedAfter, membersOf, newestActivity } from './feed.ts';
import { startServer } from './harness.ts';
import type { Answer } from './http.ts';
import { invalid, notFound, refused } from './shapes.ts';

const server = await startServer();
const other = await startServer({}, server.database);
const caller = await server.organization();

async function list(by: Caller, query: Query = {}) {
  const { status, text, body } = await by.get(adminKeys + queryString(query));
  assert.equal(status, 200, text);
  const page = body as {
    data: AdminKey[];
    has_more: boolean;
    first_id: string | null;
    last_id: string | null;
  };
  for (const key of page.data) assertAdminKey(key);
  return page;
}
const create = async (by: Caller, fields: object, headers = {}) =>
  newAdminKeyOf(await by.post(adminKeys, fields, headers));
const one = (id: string, action = '') => `${adminKeys}/${id}${action}`;
const rotate = async (by: Caller, id: string, overlap = 'P1D', headers = {}) =>
  newAdminKeyOf(await by.post(one(id, '/rotate'), { overlap }, headers));
/** A caller with a new key of these scopes. */
const limited = async (...scopes: string[]) => {
  const { id, raw_key } = await create(caller, { name: 'limited', scopes });
  return Object.assign(new Caller(server.url, raw_key, caller.organizationId), { keyId: id });
};
const works = async (key: string) => (await new Caller(server.url, key).get('/x/v1/organization')).status;
/** A key may be remembered for half a second. */
async function becomes(key: string, status: number) {
  while ((await works(key)) !== status) await sleep(50);
}
const forbidden = (answer: Answer) =>
  refused(answer, 403, 'permission_error', 'This key can’t make, change or delete one that reaches further.');
/** What a call adds to the feed. */
async function told(by: Caller, call: () => Promise<unknown>) {
  const before = await newestActivity(by);
  await call();
  return (await feedAfter(by, before)).map(membersOf);
}

describe('create', () => {
  it('answers the key once, which works at once', async () => {
    const made = await create(caller, { name: 'Terraform' });
    assert.deepEqual(
      [made.name, made.scopes, made.status, made.expires_at, made.last_used_at],
      ['Terraform', null, 'active', null, null],
    );
    assert.equal(await works(made.raw_key), 200);
    const { raw_key, ...key } = made;
    const listed = (await list(caller, { limit: 1000 })).data.find(({ id }) => id === made.id);
    assert.deepEqual({ ...listed, last_used_at: null }, key);
  });

  it('takes scopes and an expiry, or null for none', async () => {
    const scopes = ['read:members', 'read:workspaces', 'read:members'];
    const made = await create(caller, { name: 'x', scopes, expires_at: '2099-01-31T12:00:00.5+01:00' });
    assert.deepEqual(
      [made.scopes, made.expires_at],
      [['read:members', 'read:workspaces'], '2099-01-31T11:00:00.500000Z'],
    );
    const all = await create(caller, { name: 'x', scopes: null, expires_at: null });
    assert.deepEqual([all.scopes, all.expires_at], [null, null]);
  });

  it('tells of it, with the scopes', async () => {
    let id = '';
    const activities = await told(caller, async () => {
      id = (await create(caller, { name: 'x', scopes: ['read:members'] })).id;
    });
    assert.deepEqual(activities, [
      { type: 'admin_api_key_created', admin_api_key_id: id, scopes: ['read:members'] },
    ]);
  });

  const longest = 'n'.repeat(100);
  it('takes a name of 1 to 100 characters', async () => {
    for (const name of ['n', longest]) assert.equal((await create(caller, { name })).name, name);
  });
  for (const [body, message] of [
    [{}, 'name: Field required'],
    [{ name: '' }, 'name: String should have at least 1 character'],
    [{ name: `${longest}n` }, 'name: String should have at most 100 characters'],
    [{ name: 'x', scopes: [] }, 'scopes: List should have at least 1 item'],
    [{ name: 'x', scopes: ['all'] }, "scopes.0: Input should be 'read:workspaces', …"],
    [{ name: 'x', expires_at: 'tomorrow' }, 'expires_at: Input should be a valid datetime'],
    [{ name: 'x', expires_at: '2099-01-31' }, 'expires_at: Input should be a valid datetime'],
    [{ name: 'x', expires_at: '2020-01-31T12:00:00Z' }, 'expires_at: Input should be in the future'],
    [{ name: 'x', status: 'active' }, 'status: Extra inputs are not permitted'],
  ] as const) {
    it(`400: ${JSON.stringify(body).slice(0, 60)}`, async () =>
      invalid(await caller.post(adminKeys, body), message));
  }

  it('reaches no further than its maker', async () => {
    const maker = await limited('write:admin_keys', 'read:members');
    assert.deepEqual((await create(maker, { name: 'x', scopes: ['read:members'] })).scopes, ['read:members']);
    for (const scopes of [undefined, null, ['read:workspaces'], ['read:members', 'read:admin_keys']]) {
      forbidden(await maker.post(adminKeys, { name: 'x', scopes }));
    }
  });

  it('by a counted retry deletes the first key and answers another, each time', async () => {
    const fields = { name: 'Retried' };
    const retry = (count: number) => create(caller, fields, { 'x-stainless-retry-count': String(count) });
    const made = [await create(caller, fields), await retry(1), await retry(2)];
    assert.equal(new Set(made.map(({ id }) => id)).size, 3);
    const statuses = [];
    for (const { raw_key } of made) statuses.push(await works(raw_key));
    assert.deepEqual(statuses, [401, 401, 200]);
    const again = await create(caller, fields);
    assert.equal(await works(made[2]?.raw_key ?? ''), 200, 'an equal create is no retry');
    assert.notEqual(again.id, made[2]?.id);
  });
});

describe('list', async () => {
  const own = await server.organization();
  for (let number = 1; number <= 4; number++) await create(own, { name: `k${number}` });
  const { data } = await list(own);

  it('is oldest first, without secrets', () => {
    assert.deepEqual(
      data.map(({ name }) => name),
      ['wire', 'k1', 'k2', 'k3', 'k4'],
    );
  });

  it('pages in both directions', async () => {
    const ids = data.map(({ id }) => id) as [string, string, string, string, string];
    const page = async (query: Query) => {
      const { has_more, ...rest } = await list(own, query);
      return [rest.data.map(({ id }) => id), has_more];
    };
    assert.deepEqual(await page({ limit: 2 }), [ids.slice(0, 2), true]);
    assert.deepEqual(await page({ limit: 2, after_id: ids[1] }), [ids.slice(2, 4), true]);
    assert.deepEqual(await page({ limit: 2, after_id: ids[3] }), [ids.slice(4), false]);
    assert.deepEqual(await page({ limit: 2, before_id: ids[3] }), [ids.slice(1, 3), true]);
    assert.deepEqual(await page({ limit: 2, before_id: ids[1] }), [ids.slice(0, 1), false]);
    await own.send('DELETE', one(ids[2]));
    assert.deepEqual(await page({ limit: 2, after_id: ids[2] }), [ids.slice(3, 5), false]);
  });

  it('400: cursors that are no ids of keys, and both at once', async () => {
    for (const id of ['x', 'wrkspc_011CZ2jXMzLbuxW5pCg9zFPi', 'apikey_011CZ2jXMzLbuxW5pCg9zFPi']) {
      invalid(await own.get(`${adminKeys}?after_id=${id}`), 'after_id: not found in this organization');
    }
    invalid(
      await own.get(`${adminKeys}?after_id=a&before_id=b`),
      'before_id: can’t be combined with after_id',
    );
  });

  it('shows the hour of the last use, within seconds of the first', async () => {
    const { id, raw_key } = await create(own, { name: 'Used' });
    await works(raw_key);
    let used: string | null | undefined = null;
    while (used === null) {
      used = (await list(own)).data.find((key) => key.id === id)?.last_used_at;
      await sleep(50);
    }
    assert.match(used ?? '', /T\d\d:00:00\.000000Z$/);
    assert.ok(Math.abs(Date.now() - Date.parse(used ?? '')) < 2 * 3_600_000);
  });

  it('shows that a key has expired, without any write', async () => {
    const expires_at = new Date(Date.now() + 1000).toISOString();
    const { id } = await create(own, { name: 'Short', expires_at });
    const status = async () => (await list(own, { limit: 100 })).data.find((key) => key.id === id)?.status;
    assert.equal(await status(), 'active');
    await sleep(1100);
    assert.equal(await status(), 'expired');
  });
});

describe('update', () => {
  it('renames, disables and enables; nothing changes with null, or without members', async () => {
    const { id, raw_key } = await create(caller, { name: 'Old' });
    const update = async (fields: object) => {
      const { name, status } = adminKeyOf(await caller.post(one(id), fields));
      return [name, status];
    };
    const activities = await told(caller, async () => {
      assert.deepEqual(await update({ name: 'New' }), ['New', 'active']);
      assert.deepEqual(await update({ status: 'disabled' }), ['New', 'disabled']);
      await becomes(raw_key, 401);
      assert.deepEqual(await update({ name: 'New', status: 'disabled' }), ['New', 'disabled']);
      assert.deepEqual(await update({ name: null, status: null }), ['New', 'disabled']);
      assert.deepEqual(await update({}), ['New', 'disabled']);
      assert.deepEqual(await update({ name: 'Newer', status: 'active' }), ['Newer', 'active']);
      await becomes(raw_key, 200);
    });
    const updated = (...updates: object[]) => ({
      type: 'admin_api_key_updated',
      admin_api_key_id: id,
      updates,
    });
    const change = (type: string, previous_value: string, current_value: string) => ({
      type,
      previous_value,
      current_value,
    });
    assert.deepEqual(activities, [
      updated(change('name', 'Old', 'New')),
      updated(change('status', 'active', 'disabled')),
      updated(change('name', 'New', 'Newer'), change('status', 'disabled', 'active')),
    ]);
  });

  it('400 for other statuses, 404 for unknown keys and those of others', async () => {
    const { id } = await create(caller, { name: 'x' });
    invalid(
      await caller.post(one(id), { status: 'expired' }),
      "status: Input should be 'active' or 'disabled'",
    );
    invalid(await caller.post(one(id), { scopes: null }), 'scopes: Extra inputs are not permitted');
    const theirs = (await list(await server.organization())).data[0]?.id ?? '';
    for (const unknown of [theirs, 'apikey_011CZ2jXMzLbuxW5pCg9zFPi', 'x', 'a%20b']) {
      notFound(await caller.post(one(unknown), { name: 'x' }), 'Admin key not found.');
      notFound(await caller.post(one(unknown, '/rotate'), { overlap: 'P1D' }), 'Admin key not found.');
      notFound(await caller.send('DELETE', one(unknown)), 'Admin key not found.');
    }
  });

  it('403, as rotate and delete, for a key that reaches further', async () => {
    const changer = await limited('write:admin_keys', 'read:members');
    const all = await create(caller, { name: 'All' });
    const more = await create(caller, { name: 'More', scopes: ['read:members', 'read:workspaces'] });
    for (const { id, raw_key } of [all, more]) {
      forbidden(await changer.post(one(id), { name: 'x' }));
      forbidden(await changer.post(one(id, '/rotate'), { overlap: 'P1D' }));
      forbidden(await changer.send('DELETE', one(id)));
      assert.equal(await works(raw_key), 200);
    }
    const less = await create(caller, { name: 'Less', scopes: ['read:members'] });
    adminKeyOf(await changer.post(one(less.id), { name: 'x' }));
  });
});

describe('rotate', () => {
  it('makes a successor with the same name and scopes; the old key expires after the overlap', async () => {
    const old = await create(caller, { name: 'Rotated', scopes: ['read:members'] });
    let made: AdminKey & { raw_key: string } = old;
    const activities = await told(caller, async () => {
      made = await rotate(caller, old.id, 'P1DT12H');
    });
    assert.deepEqual([made.name, made.scopes, made.expires_at], ['Rotated', ['read:members'], null]);
    assert.deepEqual([await works(old.raw_key), await works(made.raw_key)], [200, 200]);
    const listed = (await list(caller, { limit: 1000 })).data.find(({ id }) => id === old.id);
    const overlap = Date.parse(listed?.expires_at ?? '') - Date.parse(made.created_at);
    assert.equal(overlap, 36 * 3_600_000);
    assert.deepEqual(activities, [
      { type: 'admin_api_key_created', admin_api_key_id: made.id, scopes: ['read:members'] },
      {
        type: 'admin_api_key_updated',
        admin_api_key_id: old.id,
        updates: [{ type: 'expires_at', previous_value: null, current_value: listed?.expires_at }],
      },
    ]);
  });

  it('without an overlap ends the old key at once', async () => {
    const old = await create(caller, { name: 'x' });
    const made = await rotate(caller, old.id, 'PT0S');
    assert.deepEqual([await works(old.raw_key), await works(made.raw_key)], [401, 200]);
    invalid(
      await caller.post(one(old.id, '/rotate'), { overlap: 'P1D' }),
      'Only an active admin key can be rotated.',
    );
  });

  it('never lengthens a life, and gives the successor as long a one', async () => {
    const soon = new Date(Date.now() + 3_600_000).toISOString().replace('Z', '000Z');
    const old = await create(caller, { name: 'x', expires_at: soon });
    const made = await rotate(caller, old.id, 'P30D');
    const listed = (await list(caller, { limit: 1000 })).data.find(({ id }) => id === old.id);
    assert.equal(listed?.expires_at, soon);
    const life = ({ created_at, expires_at }: AdminKey) =>
      Date.parse(expires_at ?? '') - Date.parse(created_at);
    assert.ok(Math.abs(life(made) - life(old)) <= 1);
  });

  it('gives a successor of a key that was made to outlive everything the last possible end', async () => {
    const ends = ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.9999999Z'];
    for (const expires_at of ends) {
      const before = await create(caller, { name: 'Never', expires_at });
      const { status, expires_at: end, raw_key } = await rotate(caller, before.id);
      assert.deepEqual([before.status, status], ['active', 'active']);
      assert.match(end ?? '', /^9999-12-31T23:59:59\.\d{6}Z$/);
      assert.equal(await works(raw_key), 200);
    }
  });

  it('by a counted retry deletes the first successor and answers another', async () => {
    const old = await create(caller, { name: 'x' });
    const lost = await rotate(caller, old.id, 'PT0S');
    const made = await rotate(caller, old.id, 'PT0S', { 'x-stainless-retry-count': '1' });
    assert.deepEqual([await works(lost.raw_key), await works(made.raw_key)], [401, 200]);
  });

  it('takes durations of at most 30 days', async () => {
    const { id } = await create(caller, { name: 'x' });
    for (const overlap of ['P31D', 'P30DT1S', 'P5W', 'P', 'PT', '1D', 'P1M', 'P-1D', 'P1.5D', 'P1DT']) {
      const message = "overlap: Input should be a duration of at most 30 days, such as 'P1D'";
      invalid(await caller.post(one(id, '/rotate'), { overlap }), message);
    }
    invalid(await caller.post(one(id, '/rotate'), {}), 'overlap: Field required');
    for (const overlap of ['P30D', 'PT720H', 'P4WT1H', 'PT1M30S']) await rotate(caller, id, overlap);
  });

  it('400 for a disabled key', async () => {
    const { id } = await create(caller, { name: 'x' });
    await caller.post(one(id), { status: 'disabled' });
    invalid(
      await caller.post(one(id, '/rotate'), { overlap: 'P1D' }),
      'Only an active admin key can be rotated.',
    );
  });
});

describe('delete', () => {
  it('ends the key; again it is 200 and nothing happens', async () => {
    const { id, raw_key } = await create(caller, { name: 'x' });
    const activities = await told(caller, async () => {
      for (let time = 0; time < 2; time++) {
        const { status, body } = await caller.send('DELETE', one(id));
        assert.deepEqual([status, body], [200, { id, type: 'admin_key_deleted' }]);
      }
    });
    assert.deepEqual(activities, [{ type: 'admin_api_key_deleted', admin_api_key_id: id }]);
    assert.equal(await works(raw_key), 401);
    notFound(await caller.post(one(id), {}), 'Admin key not found.');
    assert.ok((await list(caller, { limit: 1000 })).data.every((key) => key.id !== id));
  });

  it('ends the key for requests, too, whose bodies are still to come', async () => {
    const { id, raw_key } = await create(caller, { name: 'x' });
    const socket = await dial(server.url);
    const body = '{"name":"Back door"}';
    const head = `POST ${adminKeys} HTTP/1.1\r\nhost: a\r\nx-api-key: ${raw_key}\r\ncontent-length: ${body.length}\r\n`;
    socket.write(`${head}connection: close\r\n\r\n${body.slice(0, 1)}`);
    await becomes(raw_key, 200);
    await caller.send('DELETE', one(id));
    await becomes(raw_key, 401);
    socket.end(body.slice(1));
    assert.match(await text(socket), /^HTTP\/1\.1 401 .*API key is invalid\./s);
    assert.ok((await list(caller, { limit: 1000 })).data.every(({ name }) => name !== 'Back door'));
  });
});

describe('the last active key with write:admin_keys that never expires', () => {
  const message =
    'The last active key with write:admin_keys that never expires can’t be disabled or deleted.';

  it('can’t be disabled or deleted', async () => {
    const own = await server.organization();
    const last = (await list(own)).data[0]?.id ?? '';
    await create(own, { name: 'Expires', expires_at: '2099-01-01T00:00:00Z' });
    await create(own, { name: 'Limited', scopes: ['read:admin_keys'] });
    const disabled = await create(own, { name: 'Disabled' });
    await own.post(one(disabled.id), { status: 'disabled' });
    invalid(await own.post(one(last), { status: 'disabled' }), message);
    invalid(await own.send('DELETE', one(last)), message);
    adminKeyOf(await own.post(one(last), { name: 'Renamed' }));
    await create(own, { name: 'Another', scopes: ['write:admin_keys'] });
    adminKeyOf(await own.post(one(last), { status: 'disabled' }));
  });

  it('stays if two servers are asked at once', async () => {
    const own = await server.organization();
    const first = (await list(own)).data[0]?.id ?? '';
    for (let round = 0; round < 5; round++) {
      const { id, raw_key } = await create(own, { name: 'Second' });
      const elsewhere = new Caller(other.url, raw_key);
      const answers = await Promise.all([
        own.post(one(first), { status: 'disabled' }),
        elsewhere.post(one(id), { status: 'disabled' }),
      ]);
      assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 400]);
      const alive = answers[0]?.status === 400 ? own : elsewhere;
      adminKeyOf(await alive.post(one(first), { status: 'active' }));
      assert.equal((await alive.send('DELETE', one(id))).status, 200);
    }
  });
});

it('what a key did before it was deleted stays', async () => {
  const { id, raw_key } = await create(caller, { name: 'x' });
  await new Caller(server.url, raw_key).post(workspaces, { name: 'By a deleted key' });
  await caller.send('DELETE', one(id));
  const all = await feedAfter(caller, undefined);
  assert.ok(
    all.some(({ actor, type }) => actor.admin_api_key_id === id && type === 'platform_workspace_created'),
  );
});
