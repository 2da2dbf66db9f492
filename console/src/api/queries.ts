import { keepPreviousData, type UseQueryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { keyOf, read, refusalOf, statusRoute } from './read.ts';
import type { Input, Output, ReadRoute, Route } from './routes.ts';

/** How often what is on screen is read again, in ms; unchanged responses are a 304 without a body. */
export const liveInterval = 10_000;

type Options = Pick<UseQueryOptions, 'enabled' | 'refetchInterval' | 'staleTime'> & {
  /** Keeps the previous response on screen while the next one loads, as for pages of a list. */
  keep?: boolean;
};

/** The response to a read, which stays current while it is on screen. */
export function useGet<R extends ReadRoute>(
  route: R,
  input: Input<R>,
  { keep = false, ...options }: Options = {},
): UseQueryResult<Output<R>, Error> {
  return useQuery({
    queryKey: keyOf(route, input),
    queryFn: ({ signal }) => read(route, input, signal),
    refetchInterval: liveInterval,
    ...(keep && { placeholderData: keepPreviousData }),
    ...options,
  } as UseQueryOptions<Output<R>, Error>);
}

/** What `statusRoute` returns, which nearly every part of the console needs. */
export const useStatus = () => useGet(statusRoute, {});

/** Why the key may not call an operation, as a sentence; undefined if it may, or as long as that isn’t known. */
export function useRefusal(route: Route): string | undefined {
  const { data } = useStatus();
  return refusalOf(data, route);
}
