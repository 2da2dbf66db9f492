import type { Reads, Transaction } from '../../db/database.ts';
import { hashParameters, hashValues } from '../../db/look-ups.ts';
import { Walk } from '../../db/walk.ts';

/** A key as stored; the key itself is stored nowhere. */
export interface AdminKey {
  organization_id: string;
  id: string;
  name: string;
  /** The last four characters, so that people can tell keys apart. */
  hint: string;
  created_at: string;
  expires_at: string | null;
  disabled_at: string | null;
  /** A JSON list; null means all. */
  scopes: string | null;
  /** The user whom it is linked to. */
  user_id: string | null;
  /** To the hour. */
  last_used_at: string | null;
}

const columns =
  'organization_id, id, name, hint, created_at, expires_at, disabled_at, scopes, user_id, last_used_at';

/** Stores a new key. */
export async function insertKey(tx: Transaction, key: AdminKey, hash: string): Promise<void> {
  await tx.run(
    `INSERT INTO admin_keys (${columns}, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    key.organization_id,
    key.id,
    key.name,
    key.hint,
    key.created_at,
    key.expires_at,
    key.disabled_at,
    key.scopes,
    key.user_id,
    key.last_used_at,
    hash,
  );
}

/** A key with its hash. */
export interface KeyRow extends AdminKey {
  hash: string;
}

/** The key with this hash, of any organization. */
export const findKeyByHash = (db: Reads, keyHash: string) =>
  db.get<KeyRow>(`SELECT ${columns}, hash FROM admin_keys WHERE hash = $1 AND deleted_at IS NULL`, keyHash);

/** The same for at most `mostHashes` at once. */
export const findKeysByHash = (db: Reads, hashes: readonly string[]) =>
  db.all<KeyRow>(
    `SELECT ${columns}, hash FROM admin_keys WHERE hash IN (${hashParameters}) AND deleted_at IS NULL`,
    ...hashValues(hashes),
  );

/** The key with this id, in any organization; for operators. */
export const findKey = (db: Reads, id: string) =>
  db.get<AdminKey>(`SELECT ${columns} FROM admin_keys WHERE id = $1 AND deleted_at IS NULL`, id);

/** A key of the organization, or undefined. */
export const findOwnKey = (db: Reads, organizationId: string, id: string) =>
  db.find<AdminKey>(
    `SELECT ${columns} FROM admin_keys WHERE organization_id = $1 AND id = ANY($2) AND deleted_at IS NULL`,
    organizationId,
    id,
  );

/** Whether the organization had a key with this id that was deleted. */
export async function wasDeleted(db: Reads, organizationId: string, id: string): Promise<boolean> {
  const row = await db.find(
    'SELECT id FROM admin_keys WHERE organization_id = $1 AND id = ANY($2) AND deleted_at IS NOT NULL',
    organizationId,
    id,
  );
  return row !== undefined;
}

/** The organization's keys, oldest first. */
export const listKeys = (db: Reads, organizationId: string) =>
  db.all<AdminKey>(
    `SELECT ${columns} FROM admin_keys WHERE organization_id = $1 AND deleted_at IS NULL ORDER BY id`,
    organizationId,
  );

/** Whether the organization has another active key that never expires and has `write:admin_keys`. */
export async function hasOtherManager(db: Reads, organizationId: string, id: string): Promise<boolean> {
  const row = await db.get(
    `SELECT 1 FROM admin_keys
     WHERE organization_id = $1 AND id <> $2 AND deleted_at IS NULL AND disabled_at IS NULL AND expires_at IS NULL
       AND (scopes IS NULL OR instr(scopes, '"write:admin_keys"') > 0)
     LIMIT 1`,
    organizationId,
    id,
  );
  return row !== undefined;
}

/** The organization’s keys in pages. */
export const keyWalk = new Walk<AdminKey>({
  source: 'admin_keys',
  columns,
  key: ['id'],
  where: 'deleted_at IS NULL',
});

/** Stores what can change of a key. */
export async function changeKey(tx: Transaction, key: AdminKey): Promise<void> {
  await tx.run(
    `UPDATE admin_keys SET name = $1, disabled_at = $2, expires_at = $3 WHERE organization_id = $4 AND id = $5`,
    key.name,
    key.disabled_at,
    key.expires_at,
    key.organization_id,
    key.id,
  );
}

/** Notes when a key was used, unless it was used later. */
export async function noteUse(
  tx: Transaction,
  organizationId: string,
  id: string,
  usedAt: string,
): Promise<void> {
  await tx.run(
    `UPDATE admin_keys SET last_used_at = $1
     WHERE organization_id = $2 AND id = $3 AND coalesce(last_used_at, '') < $4`,
    usedAt,
    organizationId,
    id,
    usedAt,
  );
}

/** Deletes a key, and ends the console’s sessions with it. */
export async function deleteKey(
  tx: Transaction,
  organizationId: string,
  id: string,
  at: string,
): Promise<void> {
  await tx.run('DELETE FROM sessions WHERE organization_id = $1 AND key_id = $2', organizationId, id);
  await tx.run(
    'UPDATE admin_keys SET deleted_at = $1 WHERE organization_id = $2 AND id = $3',
    at,
    organizationId,
    id,
  );
}
