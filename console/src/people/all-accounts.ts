import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { read } from '../api/read.ts';
import type { ServiceAccount } from '../api/types.ts';

const route = 'GET /v1/organizations/service_accounts';

interface Options {
  archived?: boolean;
  enabled?: boolean;
}

/** All service accounts, newest first: the API has no search for them, and its pages hold 100. */
export function useAllAccounts({
  archived = false,
  enabled = true,
}: Options = {}): UseQueryResult<readonly ServiceAccount[], Error> {
  return useQuery({
    queryKey: ['all service accounts', archived],
    queryFn: ({ signal }) => readAll(archived, signal),
    staleTime: 60_000,
    enabled,
  });
}

async function readAll(include_archived: boolean, signal: AbortSignal): Promise<readonly ServiceAccount[]> {
  const all: ServiceAccount[] = [];
  let page: string | undefined;
  do {
    const answer = await read(route, { query: { limit: 100, include_archived, page } }, signal);
    all.push(...answer.data);
    page = answer.next_page ?? undefined;
  } while (page !== undefined);
  return all;
}
