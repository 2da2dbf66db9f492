import type { Row } from '../contract/page.ts';
import type { Reads, Transaction } from '../db/database.ts';

/** A workspace as it is kept. */
export interface StoredWorkspace extends Row {
  archived_at: string | null;
  is_default: number;
}

/** Which rows a page is made of. */
export interface PageFilter {
  limit: number;
  /** The walk goes towards older ids from `after_id`, towards newer ones from `before_id`. */
  after_id?: string | undefined;
  before_id?: string | undefined;
  include_archived: boolean;
  include_default: boolean;
  /** At most 100; empty: all. */
  ids: readonly string[];
}

const byId = 'FROM workspaces WHERE organization_id = $1 AND id = ANY($2)';

/** Whether the organization has this workspace. */
export async function exists(db: Reads, organizationId: string, id: string): Promise<boolean> {
  return (await db.find(`SELECT id ${byId}`, organizationId, id)) !== undefined;
}

/** One workspace of the organization as text, or undefined. */
export async function find(db: Reads, organizationId: string, id: string): Promise<string | undefined> {
  return (await db.find<Row>(`SELECT id, doc ${byId}`, organizationId, id))?.doc;
}

/** One workspace of the organization, or undefined; no other transaction changes it until this one ends. */
export const findForChange = (tx: Transaction, organizationId: string, id: string) =>
  tx.find<StoredWorkspace>(`SELECT id, doc, archived_at, is_default ${byId} FOR UPDATE`, organizationId, id);

const mostIds = 100;
const idList = Array.from({ length: mostIds }, (_, index) => `$${index + 4}`).join(', ');
const page = (source: string, walk: 'id < $2' | 'id > $2', filters: string, order: string) =>
  `SELECT id, doc FROM ${source} WHERE organization_id = $1 AND ${walk} AND is_default <= $3 ${filters}
   ORDER BY id ${order}`;
/** Of a bare parameter as its limit SQLite plans anew at every call, a third of a page's time. */
const pages = (source: string, filters: string, limit: string) => ({
  older: page(source, 'id < $2', filters, `DESC LIMIT ${limit} + 0`),
  newer: page(source, 'id > $2', filters, `ASC LIMIT ${limit} + 0`),
});
/** SQLite, which keeps no count of what is archived, would else walk over all of it to find a page of active ones. */
const activeOnes = 'workspaces INDEXED BY workspaces_active';
const active = 'AND archived_at IS NULL';
const among = `AND id IN (${idList})`;
/** Constant texts: those for active workspaces name the condition of their index word by word. */
const every = { active: pages(activeOnes, active, '$4'), all: pages('workspaces', '', '$4') };
const some = {
  active: pages(activeOnes, `${active} ${among}`, `$${mostIds + 4}`),
  all: pages('workspaces', among, `$${mostIds + 4}`),
};

/** At most `limit` + 1 rows, nearest to the cursor first: one more than the page says that the walk goes on. */
export function findPage(db: Reads, organizationId: string, filter: PageFilter): Promise<Row[]> {
  const kind = filter.include_archived ? 'all' : 'active';
  const walk = filter.before_id === undefined ? 'older' : 'newer';
  const start = filter.before_id ?? filter.after_id ?? '~';
  const values = [organizationId, start, filter.include_default ? 1 : 0];
  if (filter.ids.length === 0) return db.all<Row>(every[kind][walk], ...values, filter.limit + 1);
  const ids = Array.from({ length: mostIds }, (_, index) => filter.ids[index] ?? null);
  return db.all<Row>(some[kind][walk], ...values, ...ids, filter.limit + 1);
}

/** Keeps a new workspace; `requestHash` lets a replay of its create find it. */
export async function insert(
  tx: Transaction,
  row: {
    organizationId: string;
    id: string;
    isDefault: boolean;
    requestHash: string | null;
    doc: string;
  },
): Promise<void> {
  await tx.run(
    `INSERT INTO workspaces (organization_id, id, archived_at, is_default, request_hash, replays, doc)
     VALUES ($1, $2, NULL, $3, $4, 0, $5)`,
    row.organizationId,
    row.id,
    row.isDefault ? 1 : 0,
    row.requestHash,
    row.doc,
  );
}

/** Puts a new text in the place of the old one. */
export async function change(
  tx: Transaction,
  organizationId: string,
  id: string,
  row: { doc: string; archivedAt: string | null },
): Promise<void> {
  await tx.run(
    'UPDATE workspaces SET doc = $1, archived_at = $2 WHERE organization_id = $3 AND id = $4',
    row.doc,
    row.archivedAt,
    organizationId,
    id,
  );
}

/** Takes one of the organization's places for active workspaces; false: its limit, or else `limit`, is reached. */
export async function takePlace(tx: Transaction, organizationId: string, limit: number): Promise<boolean> {
  const taken = await tx.run(
    `UPDATE organizations SET active_workspaces = active_workspaces + 1
     WHERE id = $1 AND active_workspaces < coalesce(workspace_limit, $2)`,
    organizationId,
    limit,
  );
  return taken > 0;
}

/** Gives a place back. */
export async function freePlace(tx: Transaction, organizationId: string): Promise<void> {
  await tx.run(
    `UPDATE organizations SET active_workspaces = active_workspaces - 1 WHERE id = $1`,
    organizationId,
  );
}

/** Waits until every create of the organization that is under way has ended, and holds back new ones. */
export async function holdCreates(tx: Transaction, organizationId: string): Promise<void> {
  await tx.get('SELECT id FROM organizations WHERE id = $1 FOR UPDATE', organizationId);
}

/**
 * The workspace from `since` on that a create with this hash made and that this replay may be answered with: one that
 * no replay, or only one with a lower number, was answered with before. Ids sort by time, so the walk reads no more
 * than the creates since then.
 */
export async function claim(
  tx: Transaction,
  organizationId: string,
  request: { hash: string; replay: number; since: string },
): Promise<string | undefined> {
  const made = await tx.get<{ id: string; doc: string }>(
    `SELECT id, doc FROM workspaces
     WHERE organization_id = $1 AND id >= $2 AND request_hash = $3 AND replays < $4
     ORDER BY replays DESC, id LIMIT 1 FOR UPDATE`,
    organizationId,
    request.since,
    request.hash,
    request.replay,
  );
  if (made === undefined) return undefined;
  await tx.run(
    'UPDATE workspaces SET replays = $1 WHERE organization_id = $2 AND id = $3',
    request.replay,
    organizationId,
    made.id,
  );
  return made.doc;
}
