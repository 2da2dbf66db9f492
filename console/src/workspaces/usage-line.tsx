import { useStatus } from '../api/queries.ts';

/** The number of active workspaces, and the limit. */
export function UsageLine() {
  const { data: status } = useStatus();
  if (!status) return null;
  const { active_workspaces: active, workspace_limit: limit } = status;
  const full = active >= limit;
  return (
    <div className={full ? 'usage full' : 'usage'}>
      <span>
        <strong>{active.toLocaleString('en')}</strong> of {limit.toLocaleString('en')} active
        {full && ' (limit reached)'}
      </span>
      <meter min={0} max={limit} value={active} aria-label="Active workspaces" />
    </div>
  );
}
