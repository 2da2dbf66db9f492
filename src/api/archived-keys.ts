import type { Activity } from '../contract/activity.ts';

/** What tells of API keys that were archived with the object that they belong to. */
export const archivedKeys = (ids: readonly string[]): Activity[] =>
  ids.map((id) => ({
    type: 'platform_api_key_updated',
    api_key_id: id,
    updates: [{ type: 'status', previous_value: null, current_value: 'archived' }],
  }));
