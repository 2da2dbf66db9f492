import { queryClient } from '../../api/query-client.ts';
import type { Workspace } from '../../api/types.ts';
import { sentenceOf } from '../../components/states/states.tsx';
import { shownName } from '../../workspaces/shown-name.ts';

/**
 * Does the same to workspaces one after another, so that the first refusal stops it; then the list is read again. Throws
 * how many were done and why the next one wasn’t.
 */
export async function forEach(
  workspaces: readonly Workspace[],
  act: (workspace: Workspace) => Promise<unknown>,
): Promise<void> {
  let done = 0;
  try {
    for (const workspace of workspaces) {
      await act(workspace).catch((error) => {
        throw new Error(
          `${done} of ${workspaces.length} done. “${shownName(workspace)}”: ${sentenceOf(error)}`,
        );
      });
      done += 1;
    }
  } finally {
    await queryClient.invalidateQueries();
  }
}
