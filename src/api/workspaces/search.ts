import type { ReadCall } from '../../call.ts';
import { fold } from '../../contract/fold.ts';
import type { Row } from '../../contract/page.ts';
import type { Reads, Value } from '../../db/database.ts';
import { fitting, type Match } from '../pages.ts';
import { findPage, idList, mostIds, type PageFilter } from './store.ts';

/** The filters of a search. */
export interface Search extends PageFilter {
  /** Part of the name, ignoring case. */
  name?: string | undefined;
  /** At most 10, each `key` or `key=value`; all must match. */
  tag: readonly string[];
  /** The workspace geo or the default inference geo. */
  geo?: string | undefined;
}

type Walk = 'older' | 'newer';

/** A range of adjacent rows, from the lowest id to the highest, and how many of them match. */
interface Stretch {
  low: string;
  high: string;
  matched: number;
}

/** Maximum number of rows that a statement reads: a few milliseconds, because it blocks an embedded database. */
const mostRows = 5000;
/** Rows of the first statement; each further one reads eight times as many. */
const firstRows = 150;

const mostTags = 10;
/** The conditions of a search, with parameters from `$first` on; an unused filter is an empty text, which every row matches. */
const conditions = (first: number, tags: number) =>
  [
    `is_default <= $${first}`,
    `coalesce(archived_at, '') <= $${first + 1}`,
    `instr(folded_name, $${first + 2}) > 0`,
    `$${first + 3} IN ('', workspace_geo, default_inference_geo)`,
    ...Array.from({ length: tags }, (_, index) => `instr(tags, $${first + 4 + index}) > 0`),
  ].join(' AND ');
const looked = 'id, is_default, archived_at, folded_name, workspace_geo, default_inference_geo, tags';
const chunk = (walk: Walk, tags: number) =>
  `WITH chunk AS (SELECT ${looked} FROM workspaces WHERE organization_id = $1
     AND ${walk === 'older' ? 'id < $2 ORDER BY id DESC' : 'id > $2 ORDER BY id ASC'} LIMIT $3 + 0)
   SELECT CAST(count(*) AS INTEGER) AS rows, min(id) AS low, max(id) AS high,
     CAST(count(*) FILTER (WHERE ${conditions(4, tags)}) AS INTEGER) AS matched
   FROM chunk`;
const matches = (walk: Walk, tags: number, among = '') =>
  `SELECT id, octet_length(doc) AS bytes FROM workspaces
   WHERE organization_id = $1 AND id >= $2 AND id <= $3 AND id <> $4 AND ${conditions(5, tags)} ${among}
   ORDER BY id ${walk === 'older' ? 'DESC' : 'ASC'} LIMIT $${9 + tags + (among === '' ? 0 : mostIds)} + 0`;
/** The statements, by the number of tags. */
const texts = Array.from({ length: mostTags + 1 }, (_, tags) => ({
  chunk: { older: chunk('older', tags), newer: chunk('newer', tags) },
  matches: { older: matches('older', tags), newer: matches('newer', tags) },
  among: matches('older', tags, `AND id IN (${idList(9 + tags)})`),
}));

/** What a search needs from its call. */
export type Searching = Pick<ReadCall, 'db' | 'organizationId' | 'turn'>;

/** The result of a search: a page in listing order, at most `maxBytes` large unless it has a single row. */
export interface Found {
  matches: Match[];
  more: boolean;
  /** The number of matches on all pages; undefined if only `geo` is filtered, for which there are counters. */
  total: number | undefined;
}

/** Finds a page of matches. */
export async function findMatches(call: Searching, search: Search, maxBytes: number): Promise<Found> {
  const backward = search.before_id !== undefined;
  const { found, total } = await collect(call, search, backward ? 'newer' : 'older');
  const matches = fitting(found.slice(0, search.limit), maxBytes);
  if (backward) matches.reverse();
  return { matches, more: found.length > matches.length, total };
}

/** One match more than the page holds, nearest to the cursor first. */
async function collect(call: Searching, search: Search, walk: Walk) {
  const { db, organizationId } = call;
  if (search.ids.length > 0) return collectAmong(call, search, walk);
  const cursor = search.before_id ?? search.after_id;
  const countAll = search.name || search.tag.length > 0;
  const all = countAll ? await Array.fromAsync(stretches(call, search, 'older', '~')) : undefined;
  const found: Match[] = [];
  const text = textsFor(search).matches[walk];
  for await (const { low, high, matched } of all
    ? beyond(all, walk, cursor)
    : stretches(call, search, walk, cursor ?? '~')) {
    if (matched === 0) continue;
    const left = search.limit + 1 - found.length;
    const values = [organizationId, low, high, cursor ?? '', ...valuesOf(search), left];
    found.push(...(await db.all<Match>(text, ...values)));
    if (found.length > search.limit) break;
  }
  return { found, total: all?.reduce((sum, { matched }) => sum + matched, 0) };
}

/** The same among at most 100 ids, which can be looked up directly. */
async function collectAmong({ db, organizationId }: Searching, search: Search, walk: Walk) {
  const ids = Array.from({ length: mostIds }, (_, index) => search.ids[index] ?? null);
  const values = [organizationId, '', '~', '', ...valuesOf(search), ...ids, mostIds];
  const all = await db.all<Match>(textsFor(search).among, ...values);
  const { after_id = '~', before_id = '' } = search;
  const found = all.filter(({ id }) => id < after_id && id > before_id);
  return { found: walk === 'older' ? found : found.reverse(), total: all.length };
}

/** The part of these stretches, ordered from newest to oldest, that is beyond the cursor, in the order of the walk. */
function beyond(all: readonly Stretch[], walk: Walk, cursor = '~'): Stretch[] {
  if (walk === 'newer') {
    const ahead = all.filter(({ high }) => high > cursor).reverse();
    return ahead.map((each) => ({ ...each, low: each.low > cursor ? each.low : cursor }));
  }
  const ahead = all.filter(({ low }) => low < cursor);
  return ahead.map((each) => ({ ...each, high: each.high < cursor ? each.high : cursor }));
}

/** The workspaces with these ids, in listing order. */
export async function readMatches(
  db: Reads,
  organizationId: string,
  matches: readonly Match[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < matches.length; start += mostIds) {
    const ids = matches.slice(start, start + mostIds).map(({ id }) => id);
    const every = { limit: mostIds, include_archived: true, include_default: true, ids };
    rows.push(...(await findPage(db, organizationId, every)).rows);
  }
  return rows;
}

/** Walks over all rows from an id on, and lets other requests run between two stretches. */
async function* stretches(
  { db, organizationId, turn }: Searching,
  search: Search,
  walk: Walk,
  start: string,
): AsyncGenerator<Stretch> {
  const text = textsFor(search).chunk[walk];
  const values = valuesOf(search);
  let last = start;
  for (let size = firstRows; ; size = Math.min(mostRows, size * 8)) {
    const stretch = await db.get<Stretch & { rows: number }>(text, organizationId, last, size, ...values);
    if (stretch === undefined || stretch.rows === 0) return;
    yield stretch;
    if (stretch.rows < size) return;
    last = walk === 'older' ? stretch.low : stretch.high;
    await turn();
  }
}

const textsFor = ({ tag }: Search) => texts[tag.length] as (typeof texts)[number];

function valuesOf({ include_default, include_archived, name = '', geo = '', tag }: Search): Value[] {
  return [include_default ? 1 : 0, include_archived ? '~' : '', fold(name), geo, ...tag.map(tagText)];
}

/** A tag, given as `key` or `key=value`, as it is written in the column `tags`. */
function tagText(tag: string): string {
  const [, key = tag, value] = /^([^=]*)=(.*)$/s.exec(tag) ?? [];
  return `,${JSON.stringify(key)}:${value === undefined ? '' : JSON.stringify(value)}`;
}
