import { hash } from 'node:crypto';
import { timestamp } from '../../contract/clock.ts';
import { newId } from '../../contract/id.ts';
import type { Scope } from '../../contract/scopes.ts';
import { newSecret } from '../../contract/secret.ts';
import type { Transaction } from '../../db/database.ts';
import { type AdminKey, insertKey } from './store.ts';

/** What every admin key begins with. */
export const adminKeyPrefix = 'sk-ant-admin01-';
/** The published prefix and at least 43 characters (contract, section 4). */
export const adminKeyPattern = /^sk-ant-admin01-[A-Za-z0-9_-]{43,}$/;

/** SHA-256: secure enough for a key of 256 random bits, and fast enough for every request. */
export const hashKey = (key: string) => hash('sha256', key, 'base64url');

/** A new key of 256 random bits. */
export const newAdminKey = () => `${adminKeyPrefix}${newSecret()}`;

/** Stores the hash of a key and returns the stored key. */
export async function addAdminKey(
  tx: Transaction,
  organizationId: string,
  key: string,
  row: {
    name: string;
    now: number;
    expiresAt: string | null;
    scopes?: readonly Scope[] | null;
    userId?: string | null;
  },
): Promise<AdminKey> {
  const made: AdminKey = {
    organization_id: organizationId,
    id: newId('apikey', row.now),
    name: row.name,
    hint: key.slice(-4),
    created_at: timestamp(row.now),
    expires_at: row.expiresAt,
    disabled_at: null,
    scopes: row.scopes ? JSON.stringify(row.scopes) : null,
    user_id: row.userId ?? null,
    last_used_at: null,
  };
  await insertKey(tx, made, hashKey(key));
  return made;
}
