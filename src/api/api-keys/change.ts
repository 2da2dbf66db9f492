import type { WriteCall } from '../../call.ts';
import { type Update, updated } from '../../contract/activity.ts';
import { timestamp } from '../../contract/clock.ts';
import { ApiError } from '../../contract/errors.ts';
import type { Input } from '../../contract/operation.ts';
import type { ApiKey, ApiKeyLimits, ApiKeyOperations } from './contract.ts';
import { requireRoom } from './limits.ts';
import { statusAt } from './show.ts';
import { replaceKey, type StoredKey } from './store.ts';

type Body = Input<ApiKeyOperations['update']>['body'];

const refused = (message: string) => new ApiError('invalid_request_error', message);

/** Applies an update, and returns the key and what of it has changed. */
export async function change(
  call: WriteCall,
  before: StoredKey,
  body: Body,
  limits: ApiKeyLimits,
): Promise<{ key: StoredKey; updates: Update[] }> {
  const shown: ApiKey = JSON.parse(before.doc);
  const name = body.name ?? shown.name;
  const now = timestamp(call.db.moment);
  const key: StoredKey = {
    ...before,
    status: nextStatus(before, body.status, now),
    doc: JSON.stringify({ ...shown, name }),
  };
  const isMoved = key.status !== before.status;
  const updates = [
    ...updated('name', shown.name, name),
    ...(isMoved ? updated('status', statusAt(before, now), key.status) : []),
  ];
  if (updates.length === 0) return { key, updates };
  if (before.status === 'archived') throw refused('An archived API key can’t be changed.');
  if (isMoved && key.status === 'active') await requireRoom(call, before.workspace_id, limits);
  await replaceKey(call.db, call.organizationId, key);
  return { key, updates };
}

/** An expired key can be archived but not activated; to deactivate it changes nothing. */
function nextStatus(key: StoredKey, asked: Body['status'], now: string): StoredKey['status'] {
  if (asked == null) return key.status;
  if (statusAt(key, now) !== 'expired' || asked === 'archived') return asked;
  if (asked === 'active') throw refused('An expired API key can’t be activated.');
  return key.status;
}
