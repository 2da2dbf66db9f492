import type { Change, Handlers, ReadCall, WriteCall } from '../../call.ts';
import { type Activity, updated } from '../../contract/activity.ts';
import { timestamp } from '../../contract/clock.ts';
import { ApiError } from '../../contract/errors.ts';
import { isOpaqueId } from '../../contract/id.ts';
import { pageText, type Row } from '../../contract/page.ts';
import { actingUser } from '../acting-user.ts';
import type { Creates } from '../creates.ts';
import { keyExpiry } from '../key-expiry.ts';
import { cursorPage } from '../pages.ts';
import { searchPage } from '../search-page.ts';
import { change } from './change.ts';
import type { ApiKeyLimits, ApiKeyOperations } from './contract.ts';
import { boundOf, filtersOf, namedLike } from './filters.ts';
import { introspect } from './introspect.ts';
import { makeKey, newRawKey } from './key.ts';
import { requireRoom } from './limits.ts';
import { checkPlace, placeOf } from './place.ts';
import { shower, textOf } from './show.ts';
import * as store from './store.ts';

/** What the operations on API keys need. */
export interface ApiKeyTools {
  creates: Creates;
  limits: ApiKeyLimits;
}

/** The handlers of the operations on API keys. */
export function apiKeyHandlers({ creates, limits }: ApiKeyTools): Handlers<ApiKeyOperations> {
  return {
    async create({ body }, call) {
      const { db, organizationId } = call;
      checkPlace(body);
      const expires_at = keyExpiry(body.expires_at, db.moment, limits.maxKeyLifetime);
      const lost = await creates.claim(call);
      const cascaded = lost === undefined ? [] : await archiveLost(lost.id, call);
      const { defaultId, ...place } = await placeOf(body, call);
      const rawKey = newRawKey();
      const made = { name: body.name, expires_at, ...place, by: await actingUser(call) };
      const key = makeKey(rawKey, made, db.moment);
      await requireRoom(call, key.workspace_id, limits);
      store.insertKey(db, organizationId, key);
      if (lost === undefined) await creates.note(call, key.id);
      else await creates.replace(call, lost, key.id);
      const text = textOf(key, { now: timestamp(db.moment), wire: call.wire, defaultId });
      return {
        answer: `${text.slice(0, -1)},"raw_key":"${rawKey}"}`,
        activities: [{ type: 'platform_api_key_created', api_key_id: key.id }],
        cascaded,
      };
    },

    async retrieve({ params }, call) {
      const key = await existing(params.api_key_id, call);
      const at = timestamp(call.now());
      if (key.expires_at !== null && key.expires_at > at) call.validUntil(key.expires_at);
      return (await shower(call, at))(key);
    },

    async list({ query }, call) {
      const at = timestamp(call.now());
      const asked = { of: [call.organizationId], filters: filtersOf(query, at) };
      const { rows, more } = await cursorPage(call, store.keys, query, asked, keyFinder(call));
      return pageText(await shownAll(rows, call, at), more);
    },

    async search({ query }, call) {
      const at = timestamp(call.now());
      const before = query.expires_before === undefined ? undefined : boundOf(query.expires_before);
      const asked = { of: [call.organizationId], filters: { ...filtersOf(query, at), before } };
      const isNamed = query.name === undefined ? undefined : namedLike(query.name);
      const found = await searchPage(call, store.keys, query, asked, keyFinder(call), isNamed);
      return pageText(await shownAll(found.rows, call, at), found.more, found.total);
    },

    async update({ params, body }, call) {
      const before = await existing(params.api_key_id, call);
      const { key, updates } = await change(call, before, body, limits);
      return changed(key, call, updates.length > 0 ? [{ ...tellOf(key), updates }] : []);
    },

    async introspect({ body }, call) {
      return introspect(body, call, timestamp(call.now()));
    },
  };
}

const tellOf = ({ id }: store.StoredKey) => ({ type: 'platform_api_key_updated', api_key_id: id }) as const;

const shown = async (key: store.StoredKey, call: WriteCall) =>
  (await shower(call, timestamp(call.db.moment)))(key);

async function changed(
  key: store.StoredKey,
  call: WriteCall,
  activities: Activity[],
): Promise<Change<never>> {
  return { answer: await shown(key, call), activities };
}

/** Finds the place of a key in the list by its ID. */
const keyFinder = (call: ReadCall) => async (id: string) => {
  const key = await store.findKey(call.db, call.organizationId, id);
  return key && store.keys.keyOf(key);
};

/** Keys as a page shows them at this time, which is valid until the next one expires. */
async function shownAll(keys: readonly store.StoredKey[], call: ReadCall, at: string): Promise<Row[]> {
  const next = await store.nextExpiry(call.db, call.organizationId, at);
  if (next !== undefined) call.validUntil(next);
  const show = await shower(call, at);
  return keys.map((key) => ({ id: key.id, doc: show(key) }));
}

async function existing(id: string, call: ReadCall | WriteCall): Promise<store.StoredKey> {
  const key = isOpaqueId(id) ? await store.findKey(call.db, call.organizationId, id) : undefined;
  if (key === undefined) throw new ApiError('not_found_error', 'API key not found.');
  return key;
}

/** Archives the key that a create made before, because its secret never reached the client. */
async function archiveLost(id: string, { db, organizationId }: WriteCall): Promise<Activity[]> {
  const key = await store.findKey(db, organizationId, id);
  if (key === undefined || key.status === 'archived') return [];
  await store.replaceKey(db, organizationId, { ...key, status: 'archived' });
  return [{ ...tellOf(key), updates: updated('status', key.status, 'archived') }];
}
