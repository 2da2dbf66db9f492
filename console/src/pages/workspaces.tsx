import { useDefaultId } from '../api/queries.ts';
import { PageTitle } from '../components/page-title.tsx';
import { FailureState, RefreshFault, Skeleton } from '../components/states.tsx';
import { Link } from '../router.tsx';
import { FilterBar } from '../workspaces/filter-bar.tsx';
import { NothingHere } from '../workspaces/nothing-here.tsx';
import { Pager } from '../workspaces/pager.tsx';
import { UsageLine } from '../workspaces/usage-line.tsx';
import { useRows } from '../workspaces/use-rows.ts';
import { isFiltered, useListView } from '../workspaces/view.ts';
import { WorkspaceTable } from '../workspaces/workspace-table.tsx';

/** The list of workspaces: filters above, pages below. */
export default function WorkspacesPage() {
  const [view, change] = useListView();
  const list = useRows(view);
  const { defaultId } = useDefaultId(list.rows);
  return (
    <>
      <div className="page-head">
        <PageTitle title="Workspaces" />
        <UsageLine />
      </div>
      <FilterBar view={view} change={change} rows={list.rows} />
      <p className="quiet count" role="status">
        {list.summary}
      </p>
      {list.error && list.loaded && <RefreshFault retry={list.retry} />}
      {list.error && !list.loaded ? (
        <FailureState error={list.error} retry={list.retry}>
          {(view.after_id || view.before_id) && (
            <Link to="/workspaces" className="button">
              First page
            </Link>
          )}
        </FailureState>
      ) : list.loading ? (
        <Skeleton lines={12} label="Loading workspaces" />
      ) : list.rows.length === 0 && list.settled ? (
        <NothingHere view={view} change={change} />
      ) : (
        <WorkspaceTable
          rows={list.rows}
          busy={list.stale}
          defaultId={defaultId}
          onTag={(tag) => change({ tag })}
        />
      )}
      {!isFiltered(view) && list.page && <Pager view={view} page={list.page} change={change} />}
    </>
  );
}
