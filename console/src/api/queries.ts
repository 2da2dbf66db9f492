import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { call } from './client.ts';
import type { OrganizationStatus, Workspace, WorkspacePage } from './types.ts';

const collection = '/v1/organizations/workspaces';

/** Which workspaces a list holds. */
export interface Scope {
  include_archived: boolean;
  include_default: boolean;
}

/** Where a page begins: after one workspace or before it, in listing order; without either, at the newest. */
export interface Cursor {
  after_id?: string;
  before_id?: string;
}

/** How many workspaces the page of a list holds. */
export const pageSize = 50;

/** One page of the list; the previous page stays while the next one loads. */
export function usePage(scope: Scope, cursor: Cursor, enabled: boolean) {
  return useQuery({
    queryKey: ['workspaces', 'page', scope, cursor],
    queryFn: ({ signal }) =>
      call<WorkspacePage>(collection, { query: { limit: pageSize, ...scope, ...cursor }, signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Every workspace of the scope, page after page; `rows` grows until `complete`. */
export function useAllWorkspaces(scope: Scope, enabled = true) {
  const query = useInfiniteQuery({
    queryKey: ['workspaces', 'all', scope],
    queryFn: ({ pageParam, signal }) =>
      call<WorkspacePage>(collection, { query: { limit: 1000, ...scope, after_id: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.has_more ? page.last_id : undefined),
    select: ({ pages }) => pages.flatMap((page) => page.data),
    enabled,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (enabled && hasNextPage && !isFetching && !isError) fetchNextPage();
  }, [enabled, hasNextPage, isFetching, isError, fetchNextPage]);
  return { ...query, rows: query.data ?? [], complete: query.isSuccess && !hasNextPage };
}

/** One workspace by its id. */
export function useWorkspace(id: string) {
  return useQuery({
    queryKey: ['workspaces', 'one', id],
    queryFn: ({ signal }) => call<Workspace>(`${collection}/${encodeURIComponent(id)}`, { signal }),
  });
}

/**
 * The id of the default workspace, if it is among the rows; `pending` until that is known. The object doesn't say
 * whether it is the default, but lists leave the default out unless asked. It can't be renamed, so only rows named
 * `Default` are checked.
 */
export function useDefaultId(rows: readonly Workspace[]): {
  defaultId: string | undefined;
  pending: boolean;
} {
  const ids = rows.filter((row) => row.name === 'Default').map((row) => row.id);
  const candidates = ids.slice(-100);
  const { data, isLoading: pending } = useQuery({
    queryKey: ['workspaces', 'default', candidates],
    queryFn: ({ signal }) =>
      call<WorkspacePage>(collection, {
        query: { limit: 100, include_archived: true, 'ids[]': candidates },
        signal,
      }),
    enabled: candidates.length > 0,
  });
  const defaultId = data && candidates.find((id) => !data.data.some((workspace) => workspace.id === id));
  return { defaultId, pending };
}

/** The path of the organization's status, and its key in the query cache. */
export const status = { path: '/x/v1/organization', key: ['status'] };

/** The organization, its number of active workspaces and their limit, and the server's settings. */
export function useStatus() {
  return useQuery({
    queryKey: status.key,
    queryFn: ({ signal }) => call<OrganizationStatus>(status.path, { signal }),
  });
}
