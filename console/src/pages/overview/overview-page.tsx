import { useGet, useStatus } from '../../api/queries.ts';
import { PageHeader } from '../../components/page-header/page-header.tsx';
import { Loaded } from '../../components/states/states.tsx';
import { NoWorkspaces } from '../workspaces/nothing-here.tsx';
import { ActiveWorkspaces } from './active-workspaces.tsx';
import { ExpiringKeys } from './expiring-keys.tsx';
import { FailedRequests } from './failed-requests.tsx';
import { FirstSteps } from './first-steps.tsx';
import { GeoChart } from './geo-chart.tsx';
import { LatestChanges } from './latest-changes.tsx';
import styles from './overview-page.module.css';
import { TimeChart } from './time-chart.tsx';

/** The organization at a glance. */
export default function OverviewPage() {
  const { data: status } = useStatus();
  const summary = useGet('GET /x/v1/workspaces/summary', {});
  return (
    <>
      <PageHeader title="Overview" />
      <Loaded read={summary} label="Loading overview">
        {(counts) =>
          counts.active + counts.archived === 0 ? (
            <div className={styles.begin}>
              <NoWorkspaces />
              <FirstSteps />
            </div>
          ) : (
            <div className={styles.cards}>
              <div className={styles.figures}>
                <ActiveWorkspaces
                  active={counts.active}
                  archived={counts.archived}
                  limit={status?.workspace_limit}
                />
                <TimeChart summary={counts} />
              </div>
              <div className={styles.rest}>
                <FirstSteps />
                <LatestChanges />
                <GeoChart summary={counts} />
                <ExpiringKeys />
                <FailedRequests />
              </div>
            </div>
          )
        }
      </Loaded>
    </>
  );
}
