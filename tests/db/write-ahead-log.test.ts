import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { SqliteDatabase } from '../../src/db/sqlite.ts';

const folder = await mkdtemp(join(tmpdir(), 'workspaced-log-'));
after(() => rm(folder, { recursive: true }));
const page = 4096;
/** Long before SQLite itself would move anything. */
const tooMany = 24_000;
let files = 0;

async function open() {
  files += 1;
  const file = join(folder, `${files}.db`);
  const db = new SqliteDatabase(file);
  await db.transaction('', (tx) => tx.run('CREATE TABLE blobs (content BLOB)'));
  return { db, file };
}

/** Commits about so many pages. */
const write = (db: SqliteDatabase, pages: number) =>
  db.transaction('', (tx) => tx.run(`INSERT INTO blobs VALUES (zeroblob(${pages * page}))`));

/** How many pages the log holds. */
async function pagesIn(db: SqliteDatabase): Promise<number> {
  return (await db.get<{ log: number }>('PRAGMA wal_checkpoint(NOOP)'))?.log ?? Number.NaN;
}

/** For what another thread brings about. */
const within = { timeout: 60_000 };
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(5);
}

const pagesOf = (file: string) => statSync(file).size / page;

test('a long log is moved to the database file, and begins anew', within, async () => {
  const { db, file } = await open();
  await write(db, 15_000);
  assert.ok(pagesOf(file) < 15_000);
  await write(db, 2000);
  await until(async () => pagesOf(file) >= 17_000);
  await until(async () => {
    await write(db, 1);
    const pages = await pagesIn(db);
    assert.ok(pages < tooMany);
    return pages < 100;
  });
  await db.close();
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith(`${files}.db-`)),
    [],
  );
});

test('it begins anew, too, while writes never cease', within, async () => {
  const { db } = await open();
  let before = 0;
  let isWriting = true;
  const writing = (async () => {
    while (isWriting) await write(db, 20);
  })();
  await until(async () => {
    const now = await pagesIn(db);
    assert.ok(now < tooMany);
    const isNew = now < before;
    before = now;
    return isNew;
  });
  isWriting = false;
  await writing;
  await db.close();
});

test('it is kept for somebody who reads it, and moved afterwards', within, async () => {
  const { db, file } = await open();
  const reader = new DatabaseSync(file);
  reader.exec('BEGIN');
  assert.deepEqual({ ...reader.prepare('SELECT count(*) AS count FROM blobs').get() }, { count: 0 });
  for (let times = 0; times < 6; times++) await write(db, 3000);
  await sleep(200);
  assert.ok(pagesOf(file) < 3000);
  assert.deepEqual({ ...reader.prepare('SELECT count(*) AS count FROM blobs').get() }, { count: 0 });
  reader.exec('COMMIT');
  reader.close();
  await write(db, 1);
  await until(async () => pagesOf(file) >= 18_000);
  await db.close();
});

test('without another thread, SQLite moves it at the end of a commit', async (t) => {
  const { db, file } = await open();
  t.mock.method(Worker.prototype, 'postMessage', () => {
    throw new Error('injected');
  });
  for (let times = 0; times < 5; times++) await write(db, 6000);
  assert.ok(pagesOf(file) < 6000);
  await write(db, 6000);
  assert.ok(pagesOf(file) >= 32_000);
  await db.close();
});
