import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { foundOrganization } from '../../src/api/organizations/found.ts';
import { createClock } from '../../src/contract/clock.ts';
import { type Database, Overtaken, type Transaction } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/open.ts';
import { postgresUrl } from '../databases.ts';
import { limits } from '../limits.ts';

const now = createClock();
const activity = 'INSERT INTO activities (organization_id, id, type, doc) VALUES ($1, $2, $3, $4)';

/** PostgreSQL with so many organizations, as two servers use it. */
async function servers(organizations: number) {
  const url = await postgresUrl();
  // Whoever waits for another one's lock is not saved by a timeout.
  const options = { timeout: 60_000, pool: 10 };
  const [db, other] = [await openDatabase(url, options), await openDatabase(url, options)];
  await migrate(db, now());
  const ids: string[] = [];
  for (let index = 0; index < organizations; index++) {
    ids.push((await foundOrganization({ db, now, limits }, `Organization ${index}`)).id);
  }
  return {
    db,
    other,
    ids,
    async [Symbol.asyncDispose]() {
      await Promise.all([db.close(), other.close()]);
    },
  };
}

const placesOf = (db: Database, ids: readonly string[]) =>
  Promise.all(
    ids.map(async (id) => {
      const sql = 'SELECT active_workspaces FROM organizations WHERE id = $1';
      return (await db.get<{ active_workspaces: number }>(sql, id))?.active_workspaces;
    }),
  );

/** The number of transactions that have written the rows of these organizations last. */
async function transactionsOf(db: Database, ids: readonly string[]): Promise<number> {
  const sql = 'SELECT CAST(xmin AS TEXT) AS xmin FROM organizations WHERE id = $1';
  const rows = await Promise.all(ids.map((id) => db.get<{ xmin: string }>(sql, id)));
  return new Set(rows.map((row) => row?.xmin)).size;
}

test('writes of many organizations that come at the same time share a few transactions', async () => {
  await using context = await servers(20);
  const { db, ids } = context;
  const taken = await Promise.all(ids.map((id) => db.transaction(id, async (tx) => tx.takePlace(1))));
  assert.ok(taken.every((each) => each));
  assert.deepEqual(
    await placesOf(db, ids),
    ids.map(() => 1),
  );
  const again = await Promise.all(ids.map((id) => db.transaction(id, async (tx) => tx.takePlace(1))));
  assert.ok(
    again.every((each) => !each),
    'each limit holds',
  );
  // On a busy machine, the time of a transaction may be over before all have had their turn.
  let [rounds, transactions] = [0, ids.length];
  while (transactions > 2 && rounds++ < 20) {
    await Promise.all(ids.map((id) => db.transaction(id, async (tx) => tx.addPlaces(1))));
    transactions = await transactionsOf(db, ids);
  }
  assert.ok(transactions <= 2);
});

test('one that fails, whatever it has written, leaves the other organizations as they are', async () => {
  const failures: ((tx: Transaction, id: string) => unknown)[] = [
    () => {},
    (tx) => tx.addPlaces(5),
    (tx, id) => tx.run('UPDATE organizations SET name = $1 WHERE id = $2', 'lost', id),
    (tx) => tx.all('SELECT no_such_column FROM organizations'),
  ];
  for (const fail of failures) {
    await using context = await servers(6);
    const { db, ids } = context;
    const results = await Promise.allSettled(
      ids.map((id, index) =>
        db.transaction(id, async (tx) => {
          tx.addPlaces(1);
          if (index !== 3) return;
          await fail(tx, id);
          throw new Error('no');
        }),
      ),
    );
    assert.deepEqual(
      results.map(({ status }) => status),
      ids.map((_id, index) => (index === 3 ? 'rejected' : 'fulfilled')),
    );
    assert.deepEqual(
      await placesOf(db, ids),
      ids.map((_id, index) => (index === 3 ? 0 : 1)),
    );
    const names = await db.all('SELECT id FROM organizations WHERE name = $1', 'lost');
    assert.deepEqual(names, []);
  }
});

test('of several changes of a row, the last one counts, however PostgreSQL joins rows and values', async () => {
  for (const way of ['hashjoin', 'nestloop', 'mergejoin']) {
    await using context = await servers(1);
    const { db, other, ids } = context;
    const [id = ''] = ids;
    const [row] = await db.all<{ name: string }>('SELECT current_database() AS name');
    for (const each of ['hashjoin', 'nestloop', 'mergejoin']) {
      await db.all(`ALTER DATABASE ${row?.name} SET enable_${each} = ${each === way}`);
    }
    const change = 'UPDATE workspaces SET doc = $1 WHERE organization_id = $2 AND id = $3';
    const [workspace] = await db.all<{ id: string }>(
      'SELECT id FROM workspaces WHERE organization_id = $1',
      id,
    );
    const docs = ['first', 'second', 'third', 'last'];
    const key = [id, workspace?.id ?? ''];
    await Promise.all(docs.map((doc) => other.transaction(id, async (tx) => tx.change(change, [doc], key))));
    const stored = await db.all('SELECT doc FROM workspaces WHERE organization_id = $1', id);
    assert.deepEqual(stored, [{ doc: 'last' }], way);
  }
});

test('what can’t be stored at the end fails alone', async () => {
  await using context = await servers(6);
  const { db, ids } = context;
  const write = (id: string) => db.transaction(id, async (tx) => tx.insert(activity, id, 'taken', 'a', '{}'));
  await write(ids[2] as string);
  const results = await Promise.allSettled(ids.map(write));
  assert.deepEqual(
    results.map(({ status }) => status),
    ids.map((_id, index) => (index === 2 ? 'rejected' : 'fulfilled')),
  );
});

test('an organization that another server has locked is waited for by nobody else', {
  timeout: 20_000,
}, async () => {
  await using context = await servers(6);
  const { db, other, ids } = context;
  const locked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const elsewhere = other.transaction(ids[4] as string, async (tx) => {
    assert.ok(tx.takePlace(1));
    locked.resolve();
    await release.promise;
  });
  await locked.promise;
  const order: number[] = [];
  const taken = ids.map((id, index) =>
    db.transaction(id, async (tx) => tx.takePlace(1)).then((value) => order.push(index) && value),
  );
  while (order.length < 5) await sleep(5);
  assert.ok(!order.includes(4));
  release.resolve();
  await elsewhere;
  assert.deepEqual(
    await Promise.all(taken),
    ids.map((_id, index) => index !== 4),
  );
  assert.equal(order.at(-1), 4);
});

test('one that lost a race is done again, and its neighbours once', async () => {
  await using context = await servers(3);
  const { db, ids } = context;
  let times = 0;
  await Promise.all(
    ids.map((id, index) =>
      db.transaction(id, async (tx) => {
        tx.addPlaces(1);
        if (index === 1 && ++times < 3) throw new Overtaken();
      }),
    ),
  );
  assert.deepEqual([await placesOf(db, ids), times], [[1, 1, 1], 3]);
});

test('many writes of one organization and a few of others are all done', async () => {
  await using context = await servers(12);
  const { db, ids } = context;
  const writes = ids.flatMap((id, index) =>
    Array.from({ length: index === 0 ? 300 : 3 }, () => db.transaction(id, async (tx) => tx.addPlaces(1))),
  );
  await Promise.all(writes);
  assert.deepEqual(
    await placesOf(db, ids),
    ids.map((_id, index) => (index === 0 ? 300 : 3)),
  );
});
