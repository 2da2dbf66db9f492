import type { ReadCall } from '../call.ts';
import { invalid } from '../contract/errors.ts';
import { isOpaqueId } from '../contract/id.ts';
import type { Json } from '../contract/operation.ts';
import { pageText, type Row } from '../contract/page.ts';
import type { Page, PageAsk, Walk } from '../db/walk.ts';

/** The query of a list with id cursors. */
export interface CursorQuery {
  limit: number;
  after_id?: string | undefined;
  before_id?: string | undefined;
}

/** What a page is asked for besides its cursor and limit. */
export type Asked = Pick<PageAsk, 'of' | 'filters' | 'ascending'>;

/** Throws 400 if both cursors were sent. */
export function checkCursors(query: Omit<CursorQuery, 'limit'>): void {
  if (query.after_id !== undefined && query.before_id !== undefined) {
    throw invalid('before_id', 'can’t be combined with after_id');
  }
}

/**
 * A page with id cursors. `keyOf` finds the key of a row by its id, deleted ones too, so that they keep their place; it
 * isn’t called with what can’t be an id. Throws 400 for both cursors at once, and for one that isn’t found.
 */
export async function cursorPage<R>(
  call: ReadCall,
  walk: Walk<R>,
  query: CursorQuery,
  asked: Asked,
  keyOf: (id: string) => Promise<readonly string[] | undefined>,
): Promise<Page<R>> {
  return walkPage(call, walk, query, asked, await cursorKey(query, keyOf));
}

/** The key of the row that a cursor names, if there is a cursor; throws 400 as `cursorPage` does. */
export async function cursorKey(
  query: CursorQuery,
  keyOf: (id: string) => Promise<readonly string[] | undefined>,
): Promise<readonly string[] | undefined> {
  checkCursors(query);
  const cursor = query.after_id === undefined ? 'before_id' : 'after_id';
  const id = query[cursor];
  if (id === undefined) return undefined;
  const key = isOpaqueId(id) ? await keyOf(id) : undefined;
  if (key === undefined) throw invalid(cursor, 'not found in this organization');
  return key;
}

/** Rows that a statement reads at first, and at most, to find those that filters leave: a few milliseconds. */
const firstRows = 500;
const mostRows = 10_000;

/**
 * The page beyond this key, in listing order. Where all rows may have to be read to fill it, they are read a part at a time,
 * so that other requests are answered in between.
 */
export async function walkPage<R>(
  { db, turn }: Pick<ReadCall, 'db' | 'turn'>,
  walk: Walk<R>,
  query: CursorQuery,
  asked: Asked,
  from: readonly string[] | undefined,
): Promise<Page<R>> {
  const backward = query.before_id !== undefined;
  const ask = { ...asked, ascending: (asked.ascending === true) !== backward, from };
  const rows: R[] = [];
  for (let size = firstRows; ; size = Math.min(mostRows, size * 4)) {
    const until = walk.isScan(asked)
      ? await walk.edge(db, { of: ask.of, from: ask.from, ascending: ask.ascending }, size)
      : undefined;
    const page = await walk.page(db, { ...ask, until, limit: query.limit - rows.length });
    rows.push(...page.rows);
    if (page.more || until === undefined) return { rows: backward ? rows.reverse() : rows, more: page.more };
    ask.from = until;
    await turn();
  }
}

/** The text of a page with id cursors. */
export const cursorPageText = (page: { rows: readonly Row[]; more: boolean }): Json<never> =>
  pageText(page.rows, page.more);

/**
 * A page of a token list, as text; the first page begins with the texts in `ahead`, which don’t count towards its limit.
 * Throws 400 for a token that isn’t one of this request.
 */
export async function tokenPage<R extends Row>(
  call: ReadCall,
  walk: Walk<R>,
  query: { limit: number; page?: string | undefined },
  asked: Asked,
  ahead: readonly string[] = [],
): Promise<Json<never>> {
  const from = query.page === undefined ? undefined : call.tokens.read(query.page);
  const { rows, more } = await walk.page(call.db, { ...asked, limit: query.limit, from });
  const last = rows.at(-1);
  const next = more && last !== undefined ? call.tokens.issue(walk.keyOf(last)) : null;
  const docs = [...(from === undefined ? ahead : []), ...rows.map(({ doc }) => doc)];
  return `{"data":[${docs.join(',')}],"next_page":${JSON.stringify(next)}}`;
}

/** A row that a filter finds, and the size of its text in bytes. */
export interface Match {
  id: string;
  bytes: number;
}

/** The first matches that together have at most `maxBytes`, including commas; at least one. */
export function fitting(found: readonly Match[], maxBytes: number): Match[] {
  let bytes = 0;
  const beyond = found.findIndex((match, index) => {
    bytes += match.bytes + 1;
    return index > 0 && bytes > maxBytes;
  });
  return found.slice(0, beyond === -1 ? found.length : beyond);
}
