import { fileURLToPath } from 'node:url';
import type { Database } from './database.ts';

/** How a database is opened. */
export interface DatabaseOptions {
  /** Make a database file that isn't there; true unless said otherwise. */
  create?: boolean;
  /** Change nothing in a database file. */
  readOnly?: boolean;
  /** Connections to PostgreSQL. */
  pool?: number;
  /** Longest wait for PostgreSQL in ms. */
  timeout?: number;
}

/** Opens `:memory:`, `file:PATH` or `postgres://…`; only the driver that is needed is loaded. */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  const { create = true, readOnly = false, pool = 10, timeout = 5000 } = options;
  if (/^postgres(ql)?:/.test(url)) {
    const { PostgresDatabase } = await import('./postgres.ts');
    return new PostgresDatabase(url, { pool, timeout });
  }
  const { SqliteDatabase } = await import('./sqlite.ts');
  try {
    return new SqliteDatabase(pathOf(url), { create, readOnly });
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    throw code === undefined ? error : new Error(`${url}: ${message}`, { cause: error });
  }
}

/** The path that `file:PATH` names, also as a URL with two or three slashes; anything else is a path itself. */
export const pathOf = (url: string) =>
  url.startsWith('file://') ? fileURLToPath(url) : url.replace(/^file:/, '');
