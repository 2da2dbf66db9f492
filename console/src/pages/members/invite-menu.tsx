import { useNavigate } from '@tanstack/react-router';
import { Copy, Link as LinkIcon, Search, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useRefusal } from '../../api/queries.ts';
import type { Invite } from '../../api/types.ts';
import { copyId } from '../../components/copy/copy-id.ts';
import type { MenuGroups } from '../../components/menu/menu.tsx';
import { lazily } from '../../lazily.tsx';
import { linkRoute } from '../../people/use-invite-link.ts';

const InviteLink = lazily(() => import('../../people/invite-link.tsx'));
const CancelInvite = lazily(() => import('./cancel-invite.tsx'));

/** What can be done with an invite of the list, and the dialogs for it. */
export function useInviteMenu(): { menu: (invite: Invite) => MenuGroups; dialog: ReactNode } {
  const navigate = useNavigate();
  const mayRenew = useRefusal(linkRoute);
  const mayDelete = useRefusal('DELETE /v1/organizations/invites/{invite_id}');
  const [asked, setAsked] = useState<{ invite: Invite; about: 'link' | 'cancel' }>();
  const menu = (invite: Invite): MenuGroups => {
    const over = overReason(invite);
    return [
      [
        {
          label: 'Copy or resend link…',
          icon: <LinkIcon />,
          reason: mayRenew ?? over,
          run: () => setAsked({ invite, about: 'link' }),
        },
        { label: 'Copy ID', icon: <Copy />, run: () => copyId(invite.id) },
        ...(invite.status === 'accepted'
          ? [
              {
                label: 'Find the user',
                icon: <Search />,
                run: () => navigate({ to: '/members', search: { q: invite.email } }),
              },
            ]
          : []),
      ],
      [
        {
          label: 'Cancel invite…',
          icon: <Trash2 />,
          danger: true,
          reason: mayDelete ?? over,
          run: () => setAsked({ invite, about: 'cancel' }),
        },
      ],
    ];
  };
  const closed = () => setAsked(undefined);
  const dialog =
    asked &&
    (asked.about === 'link' ? (
      <InviteLink invite={asked.invite} onClosed={closed} />
    ) : (
      <CancelInvite invite={asked.invite} onClosed={closed} />
    ));
  return { menu, dialog };
}

/** Why nothing can be done with an invite any more. */
const overReason = ({ status }: Invite): string | undefined =>
  ({ pending: undefined, accepted: 'The invite was accepted.', expired: 'The invite has expired.' })[status];
