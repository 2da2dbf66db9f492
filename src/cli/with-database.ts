import { readSettings, withoutPassword } from '../config/read.ts';
import type { Settings } from '../config/settings.ts';
import { type Database, DatabaseUnavailable } from '../db/database.ts';
import { versions } from '../db/migrate.ts';
import { openDatabase } from '../db/open.ts';
import { type Context, UsageError } from './context.ts';
import { flagsOf, warnOfPassword } from './options.ts';

/** The options of a command as the parser gives them. */
export type Options = Record<string, unknown>;

/** The settings that a command's options and the environment make. */
export function settingsOf(options: Options, context: Context): Settings {
  const flags = flagsOf(options);
  warnOfPassword('--database', flags.database, context);
  return readSettings(flags, context.env);
}

/** How a command uses its database. */
export interface Use {
  /** Whether a database file that isn't there is made. */
  create: boolean;
  /** Whether the file of a database stays as it is, byte by byte. */
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

/** What a driver says, with the database that it says it of. */
function named(error: Error & { code?: string }, database: string): Error {
  if (error instanceof DatabaseUnavailable) return new Error(`${database} is unavailable: ${error.message}`);
  return error.code === 'ERR_SQLITE_ERROR' ? new Error(`${database}: ${error.message}`) : error;
}

/** As withDatabase, and throws what to do unless the database exists and has this program's version. */
export function withCurrentDatabase<T>(settings: Settings, work: (db: Database) => Promise<T>): Promise<T> {
  return withDatabase(settings, { create: false }, async (db) => {
    await requireCurrent(db);
    return work(db);
  });
}

/** Throws what to do about a database that is older or newer than this program. */
export async function requireCurrent(db: Database): Promise<void> {
  const complaint = await versionComplaint(db);
  if (complaint !== undefined) throw new Error(complaint);
}

/** What is to be done about the version of a database, if anything. */
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
