import { fileURLToPath } from 'node:url';
import { createClock } from '../contract/clock.ts';
import type { Database } from './database.ts';

/** How a database is opened. */
export interface DatabaseOptions {
  /** Create the database file if it is missing; true by default. */
  create?: boolean;
  /** Never change the database file. */
  readOnly?: boolean;
  /** Connections to PostgreSQL. */
  pool?: number;
  /** Timeout of calls to PostgreSQL, in ms. */
  timeout?: number;
  /** The clock of an organization, in microseconds; an empty ID stands for none. */
  now?: (organizationId: string) => number;
}

/** The timeout of what is one transaction, however long it takes: a migration, an import, a copy; in ms. */
export const patience = 86_400_000;

/** Opens `:memory:`, `file:PATH` or `postgres://…`; loads only the driver it needs. */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  const { create = true, readOnly = false, pool = 10, timeout = 5000, now = createClock() } = options;
  if (/^postgres(ql)?:/.test(url)) {
    const { PostgresDatabase } = await import('./postgres.ts');
    return new PostgresDatabase(url, { pool, timeout, now });
  }
  const { SqliteDatabase } = await import('./sqlite.ts');
  try {
    return new SqliteDatabase(pathOf(url), { create, readOnly, now });
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    throw code === undefined ? error : new Error(`${url}: ${message}`, { cause: error });
  }
}

/** The path in `file:PATH`, also with two or three slashes; anything else is a path itself. */
export const pathOf = (url: string) =>
  url.startsWith('file://') ? fileURLToPath(url) : url.replace(/^file:/, '');
