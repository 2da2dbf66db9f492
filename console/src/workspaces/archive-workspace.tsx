import type { Workspace } from '../api/types.ts';
import { useWrite } from '../api/writes.ts';
import { Confirm } from '../components/dialog/confirm.tsx';
import { isBlank, shownName } from './shown-name.ts';
import { useEnds } from './use-ends.ts';

/** Asks for the name before archiving, and says what that ends. */
export default function ArchiveWorkspace({
  workspace,
  onClosed,
}: {
  workspace: Workspace;
  onClosed: () => void;
}) {
  const archive = useWrite('POST /v1/organizations/workspaces/{workspace_id}/archive', (archived) => ({
    did: 'Archived',
    what: shownName(archived),
    to: { to: '/workspaces/$id', params: { id: archived.id } },
  }));
  const ends = useEnds(workspace.id);
  return (
    <Confirm
      title="Archive this workspace?"
      consequences={[
        'Archiving can’t be undone.',
        ...ends,
        'The workspace becomes read-only. Lists that include archived workspaces still show it.',
        'It no longer counts towards the organization’s limit.',
      ]}
      action="Archive workspace"
      phrase={isBlank(workspace.name) ? 'archive' : workspace.name}
      run={() => archive.mutateAsync({ params: { workspace_id: workspace.id } })}
      onClosed={onClosed}
    />
  );
}
