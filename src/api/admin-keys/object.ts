import { timestamp } from '../../contract/clock.ts';
import type { Scope, Scopes } from '../../contract/scopes.ts';
import type { AdminKey } from './contract.ts';
import type { AdminKey as StoredKey } from './store.ts';

/** The scopes of a stored key as a list; null means all. */
export const scopesOf = ({ scopes }: Pick<StoredKey, 'scopes'>): Scope[] | null =>
  scopes === null ? null : JSON.parse(scopes);

/** The scopes of a stored key as a set; null means all. */
export function reachOf(key: Pick<StoredKey, 'scopes'>): Scopes {
  const scopes = scopesOf(key);
  return scopes === null ? null : new Set(scopes);
}

/** Whether a key works at this time, in microseconds; disabled goes before expired. */
export function statusOf(
  { disabled_at, expires_at }: Pick<StoredKey, 'disabled_at' | 'expires_at'>,
  now: number,
): AdminKey['status'] {
  if (disabled_at !== null) return 'disabled';
  return expires_at !== null && expires_at <= timestamp(now) ? 'expired' : 'active';
}

/** A stored key as the API returns it at this time, in microseconds. */
export function objectOf(key: StoredKey, now: number): AdminKey {
  const { id, name, hint, created_at, expires_at, last_used_at } = key;
  const [scopes, status] = [scopesOf(key), statusOf(key, now)];
  return { id, type: 'admin_key', name, hint, scopes, status, created_at, expires_at, last_used_at };
}
