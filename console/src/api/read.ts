import type { QueryKey } from '@tanstack/react-query';
import { allows, type Scope } from '../../../src/contract/scopes.ts';
import { ApiError, call } from './client.ts';
import { operationOf } from './operations.ts';
import { queryClient } from './query-client.ts';
import type { Input, Output, ReadRoute, Route } from './routes.ts';

/** The key under which the response to a read is cached. */
export const keyOf = <R extends ReadRoute>(route: R, input: Input<R>): QueryKey => [route, input];

/** The organization, its key, the number of active workspaces and their limit, and the server's settings. */
export const statusRoute = 'GET /x/v1/organization';
type Status = Output<typeof statusRoute>;

/** Why a key may not call an operation, as a sentence; undefined if it may, or if its scopes aren’t known. */
export function refusalOf(status: Status | undefined, route: Route): string | undefined {
  const own = status?.key.scopes ?? null;
  const { scopes } = operationOf(route);
  if (allows(own === null ? null : new Set(own as Scope[]), scopes)) return undefined;
  return `Your key lacks the scope ${scopes.join(' or ')}.`;
}

/** Calls a read, unless the key’s scopes forbid it: that fails like a refusal of the server’s, without a request. */
export async function read<R extends ReadRoute>(
  route: R,
  input: Input<R>,
  signal: AbortSignal,
): Promise<Output<R>> {
  const reason = operationOf(route).scopes.length > 0 ? refusalOf(await status(), route) : undefined;
  if (reason !== undefined) throw new ApiError(reason, { status: 403, field: null, requestId: null });
  return call(route, input, { signal });
}

/** Read by every page anyway; without it the server decides. */
const status = (): Promise<Status | undefined> =>
  queryClient
    .ensureQueryData({
      queryKey: keyOf(statusRoute, {}),
      queryFn: ({ signal }) => call(statusRoute, {}, { signal }),
    })
    .catch(() => undefined);
