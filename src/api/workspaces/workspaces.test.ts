import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase, postgresUrl } from '../../../tests/databases.ts';
import { limits } from '../../../tests/limits.ts';
import type { Change, WriteCall } from '../../call.ts';
import { createClock } from '../../contract/clock.ts';
import type { Input } from '../../contract/operation.ts';
import type { Database } from '../../db/database.ts';
import { migrate } from '../../db/migrate.ts';
import { openDatabase } from '../../db/open.ts';
import { foundOrganization } from '../organizations/found.ts';
import { findOrganization, setWorkspaceLimit } from '../organizations/store.ts';
import type { Workspace, WorkspaceOperations } from './contract.ts';
import { findMiscountedGeos } from './counts.ts';
import { workspaceHandlers } from './handlers.ts';
import { Replays } from './replays.ts';

const clock = createClock();
/** How many microseconds the clock is set forward. */
let ahead = 0;
const now = Object.assign(() => clock() + ahead, { ago: (before: number) => clock() + ahead - before });

type Body<Verb extends 'create' | 'update'> = Input<WorkspaceOperations[Verb]>['body'];
type List = Input<WorkspaceOperations['list']>['query'];

/** A request that says nothing of itself, from a client that stays. */
const plain = {
  requestHash: 'a hash',
  replay: 0,
  delivery: { hungUp: false, isUndecided: false, watch() {} },
};

/** The operations as one organization calls them. */
async function caller(db: Database) {
  const organization = await foundOrganization({ db, now: clock, limits }, 'An organization');
  const handlers = workspaceHandlers({
    limits,
    workspaceLimit: 10,
    pageMaxBytes: 4_194_304,
    safeReplays: true,
    replays: new Replays(db),
    onReplayClaimed: () => {},
  });
  const tokens = { issue: () => '', read: () => [] };
  const reading = { db, expectBytes: () => {}, turn: async () => {}, tokens, validUntil: () => {} };
  const who = {
    organizationId: organization.id,
    keyId: 'a key',
    scopes: null,
    via: 'api',
    wire: 'new',
    now,
  } as const;
  const write = async (work: (call: WriteCall) => Promise<Change>, request: Partial<WriteCall> = {}) => {
    const { answer } = await db.transaction(who.organizationId, (tx) =>
      work({ ...who, ...plain, db: tx, ...request }),
    );
    return JSON.parse(answer) as Workspace;
  };
  const at = (workspace_id: string) => ({ params: { workspace_id }, query: undefined, body: undefined });
  return {
    organizationId: organization.id,
    create: (body: Body<'create'>, request?: Partial<WriteCall>) =>
      write((call) => handlers.create({ params: undefined, query: undefined, body }, call), request),
    update: (id: string, body: Body<'update'>) => write((call) => handlers.update({ ...at(id), body }, call)),
    archive: (id: string) => write((call) => handlers.archive(at(id), call)),
    retrieve: async (id: string) =>
      JSON.parse(await handlers.retrieve(at(id), { ...who, ...reading })) as Workspace,
    list: async (query: Partial<List> = {}) => {
      const usual = { limit: 20, include_archived: false, include_default: false, 'ids[]': [] };
      const input = { params: undefined, query: { ...usual, ...query }, body: undefined };
      return JSON.parse(await handlers.list(input, { ...who, ...reading })) as {
        data: Workspace[];
        has_more: boolean;
      };
    },
    active: async () => (await findOrganization(db, organization.id))?.active_workspaces,
  };
}

const fulfilled = (results: PromiseSettledResult<unknown>[]) =>
  results.filter(({ status }) => status === 'fulfilled').length;

forEachDatabase((kind) => {
  test('concurrent gets each return their own workspace', async () => {
    const db = await kind.open();
    const [one, other] = [await caller(db), await caller(db)];
    const names = Array.from({ length: 8 }, (_, index) => `number ${index}`);
    const ids = new Map<string, string>();
    for (const name of names) ids.set(name, (await one.create({ name })).id);
    const theirs = await other.create({ name: 'theirs' });
    const found = await Promise.all(
      [...names, ...names].map(async (name) => (await one.retrieve(ids.get(name) as string)).name),
    );
    assert.deepEqual(found, [...names, ...names]);
    const strangers = [theirs.id, theirs.id.replace(/.$/, (last) => (last === '1' ? '2' : '1'))];
    const mixed = await Promise.allSettled([
      ...strangers.map((id) => one.retrieve(id)),
      one.retrieve(ids.get('number 7') as string),
      other.retrieve(theirs.id),
      other.retrieve(ids.get('number 7') as string),
    ]);
    assert.deepEqual(
      mixed.map((result) => (result.status === 'fulfilled' ? result.value.name : result.reason.message)),
      ['Workspace not found.', 'Workspace not found.', 'number 7', 'theirs', 'Workspace not found.'],
    );
  });

  test('the response is what is stored, byte for byte', async () => {
    const own = await caller(await kind.open());
    const made = await own.create({ name: 'Ünï\u0001 🦊', tags: { ['__proto__']: 'kept', b: '' } });
    assert.deepEqual(await own.retrieve(made.id), made);
    assert.ok(Object.hasOwn(made.tags, '__proto__'));
    const changed = await own.update(made.id, { tags: { b: null, c: '1' } });
    assert.deepEqual(Object.entries(changed.tags), [
      ['__proto__', 'kept'],
      ['c', '1'],
    ]);
    assert.deepEqual(await own.retrieve(made.id), changed);
  });

  test('the limit holds under concurrent creates, and an archive makes room', async () => {
    const own = await caller(await kind.open());
    const creates = Array.from({ length: 40 }, (_, index) => own.create({ name: `w${index}` }));
    assert.equal(fulfilled(await Promise.allSettled(creates)), 10);
    assert.equal(await own.active(), 10);
    const { data } = await own.list();
    assert.equal(data.length, 10);
    await own.archive(data[0]?.id ?? '');
    assert.equal(await own.active(), 9);
    assert.equal(
      fulfilled(await Promise.allSettled([own.create({ name: 'a' }), own.create({ name: 'b' })])),
      1,
    );
  });

  test('an organization’s own limit overrides the server’s', async () => {
    const db = await kind.open();
    const own = await caller(db);
    await db.transaction(own.organizationId, (tx) => setWorkspaceLimit(tx, own.organizationId, 1));
    await own.create({ name: 'one' });
    await assert.rejects(own.create({ name: 'two' }), /limit/);
  });

  test('concurrent archives have one time and count once', async () => {
    const own = await caller(await kind.open());
    const { id } = await own.create({ name: 'a' });
    await own.create({ name: 'b' });
    const archived = await Promise.all([own.archive(id), own.archive(id), own.archive(id)]);
    assert.equal(new Set(archived.map((each) => each.archived_at)).size, 1);
    assert.equal(await own.active(), 1);
  });

  test('concurrent updates don’t lose each other’s tags', async () => {
    const own = await caller(await kind.open());
    const { id } = await own.create({ name: 'a' });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => own.update(id, { tags: { [`t${index}`]: 'x' } })),
    );
    assert.equal(Object.keys((await own.retrieve(id)).tags).length, 20);
  });

  test('one organization never sees another’s rows', async () => {
    const db = await kind.open();
    const [own, other] = [await caller(db), await caller(db)];
    const { id } = await own.create({ name: 'mine' });
    await assert.rejects(other.retrieve(id), /Workspace not found/);
    await assert.rejects(other.update(id, { name: 'x' }), /Workspace not found/);
    await assert.rejects(other.archive(id), /Workspace not found/);
    await assert.rejects(other.list({ after_id: id }), /after_id/);
    assert.deepEqual((await other.list({ 'ids[]': [id] })).data, []);
    assert.equal((await own.retrieve(id)).name, 'mine');
  });

  test('a retry returns the workspace of its create, and so do later retries', async () => {
    const own = await caller(await kind.open());
    const made = await own.create({ name: 'a' });
    assert.equal((await own.create({ name: 'a' }, { replay: 1 })).id, made.id);
    assert.equal((await own.create({ name: 'a' }, { replay: 2 })).id, made.id);
    const twin = await own.create({ name: 'a' }, { replay: 2 });
    assert.notEqual(twin.id, made.id, 'the second replay was claimed: this is another request');
    assert.notEqual((await own.create({ name: 'a' }, { replay: 1, requestHash: 'other' })).id, made.id);
  });

  test('sixty seconds after a create, a retry makes another one', async () => {
    const own = await caller(await kind.open());
    const made = await own.create({ name: 'a' });
    ahead = 59_000_000;
    const claimed = await own.create({ name: 'a' }, { replay: 1 });
    ahead = 61_000_000;
    const late = await own.create({ name: 'a' }, { replay: 2 });
    ahead = 0;
    assert.equal(claimed.id, made.id);
    assert.notEqual(late.id, made.id);
  });
});

test('on PostgreSQL, concurrent writes of all kinds lock in one order, so that there is no deadlock', async () => {
  const db = await openDatabase(await postgresUrl());
  try {
    await migrate(db, now());
    const { create, update, archive } = await caller(db);
    const residency = (geo: string) => ({ data_residency: { default_inference_geo: geo } });
    for (let round = 0; round < 15; round++) {
      const made = await Promise.all(
        Array.from({ length: 9 }, (_, index) =>
          create(
            { name: 'x', ...residency(index % 2 === 0 ? 'us' : 'global') },
            { requestHash: `${round} ${index}` },
          ),
        ),
      );
      const [extra] = await Promise.all([
        create({ name: 'x' }, { requestHash: `${round}` }),
        ...made.map(({ id }, index) =>
          index < 4 ? archive(id) : update(id, residency(index % 2 === 0 ? 'global' : 'us')),
        ),
      ]);
      await Promise.all([extra, ...made.slice(4)].map(({ id }) => archive(id)));
    }
    assert.deepEqual(await findMiscountedGeos(db), []);
    const row = await db.get<{ deadlocks: number }>(
      'SELECT CAST(deadlocks AS INTEGER) AS deadlocks FROM pg_stat_database WHERE datname = current_database()',
    );
    assert.equal(row?.deadlocks, 0);
  } finally {
    await db.close();
  }
});
