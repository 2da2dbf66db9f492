import { useCallback, useDeferredValue, useMemo } from 'react';
import { useGet } from '../../api/queries.ts';
import type { Workspace } from '../../api/types.ts';

/** How many members and active API keys each workspace has, as far as the key may see them; nothing until it is known. */
export function useCounts(rows: readonly Workspace[]) {
  const ids = rows.map(({ id }) => id);
  const enabled = ids.length > 0;
  const { data } = useGet(
    'GET /x/v1/workspaces/counts',
    { query: { 'ids[]': ids } },
    { enabled, keep: true },
  );
  // All rows are drawn again for them, in slices, so that the browser can respond in between.
  const known = useDeferredValue(data);
  const counts = useMemo(() => new Map(known?.data.map((each) => [each.workspace_id, each])), [known]);
  return useCallback(
    (id: string): { members?: number | null; keys?: number | null } => {
      const count = counts.get(id);
      return count ? { members: count.members, keys: count.api_keys } : {};
    },
    [counts],
  );
}
