import type { Update } from '../contract/activity.ts';
import type { View } from './operations.ts';
import { seconds } from './table.ts';

/** An activity, as the server sends it. */
export interface Activity {
  id: string;
  type: string;
  created_at: string;
  actor: Record<string, unknown>;
}

/** What every activity has. */
const common = new Set(['id', 'type', 'created_at', 'organization_id', 'organization_uuid', 'actor']);

/** Who did it: the ID of a key or user, or the name of a service. */
export const actorOf = ({ actor }: Activity) =>
  String(actor.user_id ?? actor.admin_api_key_id ?? actor.service ?? actor.type);

/** What it was about: the members that only its type has, on one line. */
export const detailsOf = (activity: Activity) =>
  Object.entries(activity)
    .filter(([name]) => !common.has(name))
    .map(([name, value]) => (name === 'updates' ? changesOf(value as Update[]) : `${name}=${value}`))
    .join(' ');

const changesOf = (updates: readonly Update[]) =>
  updates
    .map(({ type, previous_value, current_value }) => `${type}: ${previous_value} → ${current_value}`)
    .join(', ');

/** How activities are displayed. */
export const activityView: View<Activity> = {
  columns: {
    id: ({ id }) => id,
    time: ({ created_at }) => seconds(created_at),
    type: ({ type }) => type,
    actor: actorOf,
    details: detailsOf,
  },
  examples: {
    list: [
      '--created-at-gte 2026-01-31 --all --json',
      '--activity-types platform_workspace_archived,org_user_deleted',
    ],
  },
};
