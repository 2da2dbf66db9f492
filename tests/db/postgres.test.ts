import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { foundOrganization } from '../../src/api/organizations/found.ts';
import { workspaceHandlers } from '../../src/api/workspaces/handlers.ts';
import { Replays } from '../../src/api/workspaces/replays.ts';
import { createClock } from '../../src/contract/clock.ts';
import { DatabaseUnavailable, type Transaction } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/open.ts';
import { postgresUrl } from '../databases.ts';
import { Gate } from '../gate.ts';
import { limits } from '../limits.ts';

const now = createClock();

async function behindGate(timeout: number, pool = 2) {
  const gate = new Gate(await postgresUrl());
  const db = await openDatabase(await gate.open(), { timeout, pool });
  await migrate(db, now());
  return { gate, db };
}

const one = 'SELECT 1 AS one';
const activity = 'INSERT INTO activities (organization_id, id, type, doc) VALUES ($1, $2, $3, $4)';

test('a database that goes down is unavailable at once, and works again when it is back', async () => {
  const { gate, db } = await behindGate(2000);
  await gate.shut();
  const started = performance.now();
  await assert.rejects(db.get(one), DatabaseUnavailable);
  const look = () =>
    db.find('SELECT id FROM workspaces WHERE organization_id = $1 AND id = ANY($2)', 'a', 'b');
  for (const result of await Promise.allSettled([look(), look()])) {
    assert.ok(result.status === 'rejected' && result.reason instanceof DatabaseUnavailable);
  }
  await assert.rejects(
    db.transaction('', (tx) => tx.get(one)),
    DatabaseUnavailable,
  );
  assert.ok(performance.now() - started < 1500, 'refused, not waited for');
  await gate.open();
  assert.deepEqual(await db.get(one), { one: 1 });
  await db.close();
  await gate.shut();
});

test('a half-open connection blocks nobody for longer than the timeout', async () => {
  const { gate, db } = await behindGate(300);
  gate.silent = true;
  const started = performance.now();
  const results = await Promise.allSettled([
    db.get(one),
    db.get(one),
    db.get(one),
    db.transaction('', (tx) => tx.run(one)),
  ]);
  assert.ok(
    results.every((result) => result.status === 'rejected' && result.reason instanceof DatabaseUnavailable),
  );
  assert.ok(performance.now() - started < 2000);
  gate.silent = false;
  assert.deepEqual(await db.get(one), { one: 1 });
  await db.close();
  await gate.shut();
});

test('a server that vanishes during a write blocks its organization for no longer than the timeout', async () => {
  const url = await postgresUrl();
  await using gate = new Gate(url);
  const lost = await openDatabase(await gate.open(), { timeout: 1000, pool: 2 });
  const other = await openDatabase(url, { timeout: 4000, pool: 2 });
  await migrate(lost, now());
  const { id } = await foundOrganization({ db: other, now, limits }, 'An organization');
  const vanishing = lost.transaction(id, async (tx) => {
    assert.equal(tx.takePlace(100), true);
    gate.silent = true;
    return tx.takePlace(100);
  });
  await assert.rejects(vanishing, DatabaseUnavailable);
  assert.equal(await other.transaction(id, async (tx) => tx.takePlace(100)), true);
  await Promise.all([lost.close(), other.close()]);
});

test('an organization stays locked for the others when a neighbour has failed and was rolled back', async () => {
  const url = await postgresUrl();
  const [one, other] = [await openDatabase(url), await openDatabase(url)];
  await migrate(one, now());
  const { id } = await foundOrganization({ db: one, now, limits }, 'An organization');
  const write = () => one.transaction(id, async (tx) => tx.insert(activity, id, 'taken', 'a', '{}'));
  await write();
  // That its row can't be stored shows only at the end. Both are done again, at last with a savepoint each.
  const failing = write();
  let elsewhere: Promise<boolean> | undefined;
  let times = 0;
  const here = one.transaction(id, async (tx) => {
    times += 1;
    if (times === 3) {
      elsewhere = other.transaction(id, async (theirs) => theirs.takePlace(1));
      await sleep(300);
    }
    return tx.takePlace(1);
  });
  await assert.rejects(failing, /duplicate key/);
  assert.deepEqual([await here, await elsewhere, times], [true, false, 3]);
  await Promise.all([one.close(), other.close()]);
});

test('a commit is sent together with what it commits', async () => {
  const url = await postgresUrl();
  await using gate = new Gate(url);
  const db = await openDatabase(await gate.open(), { timeout: 1000, pool: 2 });
  const other = await openDatabase(url);
  await migrate(other, now());
  const { id } = await foundOrganization({ db: other, now, limits }, 'An organization');
  const unanswered = db.transaction(id, async (tx) => {
    gate.deaf = true;
    tx.insert(activity, id, 'here', 'a', '{}');
  });
  await assert.rejects(unanswered, DatabaseUnavailable);
  const found = await other.get(
    'SELECT id FROM activities WHERE organization_id = $1 AND id = $2',
    id,
    'here',
  );
  assert.deepEqual(found, { id: 'here' });
  await Promise.all([db.close(), other.close()]);
});

test('writes whose commit fails are not done again, and none takes effect', async () => {
  const db = await openDatabase(await postgresUrl());
  await migrate(db, now());
  const { id } = await foundOrganization({ db, now, limits }, 'An organization');
  await db.transaction('', (tx) =>
    tx.script(`CREATE TABLE parents (id TEXT PRIMARY KEY);
      CREATE TABLE children (id TEXT REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)`),
  );
  let times = 0;
  const write = (child: string) =>
    db.transaction(id, async (tx) => {
      times += 1;
      tx.insert(activity, id, child, 'a', '{}');
      tx.insert('INSERT INTO children (id) VALUES ($1)', child);
    });
  const results = await Promise.allSettled([write('one'), write('two')]);
  for (const result of results) {
    assert.match(String(result.status === 'rejected' && result.reason), /violates foreign key constraint/);
  }
  assert.equal(times, 2);
  assert.deepEqual(await db.all("SELECT id FROM activities WHERE id IN ('one', 'two')"), []);
  await db.close();
});

test('callers that wait for a hanging connection get another one after the timeout', async () => {
  const { gate, db } = await behindGate(2000, 1);
  gate.silent = true;
  const lost = db.get(one);
  await sleep(1000);
  gate.silent = false;
  const waiting = db.get(one);
  await assert.rejects(lost, DatabaseUnavailable);
  assert.deepEqual(await waiting, { one: 1 });
  await db.close();
  await gate.shut();
});

/** A database with an organization, whose create is replayed. */
async function withReplay() {
  const db = await openDatabase(await postgresUrl());
  await migrate(db, now());
  const { id: organizationId } = await foundOrganization({ db, now, limits }, 'An organization');
  const handlers = workspaceHandlers({
    limits,
    workspaceLimit: 9,
    pageMaxBytes: 4_194_304,
    safeReplays: true,
    replays: new Replays(db),
    onReplayClaimed() {},
  });
  const create = async (tx: Transaction, replay: number): Promise<string> => {
    const delivery = { hungUp: false, isUndecided: false, watch() {} };
    const who = { organizationId, keyId: 'key', scopes: null, via: 'api', wire: 'new', now } as const;
    const call = { ...who, db: tx, requestHash: 'hash', replay, delivery };
    const { answer } = await handlers.create(
      { params: {}, query: {}, body: { name: 'a' } } as Parameters<typeof handlers.create>[0],
      call,
    );
    return answer;
  };
  const replay = () => db.transaction(organizationId, (tx) => create(tx, 1));
  return { db, organizationId, create, replay };
}

test('a retry waits for a concurrent change of its workspace, and makes no duplicate', async () => {
  const { db, organizationId, create, replay } = await withReplay();
  const made: string = await db.transaction(organizationId, (tx) => create(tx, 0));
  const changing = Promise.withResolvers<void>();
  const change = db.transaction(organizationId, async (tx) => {
    await tx.run('UPDATE workspaces SET replays = replays WHERE id = $1', JSON.parse(made).id);
    changing.resolve();
    await sleep(200);
  });
  await changing.promise;
  assert.equal(await replay(), made);
  await change;
  await db.close();
});

test('a retry waits for the create in progress, and makes no duplicate', async () => {
  const { db, organizationId, create, replay } = await withReplay();
  const creating = Promise.withResolvers<void>();
  const first = db.transaction(organizationId, async (tx) => {
    const made: string = await create(tx, 0);
    creating.resolve();
    await sleep(200);
    return made;
  });
  await creating.promise;
  assert.equal(await replay(), await first);
  await db.close();
});

test('a database that takes no writes, such as a standby, isn’t ready', async () => {
  const url = await postgresUrl();
  const db = await openDatabase(url);
  await migrate(db, now());
  await db.ready();
  const standby = await openDatabase(`${url}?options=-c%20default_transaction_read_only%3Don`);
  assert.deepEqual(await standby.get(one), { one: 1 });
  await assert.rejects(standby.ready(), DatabaseUnavailable);
  await Promise.all([db.close(), standby.close()]);
});

test('an encoding that lacks characters is refused before anything is stored', async () => {
  const url = new URL(await postgresUrl());
  const name = `latin_${url.pathname.slice(1)}`;
  const admin = await openDatabase(url.href, { timeout: 60_000 });
  await admin.all(`CREATE DATABASE ${name} ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`);
  url.pathname = name;
  const db = await openDatabase(url.href);
  await assert.rejects(migrate(db, now()), /encoding LATIN1, which lacks characters: create it with UTF8/);
  await db.close();
  await admin.all(`DROP DATABASE ${name}`);
  await admin.close();
});

test('tables of another program in the database are reported at once', async () => {
  const db = await openDatabase(await postgresUrl());
  await db.transaction('', (tx) => tx.script('CREATE TABLE organizations (name TEXT)'));
  await assert.rejects(migrate(db, now()), /relation "organizations" already exists/);
  await db.close();
});

test('callers beyond the pool wait; those that wait too long get an error', async () => {
  const db = await openDatabase(await postgresUrl(), { timeout: 600, pool: 1 });
  const slow = () => db.all('SELECT CAST(pg_sleep(0.4) AS TEXT) AS slept');
  const results = await Promise.allSettled([slow(), slow(), slow()]);
  assert.equal(results[0]?.status, 'fulfilled');
  assert.ok(results.some((result) => result.status === 'rejected'));
  assert.deepEqual(await db.get(one), { one: 1 });
  await db.close();
});

test('serialization failures and deadlocks are retried, other errors aren’t', async () => {
  const db = await openDatabase(await postgresUrl());
  for (const [code, runs] of [
    ['40001', 3],
    ['40P01', 3],
    ['23514', 1],
  ] as const) {
    let count = 0;
    const attempt = db.transaction('', async (tx) => {
      count += 1;
      if (count < 3)
        await tx.script(`DO $$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '${code}'; END $$`);
      return count;
    });
    if (runs === 3) assert.equal(await attempt, 3);
    else await assert.rejects(attempt, /injected/);
    assert.equal(count, runs, code);
  }
  await db.close();
});

test('a lock or a transaction that took longer than an operator allows is unavailable, not broken', async () => {
  const url = await postgresUrl();
  const [holder, db] = [
    await openDatabase(url),
    await openDatabase(`${url}?options=-c%20lock_timeout%3D100`),
  ];
  await migrate(holder, now());
  const { id } = await foundOrganization({ db: holder, now, limits }, 'An organization');
  await holder.transaction(id, () =>
    assert.rejects(
      db.transaction(id, async () => {}),
      DatabaseUnavailable,
    ),
  );
  // What transaction_timeout does, which PostgreSQL has since version 17.
  const ended = "DO $$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '25P04'; END $$";
  await assert.rejects(
    db.transaction('', (tx) => tx.script(ended)),
    DatabaseUnavailable,
  );
  await Promise.all([holder.close(), db.close()]);
});

test('conflicts that never end become unavailable', async () => {
  const db = await openDatabase(await postgresUrl(), { timeout: 1000 });
  const endless = db.transaction('', (tx) =>
    tx.script("DO $$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '40001'; END $$"),
  );
  await assert.rejects(endless, DatabaseUnavailable);
  await db.close();
});
