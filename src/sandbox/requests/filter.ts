import { isOf } from '../operations.ts';
import type { Entry } from './entry.ts';

/** Which requests are wanted; all if nothing is said. */
export interface Filter {
  /** An operation’s id, all of a resource’s as `workspaces.*`, or `*`. */
  readonly operation?: string;
  /** A status such as `429`, a class such as `4xx`, or `0` for those that got no response. */
  readonly status?: string;
  /** Those that ended after the request with this id, or came at this timestamp or later. */
  readonly since?: string;
}

/** Whether a request has the operation and the status that are wanted. */
export const matches = (entry: Entry, { operation = '*', status }: Filter) =>
  isOf(operation, entry.operation) &&
  (status === undefined || status === String(entry.status) || status === `${String(entry.status)[0]}xx`);

/** Those that match, of requests in the order in which they ended. */
export function select<R extends { readonly entry: Entry }>(recorded: readonly R[], filter: Filter): R[] {
  return after(recorded, filter.since).filter(({ entry }) => matches(entry, filter));
}

function after<R extends { readonly entry: Entry }>(recorded: readonly R[], since?: string): readonly R[] {
  if (since === undefined) return recorded;
  if (!since.startsWith('req_')) return recorded.filter(({ entry }) => entry.at >= since);
  const index = recorded.findIndex(({ entry }) => entry.id === since);
  // If it was dropped, those after it have later ids.
  return index === -1 ? recorded.filter(({ entry }) => entry.id > since) : recorded.slice(index + 1);
}
