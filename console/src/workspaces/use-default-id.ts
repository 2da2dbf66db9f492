import { useGet } from '../api/queries.ts';
import type { Workspace } from '../api/types.ts';

/**
 * The id of the default workspace, if it is among the rows; `pending` until that is known. The object doesn’t say whether
 * it is the default, but lists leave the default out unless asked. It can’t be renamed, so only rows named `Default` are
 * checked.
 */
export function useDefaultId(rows: readonly Workspace[]): {
  defaultId: string | undefined;
  pending: boolean;
} {
  const candidates = rows
    .filter((row) => row.name === 'Default')
    .map((row) => row.id)
    .slice(-100);
  const query = { limit: 100, include_archived: true, 'ids[]': candidates };
  const enabled = candidates.length > 0;
  const { data, isLoading } = useGet(
    'GET /v1/organizations/workspaces',
    { query },
    { enabled, refetchInterval: false },
  );
  const defaultId = data && candidates.find((id) => !data.data.some((workspace) => workspace.id === id));
  return { defaultId, pending: isLoading };
}
