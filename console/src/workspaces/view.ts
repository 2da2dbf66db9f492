import { useCallback } from 'react';
import type { Workspace } from '../api/types.ts';
import { navigate, useLocation } from '../router.tsx';

/** What the list shows, according to its address. */
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

/** Changes the address; typing replaces the history entry, anything else adds one. */
export type ChangeView = (change: Partial<ListView>, how?: { typed: boolean }) => void;

/** The view that the address describes, and a way to change it. */
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
  const change = useCallback<ChangeView>((changes, { typed } = { typed: false }) => {
    const next = new URLSearchParams(location.search);
    next.delete('after_id');
    next.delete('before_id');
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, String(value));
      else next.delete(name);
    }
    navigate(`/workspaces${next.size > 0 ? `?${next}` : ''}`, { replace: typed });
  }, []);
  return [view, change];
}

/** Whether rows are filtered here: the API's list has no filter by name, tag or geo. */
export const isFiltered = (view: ListView): boolean => Boolean(view.q || view.tag || view.geo);

/** The workspaces that match the name, tag and geo filters; a whole id also matches as a name. */
export function pick(
  rows: readonly Workspace[],
  { q, tag, geo }: Pick<ListView, 'q' | 'tag' | 'geo'>,
): Workspace[] {
  const name = q.trim().toLowerCase();
  const passes = tagFilter(rows, tag.toLowerCase());
  return rows.filter(
    (row) =>
      (row.name.toLowerCase().includes(name) || row.id === q.trim()) &&
      (tag === '' || tagsOf(row).some(passes)) &&
      (geo === '' || geoMatches(row.data_residency, geo)),
  );
}

/** Matches part of a key or value, or `key=value`: exactly if any workspace has that tag, otherwise as a prefix. */
function tagFilter(rows: readonly Workspace[], term: string): (tag: string) => boolean {
  if (!term.includes('=')) return (tag) => tag.includes(term);
  const whole = rows.some((row) => tagsOf(row).includes(term));
  return (tag) => (whole ? tag === term : tag.startsWith(term));
}

const tagsOf = ({ tags }: Workspace) =>
  Object.entries(tags).map(([key, value]) => `${key}=${value}`.toLowerCase());

function geoMatches(residency: Workspace['data_residency'], term: string): boolean {
  const [member = '', geo = ''] = term.split(':', 2);
  const value = residency[member as keyof typeof residency];
  return Array.isArray(value) ? value.includes(geo) : value === geo || value === 'unrestricted';
}
