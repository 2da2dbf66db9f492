import { type Caller, type Query, queryString } from '../caller.ts';
import type { Server } from '../harness.ts';
import type { Answer } from '../http.ts';

/** A request to an operation, which would be accepted. */
export interface Target {
  operationId: string;
  method: string;
  path: string;
  /** The parameters that it can’t do without. */
  query: Query;
  body: object | undefined;
  /** The same with other path parameters. */
  at(params: Record<string, string>): Target;
}

/** Sends the target’s request with other members in its body, other headers, and a query that begins with `?`. */
export type Send = (
  fields?: object,
  headers?: Record<string, string | string[]>,
  query?: string,
) => Promise<Answer>;

/** Provokes an error. */
export type Refuse = (send: Send, target: Target) => Promise<Answer>;

/** What the errors of a resource’s operations need. */
export interface Fixture {
  /** Path parameters that the operations accept. */
  params: Record<string, string>;
  /** Bodies that the operations accept, by their id; an empty object is sent where there is none. */
  bodies: Record<string, object>;
  /** Query parameters that the operations can’t do without, by their id. */
  queries?: Record<string, Query>;
  /** How to provoke each of the resource’s own errors, by the name of its example. */
  refusals: Record<string, Refuse>;
}

/** The path of a request with its query, and with one more that begins with `?`. */
export function urlOf({ path, query }: Pick<Target, 'path' | 'query'>, more = ''): string {
  const parts = [queryString(query), more].filter((part) => part !== '').map((part) => part.slice(1));
  return parts.length === 0 ? path : `${path}?${parts.join('&')}`;
}

/** Makes what a resource’s fixture needs in a fresh organization. */
export type Furnish = (server: Server, caller: Caller) => Promise<Fixture>;

/** Sends this request as another caller, or elsewhere. */
export const as = (by: Caller, { method, path, body }: Omit<Target, 'at' | 'operationId'>, headers = {}) =>
  by.send(method, path, { body, headers });
