import { DatabaseUnavailable } from './database.ts';

/** SQLite's codes for a file that is locked, read-only or full, or that can't be opened, read, written or locked just now. */
const unavailable = new Set<unknown>([5, 6, 8, 10, 13, 14, 15]);
/** SQLite's code for a file that another process has locked. */
export const busy = 5;

/** SQLite's primary code of an error, if it is one of SQLite's. */
export function codeOf(error: unknown): number | undefined {
  const code = (error as { errcode?: number }).errcode;
  return code === undefined ? undefined : code & 0xff;
}

/** The error, or DatabaseUnavailable if the same call may succeed later. */
export function translated(error: unknown): unknown {
  const code = codeOf(error);
  if (!unavailable.has(code)) return error;
  if (code !== busy) return new DatabaseUnavailable((error as Error).message, { cause: error });
  const told = 'Another process holds the database’s write lock.';
  return new DatabaseUnavailable('another process holds the write lock of the database file', {
    cause: error,
    told,
  });
}

/** Does the work and translates its errors. */
export function reading<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw translated(error);
  }
}
