import { timestamp } from '../../contract/clock.ts';
import type { AdminKey } from './contract.ts';
import type { AdminKey as StoredKey } from './store.ts';

/** A stored key as the API shows it at this time, in microseconds. */
export function shownKey(key: StoredKey, now: number): AdminKey {
  const { id, name, hint, created_at, expires_at, last_used_at } = key;
  return {
    id,
    type: 'admin_key',
    name,
    hint,
    scopes: key.scopes === null ? null : JSON.parse(key.scopes),
    status: statusOf(key, now),
    created_at,
    expires_at,
    last_used_at,
  };
}

/** The status of a stored key at this time, in microseconds. */
export function statusOf({ disabled_at, expires_at }: StoredKey, now: number): AdminKey['status'] {
  if (disabled_at !== null) return 'disabled';
  return expires_at !== null && expires_at <= timestamp(now) ? 'expired' : 'active';
}
