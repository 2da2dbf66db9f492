import { useAllWorkspaces, useDefaultId, useStatus } from '../api/queries.ts';
import { PageTitle } from '../components/page-title.tsx';
import { FailureState, RefreshFault, Skeleton } from '../components/states.tsx';
import { ActiveWorkspaces } from '../overview/active-workspaces.tsx';
import { GeoChart } from '../overview/geo-chart.tsx';
import { Newest } from '../overview/newest.tsx';
import { TimeChart } from '../overview/time-chart.tsx';
import { NoWorkspaces } from '../workspaces/nothing-here.tsx';

/** The organization at a glance, drawn from the API's list of workspaces. */
export default function OverviewPage() {
  const { rows, data, isPending, error, refetch } = useAllWorkspaces({
    include_archived: true,
    include_default: true,
  });
  const { data: status } = useStatus();
  const { defaultId, pending } = useDefaultId(rows);
  const made = rows.filter((workspace) => workspace.id !== defaultId);
  const active = made.filter((workspace) => workspace.archived_at === null);
  return (
    <>
      <div className="page-head">
        <PageTitle title="Overview" />
        {status && <p className="narrow-only quiet breakable">{status.organization.name}</p>}
        {status?.server.sandbox && <span className="narrow-only badge accent">Sandbox</span>}
      </div>
      {error && data && <RefreshFault retry={() => refetch()} />}
      {error && !data ? (
        <FailureState error={error} retry={() => refetch()} />
      ) : isPending || pending ? (
        <Skeleton lines={8} label="Loading overview" />
      ) : made.length === 0 ? (
        <NoWorkspaces />
      ) : (
        <div className="overview">
          <ActiveWorkspaces
            active={active}
            archived={made.length - active.length}
            limit={status?.workspace_limit}
          />
          <TimeChart workspaces={made} />
          <GeoChart workspaces={active} />
          <Newest workspaces={active.slice(0, 6)} />
        </div>
      )}
    </>
  );
}
