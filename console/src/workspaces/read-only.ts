import type { Workspace } from '../api/types.ts';

/** Why a workspace and what belongs to it can’t be changed, whatever the key may do; undefined if it can. */
export const readOnlyReason = ({ archived_at }: Pick<Workspace, 'archived_at'>): string | undefined =>
  archived_at === null ? undefined : 'Archived workspaces are read-only.';
