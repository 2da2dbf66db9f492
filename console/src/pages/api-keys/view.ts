import { inThirtyDays } from '../../keys/kinds.ts';

/** What the list of keys shows, according to its address. */
export interface KeyView {
  /** Part of the name or of the hint. */
  q?: string;
  status?: string;
  /** The ID of a workspace. */
  workspace?: string;
  /** `true` for active keys that expire within 30 days. */
  expiring?: string;
  after_id?: string;
  before_id?: string;
}

const statuses = ['active', 'inactive', 'expired', 'archived'] as const;

/** The statuses to filter by, as a select offers them. */
export const statusChoices = [
  { value: '', label: 'Any status' },
  { value: 'active', label: 'Active' },
  { value: 'inactive', label: 'Inactive' },
  { value: 'expired', label: 'Expired' },
  { value: 'archived', label: 'Archived' },
];

/** Whether the view leaves out some keys. */
export const isFiltered = ({ q, status, workspace, expiring }: KeyView): boolean =>
  Boolean(q || status || workspace || expiring);

/** The query of a search that finds what the view shows. Keys that expire soon are those that still work. */
export function queryOf({ q, status, workspace, expiring }: KeyView, now: number) {
  const known = statuses.find((each) => each === (expiring ? 'active' : status));
  return {
    name: q?.trim() || undefined,
    status: known,
    workspace_id: workspace,
    expires_before: expiring && inThirtyDays(now),
  };
}
