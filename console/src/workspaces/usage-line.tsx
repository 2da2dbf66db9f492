import { useStatus } from '../api/queries.ts';

/** How many of the organization's places are taken. */
export function UsageLine() {
  const { data: status } = useStatus();
  if (!status) return null;
  const { active_workspaces: active, workspace_limit: limit } = status;
  const full = active >= limit;
  return (
    <div className={full ? 'usage full' : 'usage'}>
      <span>
        <strong>{active.toLocaleString('en')}</strong> of {limit.toLocaleString('en')} active
        {full && ', the limit is reached'}
      </span>
      <meter min={0} max={limit} value={active} aria-label="Active workspaces" />
    </div>
  );
}
