import { type Activity, updated } from '../../contract/activity.ts';
import { timestamp } from '../../contract/clock.ts';
import type { Transaction } from '../../db/database.ts';
import { addAdminKey } from './key.ts';
import { scopesOf } from './object.ts';
import { type AdminKey, changeKey } from './store.ts';

/** What a change of a key tells, nothing if it has no updates. */
export function updatedKey(before: AdminKey, now: AdminKey): Activity[] {
  const status = ({ disabled_at }: AdminKey) => (disabled_at === null ? 'active' : 'disabled');
  const updates = [
    ...updated('name', before.name, now.name),
    ...updated('status', status(before), status(now)),
    ...updated('expires_at', before.expires_at, now.expires_at),
  ];
  const { id } = before;
  return updates.length === 0 ? [] : [{ type: 'admin_api_key_updated', admin_api_key_id: id, updates }];
}

/** What a new key tells. */
export const createdKey = (key: AdminKey): Activity => ({
  type: 'admin_api_key_created',
  admin_api_key_id: key.id,
  scopes: scopesOf(key),
});

/** Stores a successor of a key, with this secret: the same name, scopes and user. */
export const addSuccessor = (tx: Transaction, key: AdminKey, raw: string, expiresAt: string | null) =>
  addAdminKey(tx, key.organization_id, raw, {
    name: key.name,
    now: tx.moment,
    expiresAt,
    scopes: scopesOf(key),
    userId: key.user_id,
  });

/**
 * Replaces a key by a successor with this secret, which lives as long as the key was to live. The key itself expires after
 * the overlap, in microseconds, unless it expires before.
 */
export async function rotateKey(
  tx: Transaction,
  key: AdminKey,
  raw: string,
  overlap: number,
): Promise<{ made: AdminKey; activities: Activity[] }> {
  const end = timestamp(tx.moment + overlap);
  const ending = key.expires_at !== null && key.expires_at < end ? key : { ...key, expires_at: end };
  await changeKey(tx, ending);
  const made = await addSuccessor(tx, key, raw, expiryOfSuccessor(key, tx.moment));
  return { made, activities: [createdKey(made), ...updatedKey(key, ending)] };
}

function expiryOfSuccessor({ created_at, expires_at }: AdminKey, now: number): string | null {
  return expires_at === null
    ? null
    : timestamp(now + (Date.parse(expires_at) - Date.parse(created_at)) * 1000);
}
