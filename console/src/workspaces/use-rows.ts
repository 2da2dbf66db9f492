import { useMemo } from 'react';
import { useAllWorkspaces, usePage } from '../api/queries.ts';
import type { Workspace, WorkspacePage } from '../api/types.ts';
import { isFiltered, type ListView, pick } from './view.ts';

export interface Rows {
  rows: Workspace[];
  /** The API's page that the rows are, where no filter is set. */
  page: WorkspacePage | undefined;
  /** What a screen reader hears and everyone reads above the table. */
  summary: string;
  loading: boolean;
  /** Whether there are rows to show, though the last reading may have failed. */
  loaded: boolean;
  /** Whether all of what is asked for is here. */
  settled: boolean;
  /** Whether the rows are those of the page before. */
  stale: boolean;
  error: Error | null;
  retry: () => void;
}

/** The rows of a view: a page of the API, or, with a filter, everything that the API lists and the filter lets through. */
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
    : `${number(found)} match so far, ${number(seen)} looked at…`;
}
