import { type Activity, updated } from '../contract/activity.ts';

/** What the feed tells of API keys that were archived together with what they belong to. */
export const archivedKeys = (ids: readonly string[]): Activity[] =>
  ids.map((id) => ({
    type: 'platform_api_key_updated',
    api_key_id: id,
    updates: updated('status', null, 'archived'),
  }));
