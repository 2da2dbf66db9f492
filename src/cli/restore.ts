import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { createClock, timestamp } from '../contract/clock.ts';
import { type Database, DatabaseUnavailable } from '../db/database.ts';
import { putInPlace } from '../db/files.ts';
import { versions } from '../db/migrate.ts';
import { openDatabase, pathOf } from '../db/open.ts';
import { busy, codeOf } from '../db/sqlite-errors.ts';
import { type Context, UsageError } from './context.ts';
import { addSettings } from './options.ts';
import { type Options, settingsOf, withDatabase } from './with-database.ts';

/** SQLite's codes for a file that is damaged, or isn't a database. */
const damage = [11, 26];

/** Adds the command that restores a backup in place of a database. */
export function addRestore(program: Command, context: Context): void {
  addSettings(program.command('restore').argument('<file>', 'File written by workspaced backup.'), [
    'database',
  ])
    .description('Restore a backup in place of a database, and keep the old database.')
    .addHelpText(
      'after',
      `
Example:
  workspaced restore workspaced-2026-01-31.db

Stop the servers first. The backup is verified and stays as it is; the old database is moved aside, never deleted.
A backup of an older version is migrated at the next start, or by workspaced migrate.
For PostgreSQL, use pg_restore.`,
    )
    .action((file, options) => restore(resolve(file), options, context));
}

async function restore(file: string, options: Options, context: Context): Promise<void> {
  const settings = settingsOf(options, context);
  const place = placeOf(settings.database);
  if (isSameFile(file, place)) throw new UsageError(`${file} is the database itself: name a backup.`);
  const backup = { ...settings, database: `file:${file}` };
  const kept = await withDatabase(backup, { create: false, readOnly: true }, async (source) => {
    await verify(source, file);
    return replace(place, source);
  });
  context.print(`Restored to ${place}.`);
  if (kept.length > 0) context.print(`The old database is kept as ${kept.join(', ')}.`);
}

/** The real path of a database file. */
function placeOf(database: string): string {
  if (database === ':memory:') {
    throw new UsageError('--database :memory: is gone when its process ends: name a file.');
  }
  if (!database.startsWith('file:')) {
    throw new UsageError('--database is PostgreSQL: use pg_restore.');
  }
  const path = resolve(pathOf(database));
  return existsSync(path) ? realpathSync(path) : path;
}

function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }));
  return a !== undefined && a.dev === b?.dev && a.ino === b.ino;
}

/** Throws unless this is an undamaged workspaced database that this program can use. */
async function verify(source: Database, file: string): Promise<void> {
  const ours = await source.all(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('schema_migrations', 'organizations')",
  );
  if (ours.length < 2)
    throw new Error(`${file} is not a workspaced database: name a file written by workspaced backup`);
  const { applied, known } = await versions(source);
  if (applied > known) {
    throw new Error(`${file} has version ${applied} and this program knows ${known}: use a newer workspaced`);
  }
  const [complaint] = await source.integrity();
  if (complaint !== undefined) throw new Error(`${file} is damaged, restore another backup: ${complaint}`);
}

/** Copies a database into place and returns the files in which the old one is kept. */
async function replace(place: string, source: Database): Promise<string[]> {
  const fresh = `${place}.restoring`;
  if (existsSync(fresh)) {
    throw new Error(`${fresh} exists: if no other restore is running, remove it and try again`);
  }
  mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
  const replaces = existsSync(place);
  const lock = replaces ? await lockedAlone(place) : undefined;
  try {
    await source.backup(fresh);
    const now = timestamp(createClock()()).replaceAll(/[-:]/g, '');
    return putInPlace(fresh, place, `${place}.before-restore-${now}`, replaces);
  } finally {
    await lock?.close();
  }
}

/**
 * Locks out every other process from a database until the result is closed. The write-ahead log of a killed server is
 * then merged into the file, so that the file alone is the whole database. Undefined if it is too damaged to be opened; it
 * is then unchanged.
 *
 * In exclusive mode, the first access already takes the lock that every open server shares, idle or not. Without WAL, a
 * server that has opened the file and waits for us finds it moved and gives up, instead of using the old file under the
 * new one's name.
 */
async function lockedAlone(file: string): Promise<Database | undefined> {
  if (existsSync(`${file}-wal`) && (await isDamaged(file))) return undefined;
  const lock = await openDatabase(':memory:');
  try {
    await lock.get('PRAGMA locking_mode = EXCLUSIVE');
    await lock.get('ATTACH $1 AS old', file);
    await lock.get('PRAGMA old.journal_mode = DELETE');
    // In exclusive mode the journal of that change stays beside the file until it is detached.
    await lock.get('DETACH old');
    await lock.get('ATTACH $1 AS old', file);
    await lock.get('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    await lock.close();
    const code = primaryCode(error);
    if (damage.includes(code)) return undefined;
    if (code !== busy) throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
    throw new Error(`${file} is in use: stop the servers that work on it, then restore`, { cause: error });
  }
}

/** Checks read-only: opening a damaged database for writing would fail, but still merge its -wal into it and delete that. */
async function isDamaged(file: string): Promise<boolean> {
  const db = await openDatabase(`file:${file}`, { create: false, readOnly: true });
  try {
    await db.all('SELECT name FROM sqlite_master');
    return false;
  } catch (error) {
    return damage.includes(primaryCode(error));
  } finally {
    await db.close();
  }
}

/** SQLite's primary code of an error, also of a translated one; NaN if it is none of SQLite's. */
const primaryCode = (error: unknown) =>
  codeOf(error instanceof DatabaseUnavailable ? error.cause : error) ?? Number.NaN;
