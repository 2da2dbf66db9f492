import { keepPreviousData, type UseQueryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Scope } from '../../../src/contract/scopes.ts';
import { allows } from '../../../src/contract/scopes.ts';
import { call } from './client.ts';
import { operationOf } from './operations.ts';
import type { Input, Output, ReadRoute, Route } from './routes.ts';

/** How often what is on screen is read again, in ms; unchanged responses are a 304 without a body. */
export const liveInterval = 10_000;

type Options = Pick<UseQueryOptions, 'enabled' | 'refetchInterval' | 'staleTime'> & {
  /** Keeps the previous response on screen while the next one loads, as for pages of a list. */
  keep?: boolean;
};

/** The key under which the response to a read is cached. */
export const keyOf = <R extends ReadRoute>(route: R, input: Input<R>) => [route, input] as const;

/** The response to a read, which stays current while it is on screen. */
export function useGet<R extends ReadRoute>(
  route: R,
  input: Input<R>,
  { keep = false, ...options }: Options = {},
): UseQueryResult<Output<R>, Error> {
  return useQuery({
    queryKey: keyOf(route, input),
    queryFn: ({ signal }) => call(route, input, { signal }),
    refetchInterval: liveInterval,
    ...(keep && { placeholderData: keepPreviousData }),
    ...options,
  } as UseQueryOptions<Output<R>, Error>);
}

/** The organization, its key, the number of active workspaces and their limit, and the server's settings. */
export const useStatus = () => useGet('GET /x/v1/organization', {});

/** Why the key may not call an operation, as a sentence; undefined if it may, or as long as that isn’t known. */
export function useRefusal(route: Route): string | undefined {
  const { data } = useStatus();
  const own = data?.key.scopes ?? null;
  const { scopes } = operationOf(route);
  if (allows(own === null ? null : new Set(own as Scope[]), scopes)) return undefined;
  return `Your key lacks the scope ${scopes.join(' or ')}.`;
}
