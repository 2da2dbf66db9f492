import { randomInt } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailable, largestInteger } from './database.ts';
import { FileIdentity } from './file-identity.ts';
import { busy, codeOf, translated } from './sqlite-errors.ts';
import { WriteAheadLog } from './write-ahead-log.ts';

/** How a file is opened. */
export interface SqliteOptions {
  /** Create the file if it is missing. */
  create: boolean;
  /** Never change the file, not even its journal mode. */
  readOnly?: boolean;
  /** How long to wait for another process that writes, in ms; 5,000 by default. */
  busyTimeout?: number;
  now?: (organizationId: string) => number;
}

/** A database file that was opened. */
interface OpenFile {
  connection: DatabaseSync;
  /** Undefined where SQLite itself syncs each commit. */
  log: WriteAheadLog | undefined;
  /** Undefined for a database in memory. */
  identity: FileIdentity | undefined;
}

/** Opens or creates a database file, with a write-ahead log; `:memory:` for a database that ends with the process. */
export function openFile(
  file: string,
  { create, readOnly = false, busyTimeout }: SqliteOptions & { busyTimeout: number },
): OpenFile {
  if (file !== ':memory:') {
    if (!create && !existsSync(file)) throw new Error(`there is no database at ${file}`);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // SQLite would make it readable for everybody; the files beside it get the same mode.
    if (create) closeSync(openSync(file, 'a', 0o600));
  }
  const connection = new DatabaseSync(file, {
    timeout: busyTimeout,
    readOnly,
    enableForeignKeyConstraints: true,
  });
  let log: WriteAheadLog | undefined;
  if (!readOnly) {
    const mode = connection.prepare('PRAGMA journal_mode = WAL').get()?.journal_mode;
    // SQLite itself then syncs the log only before it moves commits to the database file.
    if (mode === 'wal') log = new WriteAheadLog(file, connection);
    connection.exec(`PRAGMA synchronous = ${log ? 'NORMAL' : 'FULL'}`);
  }
  // Reads use the memory-mapped file: any twenty of a million rows then take two thirds of the time. From here on,
  // nothing waits inside SQLite, which would block the event loop.
  connection.exec('PRAGMA mmap_size = 1073741824; PRAGMA busy_timeout = 0');
  return { connection, log, identity: file === ':memory:' ? undefined : new FileIdentity(file) };
}

/** Begins a transaction that writes, once no other process does; throws DatabaseUnavailable after so many ms. */
export async function begin(connection: DatabaseSync, patience: number): Promise<void> {
  for (const deadline = performance.now() + patience; ; await sleep(Math.random() * 5)) {
    try {
      connection.exec('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      if (codeOf(error) !== busy || performance.now() >= deadline) throw translated(error);
    }
  }
}

/** Checks the whole file, and returns the problems found. */
export function problemsOf(connection: DatabaseSync): string[] {
  const checked = connection.prepare('PRAGMA integrity_check').all();
  const faults = checked.map((row) => String(row.integrity_check)).filter((line) => line !== 'ok');
  const orphans = connection.prepare('PRAGMA foreign_key_check').all();
  return [
    ...faults,
    ...orphans.map((row) => `a row of ${row.table} refers to a missing row of ${row.parent}`),
  ];
}

/** Moves all commits from the log to the database file, and syncs it; throws DatabaseUnavailable if that isn't possible now. */
export function checkpoint(connection: DatabaseSync): void {
  const done = connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  if (done?.busy !== 0) throw new DatabaseUnavailable('the write-ahead log could not be synced');
}

/** Commits a change of one page in the open transaction: it has a number that nobody reads. */
export function commitPage(connection: DatabaseSync): void {
  try {
    connection.exec(`PRAGMA user_version = ${randomInt(largestInteger)}; COMMIT`);
  } catch (error) {
    rollBack(connection);
    throw error;
  }
}

/** Rolls back the open transaction, if there is one; what fails is retried before the next one. */
export function rollBack(connection: DatabaseSync): void {
  try {
    if (connection.isTransaction) connection.exec('ROLLBACK');
  } catch {}
}
