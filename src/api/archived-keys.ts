import { type Activity, updated } from '../contract/activity.ts';
import type { ArchivedKey } from './api-keys/store.ts';

/** What the feed tells of API keys that were archived together with what they belong to. */
export const archivedKeys = (keys: readonly ArchivedKey[]): Activity[] =>
  keys.map(({ id, status }) => ({
    type: 'platform_api_key_updated',
    api_key_id: id,
    updates: updated('status', status, 'archived'),
  }));
