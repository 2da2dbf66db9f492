import type { Workspace } from '../../api/types.ts';
import { readOnlyReason } from '../../workspaces/read-only.ts';
import { useDefaultId } from '../../workspaces/use-default-id.ts';

/** Why nobody can be added to a workspace, changed there or removed from it, whatever the key may do. */
export function useFrozen(workspace: Workspace): {
  isDefault: boolean;
  /** About its members. */
  members: string | undefined;
  /** About its service accounts, which the default workspace has like any other. */
  accounts: string | undefined;
} {
  const { defaultId } = useDefaultId([workspace]);
  const isDefault = defaultId === workspace.id;
  const archived = readOnlyReason(workspace);
  return {
    isDefault,
    members: archived ?? (isDefault ? 'The default workspace has no members of its own.' : undefined),
    accounts: archived,
  };
}
