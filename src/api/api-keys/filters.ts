import { timestamp } from '../../contract/clock.ts';
import { invalid } from '../../contract/errors.ts';
import { fold } from '../../contract/fold.ts';
import { parseMoment } from '../../contract/moment.ts';
import type { Input } from '../../contract/operation.ts';
import type { ApiKey, ApiKeyOperations } from './contract.ts';
import type { StoredKey } from './store.ts';

/** The filters of a list of keys, as of this time. */
export function filtersOf(query: Input<ApiKeyOperations['list']>['query'], now: string) {
  const filters = { workspace: query.workspace_id, creator: query.created_by_user_id };
  if (query.status === undefined) return filters;
  if (query.status === 'expired') return { ...filters, expired: now };
  if (query.status === 'archived') return { ...filters, status: 'archived' };
  return { ...filters, status: query.status, unexpired: now };
}

/** The last time that a timestamp can show, in microseconds. */
const last = Date.parse('9999-12-31T23:59:59Z') * 1000;

/** A time as a timestamp before which keys expire; throws 400 for what is none. */
export function boundOf(time: string): string {
  const moment = parseMoment(time);
  if (moment === undefined) throw invalid('expires_before', 'Input should be a valid datetime');
  return timestamp(Math.min(Math.max(0, Math.ceil(moment)), last));
}

/** Whether this is part of a key’s name or hint, ignoring case. */
export function namedLike(part: string): (key: StoredKey) => boolean {
  const folded = fold(part);
  return ({ doc }) => {
    const { name, partial_key_hint }: ApiKey = JSON.parse(doc);
    return fold(name).includes(folded) || fold(partial_key_hint ?? '').includes(folded);
  };
}
