import { useCallback } from 'react';
import type { Workspace } from '../api/types.ts';
import { navigate, useLocation } from '../router.tsx';

/** What the list shows, as its address says it. */
export interface ListView {
  /** Part of the name. */
  q: string;
  /** `key=value`, or part of a key or value. */
  tag: string;
  /** A member of `data_residency` and a geo, as `workspace_geo:us`. */
  geo: string;
  archived: boolean;
  default: boolean;
  after_id: string;
  before_id: string;
}

export type ChangeView = (change: Partial<ListView>) => void;

/** The view of the address, and a way to change it. A page turned is a step back for the browser; a filter isn't. */
export function useListView(): [ListView, ChangeView] {
  const { search } = useLocation();
  const text = (name: string) => search.get(name) ?? '';
  const view: ListView = {
    q: text('q'),
    tag: text('tag'),
    geo: text('geo'),
    archived: text('archived') === 'true',
    default: text('default') === 'true',
    after_id: text('after_id'),
    before_id: text('before_id'),
  };
  const change = useCallback<ChangeView>((changes) => {
    const turned = 'after_id' in changes || 'before_id' in changes;
    const next = new URLSearchParams(location.search);
    next.delete('after_id');
    next.delete('before_id');
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, String(value));
      else next.delete(name);
    }
    navigate(`/workspaces${next.size > 0 ? `?${next}` : ''}`, { replace: !turned });
  }, []);
  return [view, change];
}

/** Whether rows have to be picked here: the API itself filters by neither name, tag nor geo. */
export const isFiltered = (view: ListView): boolean => Boolean(view.q || view.tag || view.geo);

/** Whether a workspace passes the name, tag and geo filters. */
export function matches(workspace: Workspace, { q, tag, geo }: ListView): boolean {
  return (
    workspace.name.toLowerCase().includes(q.toLowerCase()) &&
    (tag === '' ||
      Object.entries(workspace.tags).some(([key, value]) => tagMatches(`${key}=${value}`, tag))) &&
    (geo === '' || geoMatches(workspace.data_residency, geo))
  );
}

const tagMatches = (tag: string, term: string) =>
  term.includes('=') ? tag === term : tag.toLowerCase().includes(term.toLowerCase());

function geoMatches(residency: Workspace['data_residency'], term: string): boolean {
  const [member = '', geo = ''] = term.split(':', 2);
  const value = residency[member as keyof typeof residency];
  return Array.isArray(value) ? value.includes(geo) : value === geo || value === 'unrestricted';
}
