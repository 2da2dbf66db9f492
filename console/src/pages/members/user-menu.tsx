import { useNavigate } from '@tanstack/react-router';
import { Copy, UserMinus, UserRound } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { User } from '../../api/types.ts';
import { copyId } from '../../components/copy/copy-id.ts';
import type { MenuGroups } from '../../components/menu/menu.tsx';
import { lazily } from '../../lazily.tsx';
import { useRemovalReason } from '../../people/use-removal-reason.ts';

const RemoveUser = lazily(() => import('../../people/remove-user.tsx'));

/** What can be done with a user of the list, and the dialog that asks first. */
export function useUserMenu(): { menu: (user: User) => MenuGroups; dialog: ReactNode } {
  const navigate = useNavigate();
  const reasonOf = useRemovalReason();
  const [removing, setRemoving] = useState<User>();
  const menu = (user: User): MenuGroups => [
    [
      {
        label: 'Open',
        icon: <UserRound />,
        run: () => navigate({ to: '/members/$id', params: { id: user.id } }),
      },
      { label: 'Copy ID', icon: <Copy />, run: () => copyId(user.id) },
    ],
    [
      {
        label: 'Remove…',
        icon: <UserMinus />,
        danger: true,
        reason: reasonOf(user),
        run: () => setRemoving(user),
      },
    ],
  ];
  const dialog = removing && <RemoveUser user={removing} onClosed={() => setRemoving(undefined)} />;
  return { menu, dialog };
}
