import type { Row } from '../../contract/page.ts';
import type { Reads, Transaction } from '../../db/database.ts';
import { workspaceWithKeys } from '../../db/look-ups.ts';
import { Walk } from '../../db/walk.ts';

/** A stored API key; `doc` lacks what depends on the time and on the version of the wire. */
export interface StoredKey extends Row {
  /** Null for the scope of the organization. */
  workspace_id: string | null;
  status: 'active' | 'inactive' | 'archived';
  created_at: string;
  expires_at: string | null;
}

/** A new API key. */
export interface NewKey extends StoredKey {
  user_id: string | null;
  service_account_id: string | null;
  created_by: string | null;
  /** The SHA-256 of the key, in hex; the key itself is stored nowhere. */
  hash: string;
}

const columns = 'id, workspace_id, status, created_at, expires_at, doc';

/** One API key of the organization, or undefined. */
export const findKey = (db: Reads, organizationId: string, id: string) =>
  db.find<StoredKey>(
    `SELECT ${columns} FROM api_keys WHERE organization_id = $1 AND id = ANY($2)`,
    organizationId,
    id,
  );

/** The list of API keys. */
export const keys = new Walk<StoredKey>({
  source: 'api_keys',
  columns,
  key: ['created_at', 'id'],
  filters: {
    workspace: 'workspace_id = ?',
    creator: 'created_by = ?',
    status: 'status = ?',
    unexpired: '(expires_at IS NULL OR expires_at > ?)',
    expired: "status <> 'archived' AND expires_at <= ?",
    before: 'expires_at < ?',
  },
  indexed: ['workspace', 'expired', 'before'],
});

/** When the next of the organization’s keys expires after this time. */
export async function nextExpiry(
  db: Reads,
  organizationId: string,
  after: string,
): Promise<string | undefined> {
  const row = await db.get<{ expires_at: string }>(
    `SELECT expires_at FROM api_keys WHERE organization_id = $1 AND expires_at > $2 AND status <> 'archived'
     ORDER BY expires_at LIMIT 1`,
    organizationId,
    after,
  );
  return row?.expires_at;
}

/** SQLite has no statistics here: without these it would read all keys of the organization. */
const byWorkspace = 'INDEXED BY api_keys_workspace_id';
const byUser = 'INDEXED BY api_keys_user_id';
const byAccount = 'INDEXED BY api_keys_service_account_id';

const countWhere = (condition: string, source = 'api_keys') =>
  `SELECT CAST(count(*) AS INTEGER) AS active FROM ${source}
   WHERE organization_id = $1 AND (expires_at IS NULL OR expires_at > $2) AND status = 'active'${condition}`;
const countAll = countWhere('');
const countInWorkspace = countWhere(' AND workspace_id = $3', `api_keys ${byWorkspace}`);
const countOfUser = countWhere(' AND user_id = $3', `api_keys ${byUser}`);

/** The number of keys that are active at this time: all of the organization’s, or those of a workspace. */
export async function countActive(
  db: Reads,
  organizationId: string,
  at: string,
  workspaceId?: string,
): Promise<number> {
  const row = await (workspaceId === undefined
    ? db.get<{ active: number }>(countAll, organizationId, at)
    : db.get<{ active: number }>(countInWorkspace, organizationId, at, workspaceId));
  return row?.active ?? 0;
}

/** The number of keys that act as a user and are active at this time. */
export async function countActiveOfUser(
  db: Reads,
  organizationId: string,
  at: string,
  userId: string,
): Promise<number> {
  return (await db.get<{ active: number }>(countOfUser, organizationId, at, userId))?.active ?? 0;
}

/** Stores a new API key. */
export function insertKey(tx: Transaction, organizationId: string, key: NewKey): void {
  tx.insert(
    `INSERT INTO api_keys (organization_id, id, workspace_id, user_id, service_account_id, created_by, status, created_at,
       expires_at, hash, doc)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    organizationId,
    key.id,
    key.workspace_id,
    key.user_id,
    key.service_account_id,
    key.created_by,
    key.status,
    key.created_at,
    key.expires_at,
    key.hash,
    key.doc,
  );
}

/** Replaces what can change of an API key. */
export async function replaceKey(
  tx: Transaction,
  organizationId: string,
  { id, status, doc }: StoredKey,
): Promise<void> {
  await tx.run(
    'UPDATE api_keys SET status = $1, doc = $2 WHERE organization_id = $3 AND id = $4',
    status,
    doc,
    organizationId,
    id,
  );
}

/** Whether a user was added to a workspace. */
export async function isMember(
  db: Reads,
  organizationId: string,
  workspaceId: string,
  userId: string,
): Promise<boolean> {
  const row = await db.get(
    `SELECT user_id FROM members
     WHERE organization_id = $1 AND workspace_id = $2 AND user_id = $3 AND deleted_at IS NULL`,
    organizationId,
    workspaceId,
    userId,
  );
  return row !== undefined;
}

/** An organization as introspection sees it, with the key that has a hash and its workspace, if there are any. */
export interface Found extends Omit<StoredKey, 'id'> {
  id: string | null;
  hash: string | null;
  version: number;
  is_default: number | null;
  workspace: string | null;
}

/** All that introspection tells, as of one moment. */
export const findByHash = (db: Reads, organizationId: string, hash: string) =>
  db.get<Found>(
    `SELECT api_keys.id, api_keys.workspace_id, api_keys.status, api_keys.created_at, api_keys.expires_at, api_keys.doc,
       api_keys.hash, organizations.version, workspaces.is_default, workspaces.doc AS workspace
     FROM organizations
     LEFT JOIN api_keys ON api_keys.hash = $1 AND api_keys.organization_id = organizations.id
     LEFT JOIN workspaces
       ON workspaces.organization_id = api_keys.organization_id AND workspaces.id = api_keys.workspace_id
     WHERE organizations.id = $2`,
    hash,
    organizationId,
  );

/** A key that was archived with what it belongs to, and its status before. */
export type ArchivedKey = Pick<StoredKey, 'id' | 'status'>;

/** The statements that find and archive the keys of something, unless they are archived already. */
const archiving = (index: string, condition: string) => {
  const where = `WHERE organization_id = $1 AND ${condition} AND status <> 'archived'`;
  return {
    find: `SELECT id, status FROM api_keys ${index} ${where} ORDER BY id`,
    archive: `UPDATE api_keys ${index} SET status = 'archived' ${where}`,
  };
};
const ofWorkspace = archiving(byWorkspace, 'workspace_id = $2');
const ofUser = archiving(byUser, 'user_id = $2');
const ofMember = archiving(byUser, 'user_id = $2 AND workspace_id = $3');
const ofServiceAccount = archiving(byAccount, 'service_account_id = $2');

async function archive(tx: Transaction, of: typeof ofUser, ...values: string[]): Promise<ArchivedKey[]> {
  const found = await tx.all<ArchivedKey>(of.find, ...values);
  if (found.length > 0) await tx.run(of.archive, ...values);
  return found;
}

/** Archives all keys of a workspace. */
export async function archiveKeysOfWorkspace(
  tx: Transaction,
  organizationId: string,
  workspaceId: string,
): Promise<ArchivedKey[]> {
  const hasAny = (await tx.find(workspaceWithKeys, organizationId, workspaceId)) !== undefined;
  return hasAny ? archive(tx, ofWorkspace, organizationId, workspaceId) : [];
}

/** Archives a user’s personal keys. */
export const archiveKeysOfUser = (tx: Transaction, organizationId: string, userId: string) =>
  archive(tx, ofUser, organizationId, userId);

/** Archives a user’s personal keys in a workspace. */
export const archiveKeysOfMember = (
  tx: Transaction,
  organizationId: string,
  userId: string,
  workspaceId: string,
) => archive(tx, ofMember, organizationId, userId, workspaceId);

/** Archives a service account’s keys. */
export const archiveKeysOfServiceAccount = (tx: Transaction, organizationId: string, accountId: string) =>
  archive(tx, ofServiceAccount, organizationId, accountId);
