import type { Operation } from '../contract/operation.ts';
import { pagingOf } from '../contract/page.ts';
import type { Call, Request } from './client.ts';
import type { Context } from './context.ts';
import type { Schema } from './schema-options.ts';
import { type Columns, table } from './table.ts';

/** A page of a list, as the server sends it. */
export interface Page {
  data: unknown[];
  has_more?: boolean;
  first_id?: string | null;
  last_id?: string | null;
  next_page?: string | null;
}

/** The query of the page after this one, if there is one. */
function nextOf(page: Page): Request['query'] | undefined {
  if (page.next_page) return { page: page.next_page };
  return page.has_more && page.last_id ? { after_id: page.last_id } : undefined;
}

/** What the operations of a resource are about, in words: `api_keys.list` and `api-keys` are about API keys. */
export const objectsOf = (id: string) =>
  id.replace(/\..*/, '').replaceAll(/[_-]/g, ' ').replace('api ', 'API ');

/** All pages from where the query starts, as one. */
export async function callAll(call: Call, operation: Operation, request: Partial<Request>): Promise<Page> {
  const pages: Page[] = [];
  const limit: Schema = operation.query?.properties.limit ?? {};
  let query: Request['query'] = { ...request.query, limit: limit.maximum };
  for (;;) {
    const page: Page = JSON.parse(await call(operation, { ...request, query }));
    pages.push(page);
    const next = nextOf(page);
    if (next === undefined) break;
    query = { ...query, ...next };
  }
  const data = pages.flatMap((page) => page.data);
  if (pagingOf(operation) === 'tokens') return { data, next_page: null };
  return {
    data,
    has_more: false,
    first_id: pages[0]?.first_id ?? null,
    last_id: pages.findLast((page) => page.last_id)?.last_id ?? null,
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
  if (page.data.length === 0) tell(`No ${objectsOf(id)} found.`);
  else print(table(columns, page.data));
  if (!page.has_more && !page.next_page) return;
  const next = page.next_page
    ? `--page ${page.next_page}`
    : query.before_id === undefined
      ? `--after-id ${page.last_id}`
      : `--before-id ${page.first_id}`;
  tell(`More results: add ${next}, or get all with --all.`);
}
