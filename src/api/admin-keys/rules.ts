import { parseIsoDuration } from '../../contract/duration.ts';
import { ApiError, invalid } from '../../contract/errors.ts';
import { isWithin, type Scopes } from '../../contract/scopes.ts';
import type { Transaction } from '../../db/database.ts';
import { reachOf } from './object.ts';
import { type AdminKey, hasOtherManager } from './store.ts';

/** Throws 403 unless the scopes of a key that is made, changed or deleted are within those of the caller. */
export function requireReach(own: Scopes, other: Scopes): void {
  if (isWithin(other, own)) return;
  throw new ApiError('permission_error', 'This key can’t make, change or delete one that reaches further.');
}

/** Throws 400 if without this key, none that never expires could manage keys. */
export async function requireAnother(tx: Transaction, key: AdminKey): Promise<void> {
  if (!isLasting(key) || (await hasOtherManager(tx, key.organization_id, key.id))) return;
  throw new ApiError(
    'invalid_request_error',
    'The last active key with write:admin_keys that never expires can’t be disabled or deleted.',
  );
}

function isLasting(key: AdminKey): boolean {
  const scopes = reachOf(key);
  const manages = scopes === null || scopes.has('write:admin_keys');
  return manages && key.disabled_at === null && key.expires_at === null;
}

/** How long a rotated key may go on working at most, in seconds: 30 days. */
export const longestOverlap = 30 * 86_400;

/** An ISO 8601 duration in microseconds; throws 400 if it isn’t one of at most 30 days. */
export function readOverlap(text: string): number {
  const seconds = parseIsoDuration(text);
  if (seconds === undefined || seconds > longestOverlap) {
    throw invalid('overlap', "Input should be a duration of at most 30 days, such as 'P1D'");
  }
  return seconds * 1_000_000;
}
