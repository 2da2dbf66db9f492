import type { Handlers, WriteCall } from '../../call.ts';
import type { Activity } from '../../contract/activity.ts';
import { timestamp } from '../../contract/clock.ts';
import { ApiError } from '../../contract/errors.ts';
import { isOpaqueId } from '../../contract/id.ts';
import type { Creates } from '../creates.ts';
import { keyExpiry } from '../key-expiry.ts';
import { cursorPage, cursorPageText } from '../pages.ts';
import type { AdminKeyOperations } from './contract.ts';
import { addAdminKey, newAdminKey } from './key.ts';
import { objectOf, reachOf, statusOf } from './object.ts';
import { addSuccessor, createdKey, rotateKey, updatedKey } from './rotate.ts';
import { readOverlap, requireAnother, requireReach } from './rules.ts';
import * as store from './store.ts';

/** What the operations on admin keys need. */
export interface AdminKeyTools {
  creates: Creates;
}

/** The handlers of the operations on admin keys. */
export function adminKeyHandlers({ creates }: AdminKeyTools): Handlers<AdminKeyOperations> {
  /** Deletes the key that this call made before, if it is a retry: its secret is lost. */
  async function takeBack(call: WriteCall) {
    const claimed = await creates.claim(call);
    const lost = claimed && (await store.findOwnKey(call.db, call.organizationId, claimed.id));
    const activities = lost === undefined ? [] : await remove(call, lost);
    const note = (made: store.AdminKey) =>
      claimed === undefined ? creates.note(call, made.id) : creates.replace(call, claimed, made.id);
    return { lost, activities, note };
  }

  return {
    async list({ query }, call) {
      const asked = { of: [call.organizationId], ascending: true };
      const keyOf = async (id: string) =>
        (await store.findOwnKey(call.db, call.organizationId, id)) ||
        (await store.wasDeleted(call.db, call.organizationId, id))
          ? [id]
          : undefined;
      const { rows, more } = await cursorPage(call, store.keyWalk, query, asked, keyOf);
      const moment = call.now();
      for (const key of rows) {
        if (key.expires_at !== null && statusOf(key, moment) === 'active') call.validUntil(key.expires_at);
      }
      const docs = rows.map((key) => ({ id: key.id, doc: JSON.stringify(objectOf(key, moment)) }));
      return cursorPageText({ rows: docs, more });
    },

    async create({ body }, call) {
      const { db, organizationId } = call;
      const scopes = body.scopes == null ? null : [...new Set(body.scopes)];
      const expiresAt = keyExpiry(body.expires_at, db.moment);
      requireReach(call.scopes, scopes === null ? null : new Set(scopes));
      const before = await takeBack(call);
      const raw = newAdminKey();
      const made = await addAdminKey(db, organizationId, raw, {
        name: body.name,
        now: db.moment,
        expiresAt,
        scopes,
      });
      await before.note(made);
      return { answer: shown(made, raw, db.moment), activities: [...before.activities, createdKey(made)] };
    },

    async update({ params, body }, call) {
      const { db } = call;
      const key = await findWithin(params.admin_key_id, call);
      const name = body.name ?? key.name;
      const disabled = body.status == null ? key.disabled_at !== null : body.status === 'disabled';
      const next = { ...key, name, disabled_at: disabled ? (key.disabled_at ?? timestamp(db.moment)) : null };
      if (disabled) await requireAnother(db, key);
      const activities = updatedKey(key, next);
      if (activities.length > 0) await store.changeKey(db, next);
      return { answer: JSON.stringify(objectOf(next, db.moment)), activities };
    },

    async rotate({ params, body }, call) {
      const { db } = call;
      const overlap = readOverlap(body.overlap);
      const key = await findWithin(params.admin_key_id, call);
      const before = await takeBack(call);
      const raw = newAdminKey();
      if (before.lost !== undefined) {
        const made = await addSuccessor(db, before.lost, raw, before.lost.expires_at);
        await before.note(made);
        return { answer: shown(made, raw, db.moment), activities: [...before.activities, createdKey(made)] };
      }
      if (statusOf(key, db.moment) !== 'active') {
        throw new ApiError('invalid_request_error', 'Only an active admin key can be rotated.');
      }
      const { made, activities } = await rotateKey(db, key, raw, overlap);
      await before.note(made);
      return { answer: shown(made, raw, db.moment), activities };
    },

    async delete({ params: { admin_key_id: id } }, call) {
      const { db, organizationId } = call;
      const answer = JSON.stringify({ id, type: 'admin_key_deleted' });
      if (isOpaqueId(id) && (await store.wasDeleted(db, organizationId, id)))
        return { answer, activities: [] };
      const key = await findWithin(id, call);
      await requireAnother(db, key);
      return { answer, activities: await remove(call, key) };
    },
  };
}

/** The key with this id; throws 404 if there is none, and 403 if it reaches further than the caller. */
async function findWithin(id: string, call: WriteCall): Promise<store.AdminKey> {
  const key = isOpaqueId(id) ? await store.findOwnKey(call.db, call.organizationId, id) : undefined;
  if (key === undefined) throw new ApiError('not_found_error', 'Admin key not found.');
  requireReach(call.scopes, reachOf(key));
  return key;
}

async function remove({ db, organizationId }: WriteCall, { id }: store.AdminKey): Promise<Activity[]> {
  await store.deleteKey(db, organizationId, id, timestamp(db.moment));
  return [{ type: 'admin_api_key_deleted', admin_api_key_id: id }];
}

/** A new key as the API returns it, once, with its secret. */
const shown = (key: store.AdminKey, raw: string, now: number) =>
  JSON.stringify({ ...objectOf(key, now), raw_key: raw });
