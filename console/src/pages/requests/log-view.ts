import type { Entry } from '../../../../src/sandbox/requests/entry.ts';

/** What the table shows, according to its address. */
export interface LogView {
  /** An operation’s ID, all of a resource’s as `workspaces.*`, or `-` for paths that don’t exist. */
  operation?: string;
  /** A status such as 429, a class such as `4xx`, `0` for no response, or `failed`. */
  status?: string;
  /** The request that is open. */
  id?: string;
}

/** Whether a client sent it: the log leaves out what the console asks, but not that it signed in. */
export const isOfClient = ({ headers }: Pick<Entry, 'headers'>): boolean =>
  headers['x-workspaced-console'] === undefined;

/** Whether a request failed in any way. */
const hasFailed = ({ status }: Pick<Entry, 'status'>): boolean => status === 0 || status >= 400;

/** Whether the view shows a request. */
export function shows({ operation, status }: LogView, entry: Entry): boolean {
  if (status !== undefined && !hasStatus(entry, status)) return false;
  if (operation === undefined) return true;
  if (operation === '-') return entry.operation === null;
  if (operation.endsWith('.*')) return entry.operation?.startsWith(operation.slice(0, -1)) === true;
  return entry.operation === operation;
}

const hasStatus = (entry: Entry, wanted: string) =>
  wanted === 'failed'
    ? hasFailed(entry)
    : wanted === String(entry.status) || wanted === `${Math.floor(entry.status / 100)}xx`;

/** Requests that failed alike. */
export interface Failures {
  operation: string | null;
  status: number;
  /** The type of the error; null if there was no response. */
  type: string | null;
  count: number;
  /** The newest of them. */
  latest: Entry;
}

/** The failed requests among these, which are newest first, grouped by operation and error; most of them first. */
export function failuresIn(entries: readonly Entry[]): Failures[] {
  const groups = Map.groupBy(entries.filter(hasFailed), ({ operation, status, error_type }) =>
    JSON.stringify([operation, status, error_type]),
  );
  return [...groups.values()]
    .map((those) => {
      const latest = those[0] as Entry;
      const { operation, status, error_type: type } = latest;
      return { operation, status, type, count: those.length, latest };
    })
    .sort((a, b) => b.count - a.count);
}

/** The end of the key that a request was sent with, as the log has it; null without a key. */
export const keyHintOf = ({ headers }: Pick<Entry, 'headers'>): string | null =>
  headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer +/i, '') ?? null;
