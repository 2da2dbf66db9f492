import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { Pencil } from 'lucide-react';
import { useActions } from '../../actions/actions.ts';
import { ApiError } from '../../api/client.ts';
import { useGet, useRefusal } from '../../api/queries.ts';
import type { Workspace } from '../../api/types.ts';
import { Swatch } from '../../components/badge/badge.tsx';
import { Button, LinkButton } from '../../components/button/button.tsx';
import { PageHeader } from '../../components/page-header/page-header.tsx';
import { FailureState, RefreshFault, Skeleton } from '../../components/states/states.tsx';
import { readOnlyReason } from '../../workspaces/read-only.ts';
import { shownName } from '../../workspaces/shown-name.ts';
import { Status } from '../../workspaces/status.tsx';
import { useDefaultId } from '../../workspaces/use-default-id.ts';
import { ShownWorkspace } from './shown-workspace.ts';

const above = [{ name: 'Workspaces', to: '/workspaces' }] as const;

/** One workspace: its head and tabs; each tab is a page of its own. */
export default function WorkspacePage() {
  const { id } = useParams({ from: '/inside/workspaces/$id' });
  const read = useGet('GET /v1/organizations/workspaces/{workspace_id}', { params: { workspace_id: id } });
  const { data: workspace, error, refetch } = read;
  if (workspace === undefined) {
    return (
      <>
        <PageHeader title="Workspace" above={above} />
        {error ? (
          <FailureState error={error} retry={() => refetch()}>
            {error instanceof ApiError && error.status === 404 && (
              <LinkButton to="/workspaces">All workspaces</LinkButton>
            )}
          </FailureState>
        ) : (
          <Skeleton lines={10} label="Loading workspace" />
        )}
      </>
    );
  }
  return (
    <ShownWorkspace value={workspace}>
      <Head workspace={workspace} />
      {error && <RefreshFault retry={() => refetch()} />}
      <Outlet />
    </ShownWorkspace>
  );
}

function Head({ workspace }: { workspace: Workspace }) {
  const { defaultId } = useDefaultId([workspace]);
  const params = { id: workspace.id };
  return (
    <PageHeader
      title={shownName(workspace)}
      above={above}
      mark={<Swatch color={workspace.display_color} large />}
      state={<Status workspace={workspace} isDefault={defaultId === workspace.id} />}
      actions={<Edit workspace={workspace} />}
      tabs={[
        { name: 'Overview', to: '/workspaces/$id', params },
        { name: 'Members', to: '/workspaces/$id/members', params },
        { name: 'API keys', to: '/workspaces/$id/api-keys', params },
        { name: 'Activity', to: '/workspaces/$id/activity', params },
        { name: 'JSON & code', to: '/workspaces/$id/code', params },
      ]}
    />
  );
}

function Edit({ workspace }: { workspace: Workspace }) {
  const navigate = useNavigate();
  const mayWrite = useRefusal('POST /v1/organizations/workspaces/{workspace_id}');
  const archived = readOnlyReason(workspace);
  const reason = mayWrite ?? archived;
  const edit = () => navigate({ to: '/workspaces/$id/edit', params: { id: workspace.id } });
  useActions([{ id: 'edit', label: 'Edit workspace', keys: 'e', reason, run: edit }]);
  return (
    <Button reason={reason} onClick={edit}>
      <Pencil /> Edit
    </Button>
  );
}
