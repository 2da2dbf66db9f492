import { type TSchema, Type } from 'typebox';
import type { Json, Operation } from './operation.ts';

/** The query of every cursor page. Both cursors at once, or one that names nothing of the caller, is 400. */
export const pageQuery = {
  limit: Type.Integer({
    minimum: 1,
    maximum: 1000,
    default: 20,
    description: 'Most items in the page.',
  }),
  after_id: Type.Optional(
    Type.String({ description: 'The page immediately after this item, in listing order.' }),
  ),
  before_id: Type.Optional(
    Type.String({ description: 'The page immediately before this item, in listing order.' }),
  ),
};

/** Whether an operation answers pages that are walked by cursors. */
export const isPaged = (operation: Operation) => operation.query?.properties.after_id !== undefined;

const nullableId = Type.Union([Type.String(), Type.Null()]);

/** The schema of a page of such items. */
export const Page = <T extends TSchema>(item: T) =>
  Type.Object({
    data: Type.Array(item),
    has_more: Type.Boolean({ description: 'Whether there are more items in the direction walked.' }),
    first_id: nullableId,
    last_id: nullableId,
  });

/** A row as a page needs it: its id, and its object as the wire sends it. */
export interface Row {
  id: string;
  doc: string;
}

/** A page from stored texts: rows in listing order, joined and never parsed; with a count of all pages where it is given. */
export function pageText(rows: readonly Row[], hasMore: boolean, totalCount?: number): Json<never> {
  const first = JSON.stringify(rows[0]?.id ?? null);
  const last = JSON.stringify(rows.at(-1)?.id ?? null);
  const data = rows.map((row) => row.doc).join(',');
  const total = totalCount === undefined ? '' : `,"total_count":${totalCount}`;
  return `{"data":[${data}],"has_more":${hasMore},"first_id":${first},"last_id":${last}${total}}`;
}
