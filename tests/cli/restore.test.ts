import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fails, folder, newDatabase, print, type Serving, serve } from './program.ts';

const adminKey = `sk-ant-admin01-${'r'.repeat(43)}`;
const variables = { WORKSPACED_ADMIN_KEY: adminKey };

/** A database file in a folder of its own; it isn't there yet. */
function newPlace(): { place: string; database: string } {
  const home = newDatabase().slice('file:'.length).replace('.db', '');
  mkdirSync(home);
  return { place: join(home, 'w.db'), database: `file:${join(home, 'w.db')}` };
}

/** The same with an organization of that name. */
async function newInstallation(name: string): Promise<{ place: string; database: string }> {
  const made = newPlace();
  await print(['migrate', '--database', made.database]);
  await print(['orgs', 'create', name, '--database', made.database]);
  return made;
}

async function newBackup(name: string): Promise<string> {
  const { place, database } = await newInstallation(name);
  await print(['backup', `${place}.backup`, '--database', database]);
  return `${place}.backup`;
}

async function create({ url }: Serving, name: string): Promise<void> {
  const answer = await fetch(`${url}/v1/organizations/workspaces`, {
    method: 'POST',
    headers: { 'x-api-key': adminKey },
    body: JSON.stringify({ name }),
  });
  assert.equal(answer.status, 200);
}

const everything = [
  'SELECT * FROM schema_migrations ORDER BY version',
  'SELECT * FROM installation',
  'SELECT * FROM organizations ORDER BY id',
  'SELECT * FROM admin_keys ORDER BY id',
  'SELECT * FROM workspaces ORDER BY id',
  'SELECT * FROM idempotency_keys ORDER BY 1, 2',
];

/** All rows of a database file. */
function contentOf(file: string): unknown[] {
  const db = new DatabaseSync(file, { readOnly: true });
  const content = everything.map((sql) => db.prepare(sql).all());
  db.close();
  return content;
}

/** Changes a database behind the program's back. */
function tamper(file: string, sql: string): void {
  const db = new DatabaseSync(file);
  db.exec(sql);
  db.close();
}

/** What lies in the folder of a database, each file's SHA-256; but for the -shm, where readers leave their marks. */
function filesBeside(place: string): Record<string, string> {
  const home = join(place, '..');
  const names = readdirSync(home).filter((name) => !name.endsWith('-shm'));
  return Object.fromEntries(names.map((name) => [name, hash('sha256', readFileSync(join(home, name)))]));
}

/** Restores, and answers the files that what was there is kept in. */
async function restore(backup: string, { place, database }: { place: string; database: string }) {
  const said = await print(['restore', backup, '--database', database]);
  const [first, second = ''] = said.split('\n');
  assert.equal(first, `Restored to ${place}.`);
  const kept = second.replace(/^The old database is kept as (.*)\.$/, '$1');
  return kept.split(', ').filter((file) => file !== '');
}

describe('restore', { concurrency: 4 }, () => {
  it('replaces the database of a killed server, and keeps it', async () => {
    const here = newPlace();
    const server = await serve(['serve', '--database', here.database], variables);
    await create(server, 'In the backup');
    const backup = `${here.place}.backup`;
    await print(['backup', backup, '--database', here.database]);
    for (const name of ['Later', 'Latest']) await create(server, name);
    await server.stop('SIGKILL');
    assert.ok(statSync(`${here.place}-wal`).size > 0, 'the last creates are in the -wal');

    const [kept = ''] = await restore(backup, here);
    assert.deepEqual(contentOf(here.place), contentOf(backup));
    assert.equal(statSync(here.place).mode & 0o777, 0o600);
    assert.match(await print(['check', '--database', here.database]), /No problems found\.$/);
    assert.match(kept, /w\.db\.before-restore-\d{8}T\d{6}\.\d{6}Z$/);
    assert.match(await print(['check', '--database', `file:${kept}`]), /No problems found\.$/);
    assert.match(JSON.stringify(contentOf(kept)), /In the backup.*Later.*Latest/);

    const again = await serve(['serve', '--database', here.database]);
    await create(again, 'After it');
    assert.equal(await again.stop('SIGTERM'), 0);
    assert.match(await print(['check', '--database', here.database]), /No problems found\.$/);
  });

  it('is refused while a server has the database, however idle', async () => {
    const [here, backup] = [newPlace(), await newBackup('Backup')];
    const server = await serve(['serve', '--database', here.database], variables);
    const refused = () =>
      fails(1, /w\.db is in use: stop the servers/, ['restore', backup, '--database', here.database]);
    const idle = filesBeside(here.place);
    await refused();
    assert.deepEqual(filesBeside(here.place), idle);

    await create(server, 'Written');
    // The use of the key is noted a moment later.
    await sleep(800);
    const written = filesBeside(here.place);
    await refused();
    assert.deepEqual(filesBeside(here.place), written);

    assert.equal(await server.stop('SIGTERM'), 0);
    await restore(backup, here);
    assert.deepEqual(contentOf(here.place), contentOf(backup));
  });

  it('accepts only undamaged workspaced backups that aren’t newer', async () => {
    const here = await newInstallation('Ours');
    const before = filesBeside(here.place);
    const [newer, damaged] = await Promise.all([newBackup('Newer'), newBackup('Damaged')]);
    tamper(newer, "INSERT INTO schema_migrations VALUES (9999, 'later', '2099-01-01T00:00:00.000000Z')");
    const [foreign, text] = [`${newer}.foreign`, `${newer}.txt`];
    tamper(foreign, 'CREATE TABLE schema_migrations (version TEXT)');
    writeFileSync(text, 'No database.');
    // The second page is the first after the schema's.
    writeFileSync(damaged, readFileSync(damaged).fill('damaged ', 4096, 8192));
    const refusals: [string, RegExp][] = [
      [newer, /has version 9999 and this program knows \d+: use a newer workspaced/],
      [foreign, /is not a workspaced database: name a file written by workspaced backup/],
      [text, /file is not a database/],
      [damaged, /damaged|malformed/],
      [`${newer}.missing`, /there is no database at/],
    ];
    await Promise.all(
      refusals.map(([file, sentence]) => fails(1, sentence, ['restore', file, '--database', here.database])),
    );
    assert.deepEqual(filesBeside(here.place), before);
  });

  it('accepts older backups as they are', async () => {
    const [here, backup] = [newPlace(), await newBackup('Older')];
    const older =
      'DELETE FROM schema_migrations WHERE version = (SELECT max(version) FROM schema_migrations)';
    tamper(backup, older);
    assert.deepEqual(await restore(backup, here), []);
    assert.deepEqual(contentOf(here.place), contentOf(backup));
  });

  it('of a file onto itself is refused, whatever its name', async () => {
    const { place, database } = await newInstallation('Itself');
    const before = filesBeside(place);
    const link = join(folder, 'itself.db');
    symlinkSync(place, link);
    const itself = /is the database itself: name a backup/;
    await fails(2, itself, ['restore', place, '--database', database]);
    await fails(2, itself, ['restore', link, '--database', database]);
    await fails(2, itself, ['restore', place, '--database', `file:${link}`]);
    assert.deepEqual(filesBeside(place), before);
  });

  it('is only for files', async () => {
    const to = (database: string) => ['restore', 'backup.db', '--database', database];
    await fails(2, /use pg_restore/, to('postgres://localhost/workspaced'));
    await fails(2, /:memory: is gone when its process ends/, to(':memory:'));
  });

  it('creates a missing folder, only for its owner', async () => {
    const [backup, home] = [await newBackup('Moved'), join(folder, 'new', 'home')];
    const place = join(home, 'w.db');
    assert.deepEqual(await restore(backup, { place, database: `file:${place}` }), []);
    assert.deepEqual(contentOf(place), contentOf(backup));
    assert.equal(statSync(home).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(home), ['w.db']);
  });

  it('follows a symbolic link to the database', async () => {
    const [here, backup] = [await newInstallation('Linked'), await newBackup('Backup')];
    const link = join(folder, 'linked.db');
    symlinkSync(here.place, link);
    await restore(backup, { place: here.place, database: `file:${link}` });
    assert.deepEqual(contentOf(link), contentOf(backup));
  });

  it('moves aside a damaged database as it is, and files left by a missing one', async () => {
    const [damaged, lost, backup] = [newPlace(), newPlace(), await newBackup('Whole')];
    writeFileSync(damaged.place, 'Damaged.');
    for (const { place } of [damaged, lost]) writeFileSync(`${place}-wal`, 'Left over.');

    const [file = '', wal = ''] = await restore(backup, damaged);
    assert.deepEqual(
      [file, wal].map((name) => readFileSync(name, 'utf8')),
      ['Damaged.', 'Left over.'],
    );
    assert.equal(wal, `${file}-wal`);
    const [left = ''] = await restore(backup, lost);
    assert.equal(readFileSync(left, 'utf8'), 'Left over.');
    for (const { place } of [damaged, lost]) {
      assert.equal(existsSync(`${place}-wal`), false);
      assert.deepEqual(contentOf(place), contentOf(backup));
    }
  });

  it('never reuses the file of another restore', async () => {
    const [here, backup] = [await newInstallation('Ours'), await newBackup('Backup')];
    writeFileSync(`${here.place}.restoring`, 'Of another.');
    const before = filesBeside(here.place);
    await fails(1, /restoring exists: .*remove it/, ['restore', backup, '--database', here.database]);
    assert.deepEqual(filesBeside(here.place), before);
  });
});
