import { readSettings, withoutPassword } from '../config/read.ts';
import type { Settings } from '../config/settings.ts';
import { type Database, DatabaseUnavailable } from '../db/database.ts';
import { versions } from '../db/migrate.ts';
import { openDatabase } from '../db/open.ts';
import { type Context, UsageError } from './context.ts';
import { flagsOf, warnOfPassword } from './options.ts';

/** The parsed options of a command. */
export type Options = Record<string, unknown>;

/** The settings from a command's options and the environment. */
export function settingsOf(options: Options, context: Context): Settings {
  const flags = flagsOf(options);
  warnOfPassword('--database', flags.database, context);
  return readSettings(flags, context.env);
}

/** How a command uses its database. */
export interface Use {
  /** Whether to create a missing database file. */
  create: boolean;
  /** Whether to leave a database file unchanged, byte by byte. */
  readOnly?: boolean;
}

/** Opens the database of these settings for one command, whatever its version, and closes it again. */
export async function withDatabase<T>(
  settings: Settings,
  use: Use,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  if (settings.database === ':memory:') {
    throw new UsageError(
      '--database :memory: is gone when its process ends: name a file or a PostgreSQL database.',
    );
  }
  let db: Database | undefined;
  try {
    db = await openDatabase(settings.database, { ...use, pool: 1, timeout: settings.databaseTimeout });
    return await work(db);
  } catch (error) {
    throw named(error as Error & { code?: string }, withoutPassword(settings.database));
  } finally {
    await db?.close();
  }
}

/** The driver's error, with the name of the database. */
function named(error: Error & { code?: string }, database: string): Error {
  if (error instanceof DatabaseUnavailable) return new Error(`${database} is unavailable: ${error.message}`);
  return error.code === 'ERR_SQLITE_ERROR' ? new Error(`${database}: ${error.message}`) : error;
}

/** Like withDatabase, but throws an error that says what to do unless the database exists and has this program's version. */
export function withCurrentDatabase<T>(settings: Settings, work: (db: Database) => Promise<T>): Promise<T> {
  return withDatabase(settings, { create: false }, async (db) => {
    await requireCurrent(db);
    return work(db);
  });
}

/** Throws an error that says what to do if the database is older or newer than this program. */
export async function requireCurrent(db: Database): Promise<void> {
  const complaint = await versionComplaint(db);
  if (complaint !== undefined) throw new Error(complaint);
}

/** What is wrong with the version of a database, if anything. */
export async function versionComplaint(db: Database): Promise<string | undefined> {
  const { applied, known } = await versions(db);
  if (applied < known) {
    return `the database has version ${applied} and this program needs ${known}: run workspaced migrate`;
  }
  if (applied > known) {
    return `the database has version ${applied} and this program knows ${known}: use a newer workspaced`;
  }
  return undefined;
}
