import type { ReadCall } from '../../call.ts';
import type { Row } from '../../contract/page.ts';
import type { PageAsk } from '../../db/walk.ts';
import { fitting, type Match } from '../pages.ts';
import { shownActivity } from './shown.ts';
import { findEdge, findPage, findSizes } from './store.ts';

/** What a page of the feed is made of. */
export interface Search {
  limit: number;
  /** Towards newer activities. */
  ascending: boolean;
  /** Where the page begins: the id before it, if there is one. */
  from: string | undefined;
  /** The last id that may be on it, in its direction. */
  until: string | undefined;
  /** Empty lists are ignored. */
  filters: Readonly<Record<'types' | 'otherTypes' | 'actors', readonly string[]>>;
}

/** What a search needs from its call. */
type Searching = Pick<ReadCall, 'db' | 'organizationId' | 'turn' | 'expectBytes'>;

/** Rows that a filtered statement reads at first, and at most: a few milliseconds, because it blocks an embedded database. */
const firstRows = 250;
const mostRows = 5000;
/** Activities that are read at once. */
const together = 128;

/** A page of at most `maxBytes`, unless it has a single activity, and whether there are more. */
export async function findActivities(
  call: Searching,
  search: Search,
  maxBytes: number,
): Promise<{ rows: Row[]; more: boolean }> {
  const found = await collect(call, search);
  const matches = fitting(found.slice(0, search.limit), maxBytes);
  call.expectBytes(matches.reduce((sum, { bytes }) => sum + bytes + 1, 0));
  const rows: Row[] = [];
  for (let start = 0; start < matches.length; start += together) {
    const ids = matches.slice(start, start + together).map(({ id }) => id);
    const ask = { of: [call.organizationId], limit: together, ascending: search.ascending, filters: { ids } };
    const page = await findPage(call.db, ask);
    rows.push(...page.rows.map((row) => ({ id: row.id, doc: shownActivity(row, call.organizationId) })));
  }
  return { rows, more: found.length > matches.length };
}

/** One match more than the page holds, nearest to its beginning first. */
async function collect(call: Searching, search: Search): Promise<Match[]> {
  const isFiltered = Object.values(search.filters).some((values) => values.length > 0);
  if (!isFiltered) return (await findSizes(call.db, askOf(call, search, search.until))).rows;
  const found: Match[] = [];
  let { from } = search;
  for (let size = firstRows; ; size = Math.min(mostRows, size * 4)) {
    const edge = await findEdge(call.db, call.organizationId, { ...search, from, rows: size });
    const isLast = edge === undefined || isBeyond(edge, search);
    const rest = { ...search, from, limit: search.limit - found.length };
    found.push(...(await findSizes(call.db, askOf(call, rest, isLast ? search.until : edge))).rows);
    if (isLast || found.length > search.limit) return found;
    from = edge;
    await call.turn();
  }
}

function askOf({ organizationId }: Searching, search: Search, until: string | undefined): PageAsk {
  const { ascending, from, limit, filters } = search;
  return {
    of: [organizationId],
    limit: limit + 1,
    ascending,
    from: from === undefined ? undefined : [from],
    filters: { ...filters, [ascending ? 'most' : 'least']: until },
  };
}

const isBeyond = (id: string, { until, ascending }: Search) =>
  until !== undefined && (ascending ? id > until : id < until);
