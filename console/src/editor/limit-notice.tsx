import { useStatus } from '../api/queries.ts';

/** Says before anything is typed that there is no place left. The server decides: one may become free meanwhile. */
export function LimitNotice() {
  const { data: status } = useStatus();
  if (!status || status.active_workspaces < status.workspace_limit) return null;
  return (
    <p className="notice" role="status">
      The limit of {status.workspace_limit.toLocaleString('en')} active workspaces is reached. Archive one to
      make room.
    </p>
  );
}
