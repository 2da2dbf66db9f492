import assert from 'node:assert/strict';
import fs, { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  archiveKeysOfMember,
  archiveKeysOfServiceAccount,
  archiveKeysOfUser,
  archiveKeysOfWorkspace,
  countActive,
} from '../../src/api/api-keys/store.ts';
import { removeMemberships } from '../../src/api/members/store.ts';
import { foundOrganization } from '../../src/api/organizations/found.ts';
import { findPage } from '../../src/api/workspaces/store.ts';
import { createClock } from '../../src/contract/clock.ts';
import { DatabaseUnavailable, type Reads, type Transaction, type Value } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { SqliteDatabase } from '../../src/db/sqlite.ts';
import { begin } from '../../src/db/sqlite-file.ts';
import { limits } from '../limits.ts';

const now = createClock();
const folder = mkdtempSync(join(tmpdir(), 'workspaced-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

async function open(options?: { busyTimeout: number }) {
  files += 1;
  const file = join(folder, `${files}.db`);
  const db = new SqliteDatabase(file, { create: true, ...options });
  await migrate(db, now());
  return { db, file };
}

test('WAL, a synced log and foreign keys are set at every opening', async () => {
  const { db, file } = await open();
  await db.close();
  const again = new SqliteDatabase(file);
  const pragmas = ['journal_mode', 'synchronous', 'foreign_keys'];
  const rows = await Promise.all(pragmas.map((name) => again.get<object>(`PRAGMA ${name}`)));
  assert.deepEqual(
    rows.map((row) => Object.values(row ?? {})),
    [['wal'], [1], [1]],
  );
  await again.close();
});

describe('a commit', () => {
  const write = (db: SqliteDatabase) =>
    db.transaction('', (tx) => tx.run('CREATE TABLE IF NOT EXISTS written (id INTEGER)'));

  test('is shown at once, but acknowledged only when the log is synced', async (t) => {
    const { db } = await open();
    const waiting: (() => void)[] = [];
    const sync = t.mock.method(fs, 'fdatasync', (_descriptor: number, done: () => void) =>
      waiting.push(done),
    );
    const events: string[] = [];
    const written = write(db).then(() => events.push('written'));
    while (waiting.length === 0) await nextTurn();
    assert.ok((await db.get("SELECT name FROM sqlite_schema WHERE name = 'written'")) !== undefined);
    const durable = db.durable('any')?.then(() => events.push('durable'));
    for (let turn = 0; turn < 10; turn++) await nextTurn();
    assert.deepEqual(events, []);
    waiting[0]?.();
    await Promise.all([written, durable]);
    assert.deepEqual(events.sort(), ['durable', 'written']);
    assert.equal(db.durable('any'), undefined);
    sync.mock.restore();
    await db.close();
  });

  test('that couldn’t be synced is not acknowledged, and nothing is written before a checkpoint', async (t) => {
    const { db, file } = await open();
    const sync = t.mock.method(fs, 'fdatasync', (_descriptor: number, done: (error: Error) => void) =>
      done(new Error('injected')),
    );
    await assert.rejects(write(db), DatabaseUnavailable);
    sync.mock.restore();
    const reader = new DatabaseSync(file);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM schema_migrations').get();
    await assert.rejects(write(db), DatabaseUnavailable);
    reader.exec('ROLLBACK');
    await write(db);
    reader.close();
    await db.close();
  });
});

test('what is archived or removed with something is found by an index, not among all of the organization', async () => {
  const { db } = await open();
  const plans: string[] = [];
  const planned = async (sql: string, ...values: Value[]) => {
    const steps = await db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values);
    plans.push(steps[0]?.detail ?? '');
    return [{ id: 'a', status: 'active' }];
  };
  const planner = {
    all: planned,
    find: async (...asked: [string, ...Value[]]) => (await planned(...asked))[0],
    get: async (...asked: [string, ...Value[]]) => (await planned(...asked))[0],
    run: async (...asked: [string, ...Value[]]) => (await planned(...asked)).length,
  } as unknown as Transaction;
  await archiveKeysOfWorkspace(planner, 'org', 'a');
  await archiveKeysOfUser(planner, 'org', 'a');
  await archiveKeysOfMember(planner, 'org', 'a', 'b');
  await archiveKeysOfServiceAccount(planner, 'org', 'a');
  await countActive(planner, 'org', 'a', 'b');
  await removeMemberships(planner, 'org', 'a', 'b');
  assert.equal(plans.length, 11);
  for (const plan of plans) assert.match(plan, /USING (COVERING )?INDEX \w+ \(organization_id=\? AND \w+=\?/);
  await db.close();
});

test('pages of active workspaces never read archived ones', async () => {
  const { db } = await open();
  const plans: string[] = [];
  const planner = {
    ...({} as Reads),
    async all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
      const steps = await db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values);
      plans.push(steps.map(({ detail }) => detail).join('; '));
      return [];
    },
  };
  const usual = { limit: 20, include_archived: false, include_default: false };
  for (const cursor of [{}, { after_id: 'a' }, { before_id: 'a' }]) {
    for (const ids of [[], ['a', 'b']]) await findPage(planner, 'org', { ...usual, ...cursor, ids });
  }
  assert.equal(plans.length, 6);
  for (const plan of plans) {
    assert.match(
      plan,
      /^SEARCH workspaces USING INDEX workspaces_active \(organization_id=\?( AND id[<>=]|\))/,
    );
    assert.doesNotMatch(plan, /TEMP B-TREE/);
  }
  await db.close();
});

/** How many commits a write-ahead log holds: the frames that say how large the database is after them. */
function commitsIn(wal: Buffer): number {
  const frame = 24 + wal.readUInt32BE(8);
  let commits = 0;
  for (let at = 32; at + frame <= wal.length; at += frame) commits += wal.readUInt32BE(at + 4) > 0 ? 1 : 0;
  return commits;
}

test('writes of one turn share one commit', async () => {
  const { db, file } = await open();
  const { id } = await foundOrganization({ db, now, limits }, 'one');
  const rename = (name: string) =>
    db.transaction(id, (tx) => tx.run('UPDATE organizations SET name = $1 WHERE id = $2', name, id));
  const before = commitsIn(readFileSync(`${file}-wal`));
  await Promise.all(Array.from({ length: 64 }, (_, index) => rename(`name ${index}`)));
  const together = commitsIn(readFileSync(`${file}-wal`));
  for (const name of ['a', 'b', 'c']) await rename(name);
  const apart = commitsIn(readFileSync(`${file}-wal`));
  assert.deepEqual([together - before, apart - together], [1, 3]);
  await db.close();
});

test('a transaction begins once another process has ended its own, or not at all', async () => {
  const { db, file } = await open();
  const [own, other] = [new DatabaseSync(file, { timeout: 0 }), new DatabaseSync(file, { timeout: 0 })];
  other.exec('BEGIN IMMEDIATE');
  await assert.rejects(begin(own, 10), DatabaseUnavailable);
  const begun = begin(own, 60_000);
  for (let turn = 0; turn < 10; turn++) await nextTurn();
  assert.equal(own.isTransaction, false);
  other.exec('ROLLBACK');
  await begun;
  assert.equal(own.isTransaction, true);
  for (const connection of [own, other]) connection.close();
  await db.close();
});

test('a commit of another process is reported, once, before the next cached read', async () => {
  const { db, file } = await open();
  const { id } = await foundOrganization({ db, now, limits }, 'one');
  await nextTurn();
  db.caughtUp();
  const told: unknown[] = [];
  db.onChange((organizationId) => told.push(organizationId));
  await nextTurn();
  const other = new DatabaseSync(file);
  other.prepare('UPDATE organizations SET name = ? WHERE id = ?').run('changed', id);
  assert.equal(db.caughtUp(), true);
  assert.deepEqual(told, [undefined]);
  await nextTurn();
  db.caughtUp();
  assert.deepEqual(told, [undefined]);
  other.close();
  await db.close();
});

test('a file locked by another process is unavailable, not broken', async () => {
  const { db, file } = await open({ busyTimeout: 50 });
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  const write = db.transaction('', (tx) => tx.run("UPDATE organizations SET name = 'x'"));
  await assert.rejects(write, DatabaseUnavailable);
  other.exec('ROLLBACK');
  assert.equal(await db.transaction('', (tx) => tx.run("UPDATE organizations SET name = 'x'")), 0);
  other.close();
  await db.close();
});

test('while another process writes, reads continue, and the write happens afterwards', async () => {
  const { db, file } = await open();
  const { id } = await foundOrganization({ db, now, limits }, 'before');
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 1);
  const write = db.transaction(id, (tx) =>
    tx.run("UPDATE organizations SET name = 'after' WHERE id = $1", id),
  );
  while (turns < 20) await nextTurn();
  clearInterval(turning);
  const name = () => db.get<{ name: string }>('SELECT name FROM organizations WHERE id = $1', id);
  assert.equal((await name())?.name, 'before');
  other.exec('ROLLBACK');
  assert.equal(await write, 1);
  assert.equal((await name())?.name, 'after');
  other.close();
  await db.close();
});

test('a full disk fails all writes of the commit, and none takes effect', async () => {
  const { db } = await open();
  const { id } = await foundOrganization({ db, now, limits }, 'one');
  const size = await db.get<{ page_count: number }>('PRAGMA page_count');
  await db.transaction(id, (tx) => tx.script(`PRAGMA max_page_count = ${size?.page_count}`));
  const rename = (name: string) =>
    db.transaction(id, (tx) => tx.run('UPDATE organizations SET name = $1 WHERE id = $2', name, id));
  const [small, large, last] = [rename('small'), rename('x'.repeat(1_000_000)), rename('last')];
  for (const write of [small, large]) await assert.rejects(write, DatabaseUnavailable);
  const name = () => db.get<{ name: string }>('SELECT name FROM organizations WHERE id = $1', id);
  assert.equal((await name())?.name, 'one');
  assert.equal(await last, 1);
  assert.equal((await name())?.name, 'last');
  await db.close();
});

test('a page never has uncommitted data', async () => {
  const { db } = await open();
  const { id } = await foundOrganization({ db, now, limits }, 'before');
  const names = () => db.all<{ name: string }>('SELECT name FROM organizations');
  let read: ReturnType<typeof names> | undefined;
  const write = db.transaction(id, async (tx) => {
    await tx.run("UPDATE organizations SET name = 'undone' WHERE id = $1", id);
    read = names();
    throw new Error('undo');
  });
  await assert.rejects(write, /undo/);
  assert.deepEqual(
    (await read)?.map(({ name }) => name),
    ['before'],
  );
  await db.close();
});

test('a backup of a live database is complete', async () => {
  const { db } = await open();
  await foundOrganization({ db, now, limits }, 'kept');
  const file = join(folder, 'backup.db');
  await db.backup(file);
  await foundOrganization({ db, now, limits }, 'too late');
  const copy = new SqliteDatabase(file, { create: false });
  assert.deepEqual(await copy.integrity(), []);
  assert.equal((await copy.all('SELECT id FROM organizations')).length, 1);
  await copy.close();
  await db.close();
});

test('a missing file is only created if requested', () => {
  assert.throws(
    () => new SqliteDatabase(join(folder, 'none.db'), { create: false }),
    /there is no database at/,
  );
});
