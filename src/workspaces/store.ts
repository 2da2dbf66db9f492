import { fold } from '../contract/fold.ts';
import type { Row } from '../contract/page.ts';
import type { Reads, Transaction, Value } from '../db/database.ts';
import type { Workspace } from './contract.ts';

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

/** Whether the organization's default workspace, its oldest, is in this geo; an empty one: wherever it is. */
export async function hasDefaultIn(db: Reads, organizationId: string, geo: string): Promise<boolean> {
  const row = await db.get(
    `SELECT id FROM (
       SELECT id, workspace_geo, default_inference_geo FROM workspaces
       WHERE organization_id = $1 AND is_default = 1 ORDER BY id LIMIT 1
     ) AS default_workspace
     WHERE $2 IN ('', workspace_geo, default_inference_geo)`,
    organizationId,
    geo,
  );
  return row !== undefined;
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

/** Most ids of one statement. */
export const mostIds = 100;
/** The parameters of so many ids, from `$first` on. */
export const idList = (first: number) =>
  Array.from({ length: mostIds }, (_, index) => `$${first + index}`).join(', ');
const page = (columns: string, source: string, walk: 'id < $2' | 'id > $2', filters: string, order: string) =>
  `SELECT ${columns} FROM ${source} WHERE organization_id = $1 AND ${walk} AND is_default <= $3 ${filters}
   ORDER BY id ${order}`;
/** How many of a page's rows come to at most so many bytes, a comma for each, and to how many. */
const fitting = (sizes: string, order: 'ASC' | 'DESC', maxBytes: string) =>
  `SELECT CAST(count(*) AS INTEGER) AS rows, CAST(coalesce(max(so_far), 0) AS INTEGER) AS bytes
   FROM (SELECT sum(bytes + 1) OVER (ORDER BY id ${order} ROWS UNBOUNDED PRECEDING) AS so_far FROM (${sizes}) AS sizes) AS sums
   WHERE so_far <= ${maxBytes}`;
/** Of a bare parameter as its limit SQLite plans anew at every call, a third of a page's time. */
const walks = (source: string, filters: string, last: number) => {
  const [limit, maxBytes] = [`$${last + 1}`, `$${last + 2}`];
  const both = (columns: string) => ({
    older: page(columns, source, 'id < $2', filters, `DESC LIMIT ${limit} + 0`),
    newer: page(columns, source, 'id > $2', filters, `ASC LIMIT ${limit} + 0`),
  });
  const sizes = both('id, octet_length(doc) AS bytes');
  return {
    rows: both('id, doc'),
    fitting: {
      older: fitting(sizes.older, 'DESC', maxBytes),
      newer: fitting(sizes.newer, 'ASC', maxBytes),
    },
  };
};
/** SQLite, which keeps no count of what is archived, would else walk over all of it to find a page of active ones. */
const activeOnes = 'workspaces INDEXED BY workspaces_active';
const active = 'AND archived_at IS NULL';
const among = `AND id IN (${idList(4)})`;
/** Constant texts: those for active workspaces name the condition of their index word by word. */
const every = { active: walks(activeOnes, active, 3), all: walks('workspaces', '', 3) };
const some = {
  active: walks(activeOnes, `${active} ${among}`, 3 + mostIds),
  all: walks('workspaces', among, 3 + mostIds),
};

/** At most `limit` rows, nearest to the cursor first, and whether there are more. */
export async function findPage(
  db: Reads,
  organizationId: string,
  filter: PageFilter,
): Promise<{ rows: Row[]; more: boolean }> {
  const { rows: texts, walk, values } = pageStatements(organizationId, filter);
  // One more than the page says that the walk goes on.
  const rows = await db.all<Row>(texts[walk], ...values, filter.limit + 1);
  return { rows: rows.slice(0, filter.limit), more: rows.length > filter.limit };
}

/** How many rows of that page come to at most `maxBytes`, never none where there are any, and to how many bytes. */
export async function fitPage(
  db: Reads,
  organizationId: string,
  filter: PageFilter,
  maxBytes: number,
): Promise<{ rows: number; bytes: number }> {
  const { fitting, walk, values } = pageStatements(organizationId, filter);
  const fit = await db.get<{ rows: number; bytes: number }>(fitting[walk], ...values, filter.limit, maxBytes);
  return { rows: Math.max(1, fit?.rows ?? 0), bytes: fit?.bytes ?? 0 };
}

function pageStatements(organizationId: string, filter: PageFilter) {
  const texts = (filter.ids.length === 0 ? every : some)[filter.include_archived ? 'all' : 'active'];
  const start = filter.before_id ?? filter.after_id ?? '~';
  const values: Value[] = [organizationId, start, filter.include_default ? 1 : 0];
  if (filter.ids.length > 0) {
    values.push(...Array.from({ length: mostIds }, (_, index) => filter.ids[index] ?? null));
  }
  return { ...texts, walk: filter.before_id === undefined ? 'older' : 'newer', values } as const;
}

/**
 * Keeps a new workspace, whose text is `doc`, and counts it; `requestHash` lets a replay of its create find it,
 * `undelivered` also one that says nothing.
 */
export async function insert(
  tx: Transaction,
  organizationId: string,
  workspace: Workspace,
  row: { isDefault: boolean; requestHash: string | null; undelivered: boolean; doc: string },
): Promise<void> {
  await tx.run(
    `INSERT INTO workspaces (organization_id, id, archived_at, is_default, request_hash, replays, undelivered, doc,
       folded_name, workspace_geo, default_inference_geo, tags)
     VALUES ($1, $2, NULL, $3, $4, 0, $5, $6, $7, $8, $9, $10)`,
    organizationId,
    workspace.id,
    row.isDefault ? 1 : 0,
    row.requestHash,
    row.undelivered ? 1 : 0,
    row.doc,
    fold(workspace.name),
    workspace.data_residency.workspace_geo,
    workspace.data_residency.default_inference_geo,
    tagsText(workspace),
  );
  if (!row.isDefault) await count(tx, organizationId, workspace, { created: 1, archived: 0, active: 1 });
}

/** Puts a workspace, whose text is now `doc`, in the place of what it was, and counts what that changes. */
export async function change(
  tx: Transaction,
  organizationId: string,
  stored: StoredWorkspace,
  { before, now, doc }: { before: Workspace; now: Workspace; doc: string },
): Promise<void> {
  await tx.run(
    `UPDATE workspaces SET doc = $1, archived_at = $2, folded_name = $3, default_inference_geo = $4, tags = $5
     WHERE organization_id = $6 AND id = $7`,
    doc,
    now.archived_at,
    fold(now.name),
    now.data_residency.default_inference_geo,
    tagsText(now),
    organizationId,
    now.id,
  );
  if (stored.is_default === 1) return;
  if (now.archived_at !== before.archived_at) {
    await count(tx, organizationId, now, { created: 0, archived: 1, active: -1 });
  } else if (geoOf(now) !== geoOf(before)) {
    const moves = [
      { workspace: before, active: -1 },
      { workspace: now, active: 1 },
    ];
    // Always in the same order, so that two that go opposite ways don't wait for each other.
    moves.sort((one, other) => (geoOf(one.workspace) < geoOf(other.workspace) ? -1 : 1));
    for (const { workspace, active } of moves) {
      await count(tx, organizationId, workspace, { created: 0, archived: 0, active });
    }
  }
}

const geoOf = ({ data_residency }: Workspace) => data_residency.default_inference_geo;

/** Tags as JSON, but with a comma before each, so that a search finds whole ones alone: `,"team":"search"}`. */
const tagsText = ({ tags }: Workspace) => `,${JSON.stringify(tags).slice(1)}`;

/** Adds to what is counted of the day on which the workspace was archived, or else created, and of its geos. */
async function count(
  tx: Transaction,
  organizationId: string,
  { archived_at, created_at, data_residency }: Workspace,
  more: { created: number; archived: number; active: number },
): Promise<void> {
  await tx.run(
    `INSERT INTO workspace_counts AS counts
       (organization_id, day, workspace_geo, default_inference_geo, created, archived, active)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (organization_id, day, workspace_geo, default_inference_geo) DO UPDATE SET
       created = counts.created + excluded.created,
       archived = counts.archived + excluded.archived,
       active = counts.active + excluded.active`,
    organizationId,
    (archived_at ?? created_at).slice(0, 10),
    data_residency.workspace_geo,
    data_residency.default_inference_geo,
    more.created,
    more.archived,
    more.active,
  );
}

/**
 * Takes one of the organization's places for active workspaces. False: its limit, or else `limit`, is reached; or the id of
 * its latest undelivered workspace isn't below `undeliveredBefore`, which is above every id unless it is given.
 */
export async function takePlace(
  tx: Transaction,
  organizationId: string,
  limit: number,
  undeliveredBefore = '~',
): Promise<boolean> {
  const taken = await tx.run(
    `UPDATE organizations SET active_workspaces = active_workspaces + 1
     WHERE id = $1 AND active_workspaces < coalesce(workspace_limit, $2) AND latest_undelivered < $3`,
    organizationId,
    limit,
    undeliveredBefore,
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

/** Takes down that this workspace is undelivered: until it is too old, creates look for what they may repeat. */
export async function noteUndelivered(tx: Transaction, organizationId: string, id: string): Promise<void> {
  await tx.run(
    'UPDATE organizations SET latest_undelivered = $1 WHERE id = $2 AND latest_undelivered < $3',
    id,
    organizationId,
    id,
  );
}
