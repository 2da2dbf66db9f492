import { Archive, Pencil } from 'lucide-react';
import { ApiError } from '../api/client.ts';
import { useDefaultId, useWorkspace } from '../api/queries.ts';
import type { Workspace } from '../api/types.ts';
import { CodeTabs } from '../components/code-tabs.tsx';
import { openDialog } from '../components/dialog-store.ts';
import { Status, Swatch } from '../components/marks.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { FailureState, Skeleton } from '../components/states.tsx';
import { Link } from '../router.tsx';
import { shownName } from '../workspaces/shown-name.ts';
import { WorkspaceDetails } from '../workspaces/workspace-details.tsx';

/** All details of one workspace. */
export default function WorkspacePage({ id }: { id: string }) {
  const { data: workspace, error, refetch } = useWorkspace(id);
  const title = workspace ? shownName(workspace) : 'Workspace';
  return (
    <>
      <nav aria-label="Breadcrumb" className="breadcrumb">
        <Link to="/workspaces">Workspaces</Link>
      </nav>
      <div className="page-head">
        <div className="page-name">
          {workspace && <Swatch color={workspace.display_color} size="large" />}
          <PageTitle title={title}>
            <bdi>{title}</bdi>
          </PageTitle>
        </div>
        {workspace && <Actions workspace={workspace} />}
      </div>
      {workspace ? (
        <div className="workspace">
          <WorkspaceDetails workspace={workspace} />
          <section aria-label="As code">
            <CodeTabs json={workspace} request={{ verb: 'retrieve', id: workspace.id }} />
          </section>
        </div>
      ) : error ? (
        <FailureState error={error} retry={() => refetch()}>
          {error instanceof ApiError && error.status === 404 && (
            <Link to="/workspaces" className="button">
              All workspaces
            </Link>
          )}
        </FailureState>
      ) : (
        <Skeleton lines={10} label="Loading workspace" />
      )}
    </>
  );
}

function Actions({ workspace }: { workspace: Workspace }) {
  const { defaultId, pending } = useDefaultId([workspace]);
  const isDefault = defaultId === workspace.id;
  const active = workspace.archived_at === null;
  return (
    <div className="actions">
      <Status workspace={workspace} isDefault={isDefault} />
      {active && (
        <button
          type="button"
          className="button"
          aria-keyshortcuts="e"
          onClick={() => openDialog({ kind: 'edit', workspace })}
        >
          <Pencil /> Edit
        </button>
      )}
      {active && !isDefault && !pending && (
        <button
          type="button"
          className="button danger"
          onClick={() => openDialog({ kind: 'archive', workspace })}
        >
          <Archive /> Archive
        </button>
      )}
    </div>
  );
}
