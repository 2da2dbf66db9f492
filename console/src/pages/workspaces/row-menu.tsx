import { useNavigate } from '@tanstack/react-router';
import { Archive, Copy, Pencil } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useRefusal } from '../../api/queries.ts';
import type { Workspace } from '../../api/types.ts';
import { copyId } from '../../components/copy/copy-id.ts';
import type { MenuGroups } from '../../components/menu/menu.tsx';
import { lazily } from '../../lazily.tsx';
import { readOnlyReason } from '../../workspaces/read-only.ts';

const ArchiveWorkspace = lazily(() => import('../../workspaces/archive-workspace.tsx'));

/** What can be done with a workspace of the list, and the dialog that asks first. */
export function useRowMenu(defaultId: string | undefined): {
  menu: (workspace: Workspace) => MenuGroups;
  dialog: ReactNode;
} {
  const navigate = useNavigate();
  const mayWrite = useRefusal('POST /v1/organizations/workspaces/{workspace_id}');
  const [archiving, setArchiving] = useState<Workspace>();
  const menu = (workspace: Workspace): MenuGroups => {
    const archived = readOnlyReason(workspace);
    const isDefault = workspace.id === defaultId ? 'The default workspace can’t be archived.' : undefined;
    return [
      [
        {
          label: 'Edit',
          icon: <Pencil />,
          reason: mayWrite ?? archived,
          run: () => navigate({ to: '/workspaces/$id/edit', params: { id: workspace.id } }),
        },
        {
          label: 'Copy ID',
          icon: <Copy />,
          run: () => copyId(workspace.id),
        },
      ],
      [
        {
          label: 'Archive…',
          icon: <Archive />,
          danger: true,
          reason: mayWrite ?? archived ?? isDefault,
          run: () => setArchiving(workspace),
        },
      ],
    ];
  };
  const dialog = archiving && (
    <ArchiveWorkspace workspace={archiving} onClosed={() => setArchiving(undefined)} />
  );
  return { menu, dialog };
}
