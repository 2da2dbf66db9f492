import { fold } from '../../contract/fold.ts';
import type { Row } from '../../contract/page.ts';
import type { Reads, Transaction } from '../../db/database.ts';
import { workspaceById } from '../../db/look-ups.ts';
import type { ReplicaAsk } from '../../db/replica.ts';
import { type Fit, type Page, type PageAsk, Walk } from '../../db/walk.ts';
import type { Workspace } from './contract.ts';

/** A stored workspace. */
export interface StoredWorkspace extends Row {
  archived_at: string | null;
  is_default: number;
}

/** The filters of a page. */
export interface PageFilter {
  limit: number;
  /** Pages go towards older ids from `after_id`, and towards newer ones from `before_id`. */
  after_id?: string | undefined;
  before_id?: string | undefined;
  include_archived: boolean;
  include_default: boolean;
  /** At most 100; empty means all. */
  ids: readonly string[];
}

/** Whether the organization's default workspace, its oldest, is in this geo; an empty geo means anywhere. */
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

/** The id of the organization's default workspace, its oldest. */
export async function findDefaultId(db: Reads, organizationId: string): Promise<string | undefined> {
  const row = await db.get<{ id: string }>(
    'SELECT id FROM workspaces WHERE organization_id = $1 AND is_default = 1 ORDER BY id LIMIT 1',
    organizationId,
  );
  return row?.id;
}

/** Whether the organization has this workspace. */
export async function exists(db: Reads, organizationId: string, id: string): Promise<boolean> {
  return (await findStored(db, organizationId, id)) !== undefined;
}

/** One workspace of the organization as text, or undefined. */
export async function find(db: Reads, organizationId: string, id: string): Promise<string | undefined> {
  return (await findStored(db, organizationId, id))?.doc;
}

/** One workspace of the organization, or undefined. */
export async function findStored(
  db: Reads,
  organizationId: string,
  id: string,
): Promise<StoredWorkspace | undefined> {
  const inMemory = await db.workspace?.(organizationId, id);
  return inMemory === undefined ? db.find<StoredWorkspace>(workspaceById, organizationId, id) : inMemory.row;
}

/** Maximum number of ids in a statement. */
export const mostIds = 100;
/** The parameters for that many ids, from `$first` on. */
export const idList = (first: number) =>
  Array.from({ length: mostIds }, (_, index) => `$${first + index}`).join(', ');

const filters = { include_default: 'is_default <= ?', ids: 'id IN (?)' };
const every = { columns: 'id, doc', key: ['id'], filters };
/** SQLite has no statistics here: without `INDEXED BY` it would read all archived rows to find a page of active ones. */
const active = { source: 'workspaces INDEXED BY workspaces_active', where: 'archived_at IS NULL' };
const walks = {
  all: new Walk<Row>({ ...every, source: 'workspaces' }),
  active: new Walk<Row>({ ...every, ...active }),
};

/** At most `limit` rows, nearest to the cursor first, and whether there are more. */
export async function findPage(db: Reads, organizationId: string, filter: PageFilter): Promise<Page<Row>> {
  const replica = filter.ids.length === 0 ? await db.workspaces?.(organizationId) : undefined;
  if (replica === undefined) return walkOf(filter).page(db, ask(organizationId, filter));
  return replica.page(replicaAsk(filter), filter.limit);
}

/** How many rows of that page fit into `maxBytes`, at least one, and their size. */
export async function fitPage(
  db: Reads,
  organizationId: string,
  filter: PageFilter,
  maxBytes: number,
): Promise<Fit> {
  const replica = filter.ids.length === 0 ? await db.workspaces?.(organizationId) : undefined;
  if (replica === undefined) return walkOf(filter).fit(db, ask(organizationId, filter), maxBytes);
  return replica.fit(replicaAsk(filter), filter.limit, maxBytes);
}

const replicaAsk = (filter: PageFilter): ReplicaAsk => ({
  from: filter.before_id ?? filter.after_id,
  ascending: filter.before_id !== undefined,
  active: !filter.include_archived,
  ordinary: !filter.include_default,
});

const walkOf = (filter: PageFilter) => walks[filter.include_archived ? 'all' : 'active'];

function ask(organizationId: string, filter: PageFilter): PageAsk {
  const from = filter.before_id ?? filter.after_id;
  return {
    of: [organizationId],
    limit: filter.limit,
    from: from === undefined ? undefined : [from],
    ascending: filter.before_id !== undefined,
    filters: { include_default: filter.include_default ? 1 : 0, ids: filter.ids },
  };
}

/**
 * Stores and counts a new workspace, whose text is `doc`. `requestHash` lets retries with a count find it, `undelivered`
 * also a retry without one.
 */
export function insert(
  tx: Transaction,
  organizationId: string,
  workspace: Workspace,
  row: { isDefault: boolean; requestHash: string | null; undelivered: boolean; doc: string },
): void {
  tx.insert(
    `INSERT INTO workspaces (organization_id, id, archived_at, is_default, request_hash, replays, undelivered, doc,
       folded_name, workspace_geo, default_inference_geo, tags, version)
     VALUES ($1, $2, NULL, $3, $4, 0, $5, $6, $7, $8, $9, $10, $11)`,
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
    tx.moment,
  );
  if (!row.isDefault) count(tx, organizationId, workspace, { created: 1, archived: 0, active: 1 });
}

/** Replaces a stored workspace, whose text is now `doc`, and updates the counters. */
export function change(
  tx: Transaction,
  organizationId: string,
  stored: StoredWorkspace,
  { before, now, doc }: { before: Workspace; now: Workspace; doc: string },
): void {
  tx.change(
    `UPDATE workspaces SET doc = $1, archived_at = $2, folded_name = $3, default_inference_geo = $4, tags = $5,
       version = CAST($6 AS BIGINT)
     WHERE organization_id = $7 AND id = $8`,
    [
      doc,
      now.archived_at,
      fold(now.name),
      now.data_residency.default_inference_geo,
      tagsText(now),
      tx.moment,
    ],
    [organizationId, now.id],
  );
  if (stored.is_default === 1) return;
  if (now.archived_at !== before.archived_at) {
    count(tx, organizationId, now, { created: 0, archived: 1, active: -1 });
  } else if (geoOf(now) !== geoOf(before)) {
    const moves = [
      { workspace: before, active: -1 },
      { workspace: now, active: 1 },
    ];
    for (const { workspace, active } of moves) {
      count(tx, organizationId, workspace, { created: 0, archived: 0, active });
    }
  }
}

const geoOf = ({ data_residency }: Workspace) => data_residency.default_inference_geo;

/** Tags as JSON, but with a comma before each, so that a search finds only whole keys: `,"team":"search"}`. */
const tagsText = ({ tags }: Workspace) => `,${JSON.stringify(tags).slice(1)}`;

/** Updates the counters of the workspace's geos, on the day it was archived or else created. */
function count(
  tx: Transaction,
  organizationId: string,
  { archived_at, created_at, data_residency }: Workspace,
  more: { created: number; archived: number; active: number },
): void {
  const { workspace_geo, default_inference_geo } = data_residency;
  tx.add(
    `INSERT INTO workspace_counts AS counts
       (organization_id, day, workspace_geo, default_inference_geo, created, archived, active)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (organization_id, day, workspace_geo, default_inference_geo) DO UPDATE SET
       created = counts.created + excluded.created,
       archived = counts.archived + excluded.archived,
       active = counts.active + excluded.active`,
    [organizationId, (archived_at ?? created_at).slice(0, 10), workspace_geo, default_inference_geo],
    [more.created, more.archived, more.active],
  );
}
