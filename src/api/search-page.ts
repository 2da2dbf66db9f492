import type { ReadCall } from '../call.ts';
import type { Walk } from '../db/walk.ts';
import { type Asked, type CursorQuery, cursorKey, walkPage } from './pages.ts';

/** Rows of a statement: a few milliseconds, because it blocks an embedded database. */
const together = 500;

/** A page of a search, in listing order, and how many rows match on all pages. */
export interface SearchPage<R> {
  rows: R[];
  more: boolean;
  total: number;
}

/**
 * A page with id cursors, as `cursorPage` has it, and the total. Only rows that `matches`, if given: it is asked about each
 * row that the filters leave, a part at a time, so that other requests are answered in between.
 */
export async function searchPage<R>(
  call: ReadCall,
  walk: Walk<R>,
  query: CursorQuery,
  asked: Asked,
  keyOf: (id: string) => Promise<readonly string[] | undefined>,
  matches?: (row: R) => boolean,
): Promise<SearchPage<R>> {
  const from = await cursorKey(query, keyOf);
  if (matches === undefined) {
    const page = await walkPage(call, walk, query, asked, from);
    return { ...page, total: await walk.count(call.db, asked) };
  }
  const backward = query.before_id !== undefined;
  const found: R[] = [];
  let total = 0;
  for await (const row of allRows(call, walk, asked)) {
    if (!matches(row)) continue;
    total += 1;
    const isBeyond = from === undefined || (backward ? 1 : -1) === compare(walk.keyOf(row), from);
    if (!isBeyond || (!backward && found.length > query.limit)) continue;
    found.push(row);
    // Going back, those nearest to the cursor are the last ones.
    if (found.length > query.limit + 1) found.shift();
  }
  const more = found.length > query.limit;
  return { rows: backward ? found.slice(-query.limit) : found.slice(0, query.limit), more, total };
}

/** All rows that the filters leave, newest first. */
async function* allRows<R>({ db, turn }: ReadCall, walk: Walk<R>, asked: Asked): AsyncGenerator<R> {
  for (let from: readonly string[] | undefined; ; ) {
    const { rows, more } = await walk.page(db, { ...asked, from, limit: together });
    yield* rows;
    if (!more) return;
    from = walk.keyOf(rows.at(-1) as R);
    await turn();
  }
}

/** The order of two keys, as databases have it: 1 if the first one is higher. */
function compare(one: readonly string[], other: readonly string[]): -1 | 0 | 1 {
  const index = one.findIndex((part, index) => part !== other[index]);
  if (index === -1) return 0;
  return (one[index] ?? '') > (other[index] ?? '') ? 1 : -1;
}
