import { Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { Filters } from '../../components/filters/filters.tsx';
import { Select } from '../../components/form/select.tsx';
import { InviteList } from './invite-list.tsx';
import { type InviteStatus, type InvitesView, statusesOf } from './invites-view.ts';

const choices = [
  { value: '', label: 'Any status' },
  { value: 'pending', label: 'Pending' },
  { value: 'accepted', label: 'Accepted' },
  { value: 'expired', label: 'Expired' },
];

/** Invites: those that wait for an answer first, and apart from them what became of the others. */
export default function InvitesTab() {
  const search = useSearch({ from: '/inside/members/invites' });
  const navigate = useNavigate();
  const statuses = statusesOf(search.status);
  const view: InvitesView = { ...search, status: statuses.length === 1 ? statuses[0] : undefined };
  const change = (search: InvitesView) => navigate({ to: '/members/invites', search: search as never });
  return (
    <>
      <Filters>
        <Select
          narrow
          aria-label="Status"
          value={view.status ?? ''}
          choices={choices}
          onChange={(status) => change(status === '' ? {} : { status: status as InviteStatus })}
        />
      </Filters>
      {view.status === undefined ? (
        <>
          <InviteList
            title="Pending"
            statuses={['pending']}
            cursor={view}
            onTurn={(cursor) => change({ ...cursor })}
          />
          <InviteList
            title="Accepted and expired"
            statuses={['accepted', 'expired']}
            onAll={(status) => change({ status })}
          />
        </>
      ) : (
        <InviteList
          key={view.status}
          title={choices.find(({ value }) => value === view.status)?.label ?? ''}
          statuses={[view.status]}
          cursor={view}
          onTurn={(cursor) => change({ status: view.status, ...cursor })}
        />
      )}
      <Outlet />
    </>
  );
}
