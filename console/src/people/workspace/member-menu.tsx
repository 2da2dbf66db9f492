import { useNavigate } from '@tanstack/react-router';
import { Copy, UserMinus, UserRound } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useRefusal } from '../../api/queries.ts';
import { copyId } from '../../components/copy/copy-id.ts';
import type { MenuGroups } from '../../components/menu/menu.tsx';
import { lazily } from '../../lazily.tsx';
import type { MemberRow } from './member-row.ts';

const RemoveMember = lazily(() => import('./remove-member.tsx'));

/** What can be done with a member of the list, and the dialog that asks first. */
export function useMemberMenu(frozen: string | undefined): {
  menu: (row: MemberRow) => MenuGroups;
  dialog: ReactNode;
} {
  const navigate = useNavigate();
  const refusal = useRefusal('DELETE /v1/organizations/workspaces/{workspace_id}/members/{user_id}');
  const [removing, setRemoving] = useState<MemberRow>();
  const menu = (row: MemberRow): MenuGroups => {
    const { user_id } = row.member;
    const byOrganization =
      row.user?.role === 'admin' ? 'Admins of the organization are in every workspace.' : undefined;
    return [
      [
        {
          label: 'Open user',
          icon: <UserRound />,
          run: () => navigate({ to: '/members/$id', params: { id: user_id } }),
        },
        { label: 'Copy user ID', icon: <Copy />, run: () => copyId(user_id) },
      ],
      [
        {
          label: 'Remove…',
          icon: <UserMinus />,
          danger: true,
          reason: refusal ?? frozen ?? byOrganization,
          run: () => setRemoving(row),
        },
      ],
    ];
  };
  const dialog = removing && <RemoveMember row={removing} onClosed={() => setRemoving(undefined)} />;
  return { menu, dialog };
}
