import { type TSchema, Type } from 'typebox';
import type { Json, Operation } from './operation.ts';

/** The query of every paginated list. Both cursors at once, or one that isn't found in the organization, is 400. */
export const pageQuery = {
  limit: Type.Integer({
    minimum: 1,
    maximum: 1000,
    default: 20,
    description: 'Maximum number of items per page.',
  }),
  after_id: Type.Optional(Type.String({ description: 'Return the page after this item, in listing order.' })),
  before_id: Type.Optional(
    Type.String({ description: 'Return the page before this item, in listing order.' }),
  ),
};

/** The query of a list whose pages are reached by tokens (contract of the family, section 0). */
export const tokenQuery = (maximum: number) => ({
  limit: Type.Integer({ minimum: 1, maximum, default: 20, description: 'Maximum number of items per page.' }),
  page: Type.Optional(Type.String({ description: 'The `next_page` of the page before.' })),
});

/** How the pages of an operation are reached, if it returns pages. */
export function pagingOf({ query }: Operation): 'cursors' | 'tokens' | undefined {
  if (query?.properties.after_id !== undefined) return 'cursors';
  return query?.properties.page === undefined ? undefined : 'tokens';
}

/** Whether an operation returns pages. */
export const isPaged = (operation: Operation) => pagingOf(operation) !== undefined;

const nullableId = Type.Union([Type.String(), Type.Null()]);

/** The schema of a page of such items. */
export const Page = <T extends TSchema>(item: T) =>
  Type.Object({
    data: Type.Array(item),
    has_more: Type.Boolean({ description: 'Whether there are more items in this direction.' }),
    first_id: nullableId,
    last_id: nullableId,
  });

/** The schema of a page of what a search finds. */
export const FoundPage = <T extends TSchema>(item: T) =>
  Type.Object({
    ...Page(item).properties,
    total_count: Type.Integer({ minimum: 0, description: 'Number of items on all pages.' }),
  });

/** The schema of a page of such items, whose next one is reached by a token. */
export const TokenPage = <T extends TSchema>(item: T) =>
  Type.Object({
    data: Type.Array(item),
    next_page: Type.Union([Type.String(), Type.Null()], {
      description: 'Send it as `page` to get the next page; null if there is none.',
    }),
  });

/** A row of a page: its id, and its object as the JSON text that is sent. */
export interface Row {
  id: string;
  doc: string;
}

/** A page made of stored JSON texts, which are joined and never parsed; rows in listing order, and `total_count` if given. */
export function pageText(rows: readonly Row[], hasMore: boolean, totalCount?: number): Json<never> {
  const first = JSON.stringify(rows[0]?.id ?? null);
  const last = JSON.stringify(rows.at(-1)?.id ?? null);
  const total = totalCount === undefined ? '' : `,"total_count":${totalCount}`;
  const texts = rows.map((row) => row.doc);
  // What is around them is joined with them: V8 copies a long text that is put into another one once more to send it.
  texts[0] = `{"data":[${texts[0] ?? ''}`;
  texts.push(`${texts.pop()}],"has_more":${hasMore},"first_id":${first},"last_id":${last}${total}}`);
  return texts.join(',');
}
