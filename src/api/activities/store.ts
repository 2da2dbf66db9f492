import type { Activity } from '../../contract/activity.ts';
import type { Reads, Transaction } from '../../db/database.ts';
import { type PageAsk, Walk } from '../../db/walk.ts';

/** A stored activity. */
export interface StoredActivity {
  id: string;
  type: string;
  /** The JSON of its actor and of the members of its type. */
  doc: string;
}

const filters = {
  types: 'type IN (?)',
  otherTypes: 'type NOT IN (?)',
  actors: 'actor_id IN (?)',
  least: 'id >= ?',
  most: 'id <= ?',
  ids: 'id IN (?)',
};
/** What a shown activity has besides its `doc`, at most. */
const headBytes = 300;
const parts = { source: 'activities', key: ['id'], filters };
const sizes = new Walk<{ id: string; bytes: number }>({
  ...parts,
  columns: `id, octet_length(doc) + ${headBytes} AS bytes`,
});
const docs = new Walk<StoredActivity>({ ...parts, columns: 'id, type, doc' });

/** All activities of an organization from this id on, oldest first. */
export async function* readFeed(db: Reads, organizationId: string, from: string): AsyncGenerator<Activity> {
  for await (const { type, doc } of docs.rows(db, { of: [organizationId], from: [from], ascending: true }))
    yield { type, ...JSON.parse(doc) } as Activity;
}

/** The ids of a page of activities, and the sizes of their texts in bytes. */
export const findSizes = (db: Reads, ask: PageAsk) => sizes.page(db, ask);

/** A page of activities. */
export const findPage = (db: Reads, ask: PageAsk) => docs.page(db, ask);

const edges = {
  newer: `SELECT id FROM activities WHERE organization_id = $1 AND id > $2 ORDER BY id ASC LIMIT 1 OFFSET $3 + 0`,
  older: `SELECT id FROM activities WHERE organization_id = $1 AND id < $2 ORDER BY id DESC LIMIT 1 OFFSET $3 + 0`,
};

/** The id that many rows from here, or undefined if there are fewer. */
export async function findEdge(
  db: Reads,
  organizationId: string,
  { from, ascending, rows }: { from: string | undefined; ascending: boolean; rows: number },
): Promise<string | undefined> {
  const text = ascending ? edges.newer : edges.older;
  const start = from ?? (ascending ? '' : '~');
  return (await db.get<{ id: string }>(text, organizationId, start, rows - 1))?.id;
}

/** Deletes the oldest activities before an id, at most `limit`, and returns their number. */
export const deleteBefore = (tx: Transaction, organizationId: string, id: string, limit: number) =>
  tx.run(
    `DELETE FROM activities WHERE organization_id = $1 AND id IN
       (SELECT id FROM activities WHERE organization_id = $2 AND id < $3 ORDER BY id LIMIT $4 + 0)`,
    organizationId,
    organizationId,
    id,
    limit,
  );
