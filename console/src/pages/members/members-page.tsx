import { Outlet, useNavigate } from '@tanstack/react-router';
import { Bot, UserPlus } from 'lucide-react';
import { useActions } from '../../actions/actions.ts';
import { useRefusal } from '../../api/queries.ts';
import { LinkButton } from '../../components/button/button.tsx';
import { PageHeader } from '../../components/page-header/page-header.tsx';

/** Everybody who belongs to the organization: users, those who are invited, and programs; each tab is a page of its own. */
export default function MembersPage() {
  return (
    <>
      <PageHeader
        title="Members"
        actions={<Actions />}
        tabs={[
          { name: 'Users', to: '/members' },
          { name: 'Invites', to: '/members/invites' },
          { name: 'Service accounts', to: '/members/service-accounts' },
        ]}
      />
      <Outlet />
    </>
  );
}

function Actions() {
  const navigate = useNavigate();
  const mayInvite = useRefusal('POST /v1/organizations/invites');
  const mayCreate = useRefusal('POST /v1/organizations/service_accounts');
  useActions([
    {
      id: 'invite',
      label: 'Invite a person',
      keys: 'i',
      words: 'member user email',
      reason: mayInvite,
      run: () => navigate({ to: '/members/invites/new' }),
    },
    {
      id: 'new-service-account',
      label: 'New service account',
      words: 'bot program',
      reason: mayCreate,
      run: () => navigate({ to: '/members/service-accounts/new' }),
    },
  ]);
  return (
    <>
      <LinkButton to="/members/service-accounts/new" reason={mayCreate}>
        <Bot /> New service account
      </LinkButton>
      <LinkButton to="/members/invites/new" look="primary" reason={mayInvite}>
        <UserPlus /> Invite
      </LinkButton>
    </>
  );
}
