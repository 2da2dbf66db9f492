import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { startServer } from '../../src/server.ts';
import { environment } from '../environment.ts';
import { command, fails, folder, json, newDatabase, print, run } from './program.ts';

/** Changes a database behind the program's back. */
function tamper(database: string, sql: string): void {
  const connection = new DatabaseSync(database.slice('file:'.length));
  connection.exec(sql);
  connection.close();
}

describe('migrate', { concurrency: 4 }, () => {
  it('creates a database, and leaves a current one unchanged', async () => {
    const args = ['migrate', '--database', newDatabase()];
    assert.match(await print(args), /^(applied \S+\n)+The database has version \d+\.$/);
    assert.match(await print(args), /^The database has version \d+\.$/);
  });
});

describe('an unusable database', { concurrency: 4 }, () => {
  const commands = [['orgs', 'list'], ['admin-keys', 'list'], ['check'], ['backup', 'copy.db']];

  it('a missing one is never created', async () => {
    const database = newDatabase();
    const refused = commands.map((command) =>
      fails(1, /there is no database at/, [...command, '--database', database]),
    );
    await Promise.all(refused);
    assert.equal(existsSync(database.slice('file:'.length)), false);
  });

  it('a newer one is refused', async () => {
    const database = newDatabase();
    await print(['migrate', '--database', database]);
    tamper(database, "INSERT INTO schema_migrations VALUES (9999, 'later', '2099-01-01T00:00:00.000000Z')");
    const newer = /version 9999 and this program knows \d+: (use|start) a newer workspaced/;
    await Promise.all(
      [['orgs', 'list'], ['orgs', 'create', 'x'], ['admin-keys', 'list'], ['migrate'], ['serve']].map(
        (command) => fails(1, newer, [...command, '--database', database]),
      ),
    );
  });

  it('an empty one needs migrate', async () => {
    const database = newDatabase();
    tamper(database, 'PRAGMA user_version = 1');
    const older = /version 0 and this program needs \d+: run workspaced migrate/;
    await fails(1, older, ['orgs', 'list', '--database', database]);
    const { code, stdout } = await run(['check', '--database', database]);
    assert.equal(code, 1);
    assert.match(stdout, older);
  });

  it('a file that isn’t a database is left unchanged', async () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'No database.');
    await fails(1, /notes\.txt: file is not a database/, ['check', '--database', `file:${file}`]);
  });
});

describe('backup', { concurrency: 4 }, () => {
  it('copies the database of a running server, and never over a file', async () => {
    const database = newDatabase();
    await using server = await startServer({ database });
    const create = () =>
      fetch(`${server.baseURL}/v1/organizations/workspaces`, {
        method: 'POST',
        headers: { 'x-api-key': server.adminKey },
        body: '{"name":"Kept"}',
      });
    assert.equal((await create()).status, 200);
    const copy = join(folder, 'copy.db');
    assert.equal(await print(['backup', 'copy.db', '--database', database]), `Backup written to ${copy}.`);
    assert.equal((await create()).status, 200);

    const count = async (url: string) =>
      (await json<{ active_workspaces: number }[]>(['orgs', 'list', '--database', url]))[0]
        ?.active_workspaces;
    assert.deepEqual([await count(`file:${copy}`), await count(database)], [1, 2]);
    assert.match(await print(['check', '--database', `file:${copy}`]), /No problems found\.$/);
    await fails(2, /copy\.db exists/, ['backup', 'copy.db', '--database', database]);
    assert.equal(statSync(copy).mode & 0o777, 0o600);
  });

  it('leaves no file if it fails', async () => {
    const database = newDatabase();
    await print(['migrate', '--database', database]);
    await fails(1, /there is no folder .*nowhere: create it first/, [
      ...['backup', join('nowhere', 'copy.db')],
      ...['--database', database],
    ]);
    // Where no file may have more than 36 KiB, SQLite can read this database and not write another like it.
    assert.ok(statSync(database.slice('file:'.length)).size > 36 * 1024);
    const limited = ['-c', 'ulimit -f 36 && exec "$@"', 'bash'];
    const backup = command(['backup', join(folder, 'full.db'), '--database', database]);
    await assert.rejects(promisify(execFile)('bash', [...limited, ...backup], { env: environment() }), {
      code: 1,
      stderr: /full\.db can’t be written: /,
    });
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('full.db')),
      [],
    );
  });
});

it('check leaves a file as it is, byte by byte', async () => {
  const database = newDatabase();
  await print(['migrate', '--database', database]);
  const copy = join(folder, 'checked.db');
  await print(['backup', copy, '--database', database]);
  const before = readFileSync(copy);
  assert.match(await print(['check', '--database', `file:${copy}`]), /No problems found/);
  assert.ok(before.equals(readFileSync(copy)));
});

it('check names every problem of a file', async () => {
  const database = newDatabase();
  await print(['migrate', '--database', database]);
  tamper(
    database,
    `PRAGMA foreign_keys = OFF;
     INSERT INTO admin_keys (organization_id, id, name, hash, hint, created_at) VALUES ('gone', '1', '', '', '', '')`,
  );
  const { code, stdout, stderr } = await run(['check', '--database', database]);
  assert.equal(code, 1);
  assert.match(stdout, /^- a row of admin_keys refers to a missing row of organizations$/m);
  assert.match(stderr, /problems found: 1/);
});
