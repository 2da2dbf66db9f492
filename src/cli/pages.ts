import type { Operation } from '../contract/operation.ts';
import { pageQuery } from '../contract/page.ts';
import type { Call, Request } from './client.ts';
import type { Context } from './context.ts';
import type { Schema } from './schema-options.ts';
import { type Columns, table } from './table.ts';

const { maximum: largestPage }: Schema = pageQuery.limit;

/** A page of a list, as the server sends it. */
export interface Page {
  data: unknown[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}

/** All pages from where the query starts, as one. */
export async function callAll(call: Call, operation: Operation, request: Request): Promise<Page> {
  const pages: Page[] = [];
  let query: Request['query'] = { ...request.query, limit: largestPage };
  for (;;) {
    const page: Page = JSON.parse(await call(operation, { ...request, query }));
    pages.push(page);
    if (!page.has_more || page.last_id === null) break;
    query = { ...query, after_id: page.last_id };
  }
  const data = pages.flatMap((page) => page.data);
  return {
    data,
    has_more: false,
    first_id: pages[0]?.first_id ?? null,
    last_id: pages.findLast((page) => page.last_id !== null)?.last_id ?? null,
  };
}

/** Shows a page as a table, and how to get the next page if there is one. */
export function showPage(
  page: Page,
  { id }: Operation,
  { query }: Request,
  columns: Columns<unknown>,
  { print, tell }: Context,
): void {
  if (page.data.length === 0) tell(`No ${id.split('.')[0]} found.`);
  else print(table(columns, page.data));
  if (!page.has_more) return;
  const next = query.before_id === undefined ? `--after-id ${page.last_id}` : `--before-id ${page.first_id}`;
  tell(`More results: add ${next}, or get all with --all.`);
}
