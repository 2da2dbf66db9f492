import { useStatus } from '../../api/queries.ts';
import { Notice } from '../../components/states/states.tsx';

/** Warns before anything is typed that the limit is reached. The form stays usable: someone may archive a workspace. */
export function LimitNotice() {
  const { data: status } = useStatus();
  if (!status || status.active_workspaces < status.workspace_limit) return null;
  return (
    <Notice>
      You’ve reached the limit of {status.workspace_limit.toLocaleString('en')} active workspaces. Archive one
      to make room.
    </Notice>
  );
}
