import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { limits } from '../../tests/limits.ts';
import { foundOrganization } from '../api/organizations/found.ts';
import { makeWorkspace } from '../api/workspaces/make.ts';
import { insert } from '../api/workspaces/store.ts';
import { createClock } from '../contract/clock.ts';
import { migrate } from './migrate.ts';
import { Replicas } from './replicas.ts';
import { SqliteDatabase } from './sqlite.ts';

const now = createClock();

/** A database with organizations of so many workspaces each. */
async function open(...sizes: number[]) {
  const db = new SqliteDatabase(':memory:');
  await migrate(db, now());
  const ids: string[] = [];
  for (const size of sizes) {
    const { id } = await foundOrganization({ db, now, limits }, 'An organization');
    for (let count = 0; count < size; count++) await add(db, id);
    ids.push(id);
  }
  return { db, ids };
}

const add = (db: SqliteDatabase, id: string) =>
  db.transaction(id, async (tx) => {
    const workspace = makeWorkspace({ name: 'One' }, limits, now());
    const row = { isDefault: false, requestHash: null, undelivered: false, doc: JSON.stringify(workspace) };
    insert(tx, id, workspace, row);
    return workspace.id;
  });

/** How many workspaces of an organization are in memory, the default one included; undefined if it isn't. */
async function count(replicas: Replicas, db: SqliteDatabase, id: string) {
  const replica = await replicas.of(id, await db.versions(id));
  const all = { from: undefined, ascending: false, active: false, ordinary: false };
  return replica?.page(all, 10_000).rows.length;
}

async function loaded(replicas: Replicas, db: SqliteDatabase, id: string) {
  for (let time = 0; time < 100; time++) {
    const found = await count(replicas, db, id);
    if (found !== undefined) return found;
    await sleep(5);
  }
  return undefined;
}

test('an organization is read once it is asked for, and then has every commit', async () => {
  const { db, ids } = await open(3);
  const [id = ''] = ids;
  const replicas = new Replicas(db, 1_000_000);
  assert.equal(await count(replicas, db, id), undefined);
  assert.equal(await loaded(replicas, db, id), 4);
  for (let made = 5; made < 10; made++) {
    await add(db, id);
    assert.equal(await count(replicas, db, id), made);
  }
  await db.transaction(id, (tx) =>
    tx.run('DELETE FROM workspaces WHERE organization_id = $1 AND is_default = 0', id),
  );
  assert.equal(await count(replicas, db, id), undefined);
  assert.equal(await loaded(replicas, db, id), 1);
  await db.close();
});

test('one that is too large isn’t kept, and without memory none is', async () => {
  const { db, ids } = await open(20);
  const [id = ''] = ids;
  for (const bytes of [0, 5000]) {
    const replicas = new Replicas(db, bytes);
    for (let time = 0; time < 5; time++) {
      assert.equal(await count(replicas, db, id), undefined);
      await sleep(5);
    }
  }
  await db.close();
});

test('the one that wasn’t used for longest makes room, and isn’t read again at once', async () => {
  const { db, ids } = await open(10, 10, 10);
  const [one = '', two = '', three = ''] = ids;
  const replicas = new Replicas(db, 22_000);
  for (const id of [one, two, one, three]) assert.equal(await loaded(replicas, db, id), 11);
  assert.equal(await count(replicas, db, two), undefined);
  await sleep(20);
  assert.deepEqual(
    [await count(replicas, db, one), await count(replicas, db, two), await count(replicas, db, three)],
    [11, undefined, 11],
  );
  await db.close();
});
