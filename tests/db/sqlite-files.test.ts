import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, renameSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { after, describe, test } from 'node:test';
import { foundOrganization } from '../../src/api/organizations/found.ts';
import { createClock } from '../../src/contract/clock.ts';
import { DatabaseUnavailable } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { SqliteDatabase } from '../../src/db/sqlite.ts';
import { startServer } from '../../src/server.ts';
import { limits } from '../limits.ts';

const now = createClock();
const folder = mkdtempSync(join(tmpdir(), 'workspaced-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

/** A database in a folder of its own. */
async function open() {
  files += 1;
  const file = join(folder, String(files), 'test.db');
  const db = new SqliteDatabase(file);
  await migrate(db, now());
  return { db, file };
}

const write = (db: SqliteDatabase) => foundOrganization({ db, now, limits }, 'one');
const told = (pattern: RegExp) => (error: unknown) =>
  error instanceof DatabaseUnavailable && pattern.test(error.told ?? '');

test('only its owner can read the files of a database', async () => {
  const { db, file } = await open();
  await write(db);
  const modes = ['', '-wal', '-shm'].map((suffix) => statSync(file + suffix).mode & 0o777);
  assert.deepEqual(modes, [0o600, 0o600, 0o600]);
  assert.equal(statSync(join(file, '..')).mode & 0o777, 0o700);
  await db.close();
});

test('the file of another program is refused, and left as it is', async () => {
  const file = join(folder, 'foreign.db');
  const foreign = new DatabaseSync(file);
  foreign.exec('CREATE TABLE sqlites (a)');
  const db = new SqliteDatabase(file);
  await assert.rejects(
    migrate(db, now()),
    /belongs to another program, which has a table sqlites: name another/,
  );
  await db.close();
  assert.deepEqual(foreign.prepare('SELECT name FROM sqlite_schema').all().length, 1);
  foreign.close();
});

describe('a file that is deleted or replaced while it is open', () => {
  const ways: [how: string, change: (file: string) => void][] = [
    ['deleted', (file) => rmSync(file)],
    ['moved', (file) => renameSync(file, `${file}.moved`)],
    [
      'replaced',
      (file) => {
        copyFileSync(file, `${file}.copy`);
        renameSync(`${file}.copy`, file);
      },
    ],
    ['without its log', (file) => rmSync(`${file}-wal`)],
    ['without what processes share', (file) => rmSync(`${file}-shm`)],
  ];
  for (const [how, change] of ways) {
    for (const age of [0, 3600]) {
      test(`${how}, ${age} s after its folder changed: refuses writes, and says why`, async () => {
        const { db, file } = await open();
        await write(db);
        const then = Date.now() / 1000 - age;
        utimesSync(join(file, '..'), then, then);
        await db.ready();
        await write(db);
        change(file);
        await assert.rejects(write(db), told(/deleted or replaced/));
        await assert.rejects(db.ready(), told(/deleted or replaced/));
        await db.close();
      });
    }
  }

  test('also if it is opened by a symbolic link in another folder', async () => {
    const { db, file } = await open();
    await db.close();
    const link = join(folder, `link-${files}.db`);
    symlinkSync(file, link);
    const linked = new SqliteDatabase(link);
    const then = Date.now() / 1000 - 3600;
    for (const place of [folder, join(file, '..')]) utimesSync(place, then, then);
    await write(linked);
    rmSync(file);
    await assert.rejects(write(linked), told(/deleted or replaced/));
    await linked.close();
  });

  test('is reported to clients with 503, and in /readyz', async () => {
    files += 1;
    const file = join(folder, `${files}.db`);
    await using server = await startServer({ database: `file:${file}` });
    const create = () =>
      fetch(`${server.baseURL}/v1/organizations/workspaces`, {
        method: 'POST',
        headers: { 'x-api-key': server.adminKey },
        body: '{"name":"x"}',
      });
    assert.equal((await create()).status, 200);
    rmSync(file);
    for (const answer of [await create(), await fetch(`${server.baseURL}/readyz`)]) {
      assert.equal(answer.status, 503);
      assert.match(await answer.text(), /The database file was deleted or replaced/);
    }
    assert.equal((await fetch(`${server.baseURL}/healthz`)).status, 200);
  });
});

test('a process that holds the write lock and stops is reported', async () => {
  files += 1;
  const file = join(folder, `${files}.db`);
  await using server = await startServer({ database: `file:${file}` });
  const ready = () => fetch(`${server.baseURL}/readyz`);
  assert.equal((await ready()).status, 200);
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  const answer = await ready();
  assert.equal(answer.status, 503);
  assert.match(await answer.text(), /Another process holds the database’s write lock/);
  other.exec('ROLLBACK');
  assert.equal((await ready()).status, 200);
  other.close();
});

describe('an error of SQLite’s own', () => {
  for (const [code, what] of [
    [8, 'read-only'],
    [10, 'input or output'],
    [13, 'full'],
    [14, 'cannot open'],
    [15, 'protocol'],
  ] as const) {
    for (const sandbox of [true, false])
      test(`${what}: 503 wherever it occurs, and the server keeps running (sandbox: ${sandbox})`, async (t) => {
        await using server = await startServer({ sandbox });
        const call = (method: string) =>
          fetch(`${server.baseURL}/v1/organizations/workspaces`, {
            method,
            headers: { 'x-api-key': server.adminKey },
            ...(method === 'POST' && { body: '{"name":"x"}' }),
          });
        for (let time = 0; time < 2; time++) assert.equal((await call('GET')).status, 200);
        const fail = () => {
          throw Object.assign(new Error('injected'), { code: 'ERR_SQLITE_ERROR', errcode: code });
        };
        const broken = (['get', 'all', 'run'] as const).map((name) =>
          t.mock.method(StatementSync.prototype, name, fail),
        );
        assert.deepEqual([(await call('GET')).status, (await call('POST')).status], [503, 503]);
        for (const each of broken) each.mock.restore();
        assert.deepEqual([(await call('GET')).status, (await call('POST')).status], [200, 200]);
      });
  }
});

test('a transaction that couldn’t be rolled back is rolled back before the next one', async (t) => {
  const { db } = await open();
  const { id } = await write(db);
  const real = StatementSync.prototype.run;
  const broken = t.mock.method(
    StatementSync.prototype,
    'run',
    function (this: StatementSync, ...values: never[]) {
      if (/^(COMMIT|ROLLBACK)$/.test(this.sourceSQL)) {
        throw Object.assign(new Error('injected'), { code: 'ERR_SQLITE_ERROR', errcode: 10 });
      }
      return real.apply(this, values as unknown as Parameters<typeof real>);
    },
  );
  const rename = (name: string) =>
    db.transaction(id, (tx) => tx.run('UPDATE organizations SET name = $1 WHERE id = $2', name, id));
  await assert.rejects(rename('lost'), DatabaseUnavailable);
  broken.mock.restore();
  assert.equal(
    await db.transaction(
      id,
      async (tx) => (await tx.all('SELECT * FROM organizations WHERE name = $1', 'lost')).length,
    ),
    0,
  );
  assert.equal(await rename('kept'), 1);
  await db.close();
});
