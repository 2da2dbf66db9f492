import { useMemo } from 'react';
import { useAllWorkspaces, usePage } from '../api/queries.ts';
import type { Workspace, WorkspacePage } from '../api/types.ts';
import { isFiltered, type ListView, pick } from './view.ts';

export interface Rows {
  rows: Workspace[];
  /** The page that the API returned, if no filter is set. */
  page: WorkspacePage | undefined;
  /** The line above the table, also announced to screen readers. */
  summary: string;
  loading: boolean;
  /** Whether there are rows to show, even if the last fetch failed. */
  loaded: boolean;
  /** Whether everything asked for has arrived. */
  settled: boolean;
  /** Whether the rows are those of the previous page. */
  stale: boolean;
  error: Error | null;
  retry: () => void;
}

/** The rows of a view: one page from the API or, with a filter, all workspaces that match it. */
export function useRows(view: ListView): Rows {
  const filtered = isFiltered(view);
  const scope = { include_archived: view.archived, include_default: view.default };
  const cursor = {
    after_id: view.after_id || undefined,
    before_id: view.before_id || undefined,
  };
  const page = usePage(scope, cursor, !filtered);
  const all = useAllWorkspaces(scope, filtered);
  const { q, tag, geo } = view;
  const picked = useMemo(() => pick(all.rows, { q, tag, geo }), [all.rows, q, tag, geo]);
  const query = filtered ? all : page;
  return {
    rows: filtered ? picked : (page.data?.data ?? []),
    page: filtered ? undefined : page.data,
    summary: filtered && all.isSuccess ? summaryOf(picked.length, all.rows.length, all.complete) : '',
    loading: query.isPending,
    loaded: query.data !== undefined,
    settled: filtered ? all.complete : !page.isPlaceholderData,
    stale: query.isPlaceholderData,
    error: query.error,
    retry: () => query.refetch(),
  };
}

function summaryOf(found: number, seen: number, complete: boolean): string {
  const number = (count: number) => count.toLocaleString('en');
  return complete
    ? `${number(found)} of ${number(seen)} ${seen === 1 ? 'workspace' : 'workspaces'} match`
    : `Searching… ${number(found)} of ${number(seen)} match so far`;
}
