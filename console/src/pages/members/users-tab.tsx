import { Users } from 'lucide-react';
import { useGet, useRefusal } from '../../api/queries.ts';
import type { User } from '../../api/types.ts';
import { Button, LinkButton } from '../../components/button/button.tsx';
import { AsCode } from '../../components/code/as-code.tsx';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { Filters } from '../../components/filters/filters.tsx';
import { Select } from '../../components/form/select.tsx';
import { Pager } from '../../components/pager/pager.tsx';
import { SearchField } from '../../components/search-field/search-field.tsx';
import { EmptyState, Loaded } from '../../components/states/states.tsx';
import { counted } from '../../people/counted.ts';
import { type OrganizationRole, organizationRoles } from '../../people/roles.ts';
import { shownPerson } from '../../people/shown-person.ts';
import { userColumns } from './user-columns.tsx';
import { useUserMenu } from './user-menu.tsx';
import { type ChangeView, isFiltered, queryOf, type UsersView, useUsersView } from './users-view.ts';

/** The users of the organization: searched, filtered by role, changed in place. */
export default function UsersTab() {
  const { view, change } = useUsersView();
  const query = queryOf(view);
  const list = useGet('GET /x/v1/organizations/users', { query }, { keep: true });
  return (
    <>
      <FilterBar view={view} change={change} />
      <Loaded
        read={list}
        label="Loading users"
        lines={12}
        ways={(view.after_id || view.before_id) && <LinkButton to="/members">First page</LinkButton>}
      >
        {(page) => (
          <>
            {page.data.length === 0 && !list.isPlaceholderData ? (
              <Nobody view={view} change={change} />
            ) : (
              <Rows rows={page.data} total={page.total_count} view={view} busy={list.isPlaceholderData} />
            )}
            <Pager cursor={view} page={page} onTurn={change} />
            <AsCode
              label="This list as a call"
              requests={[{ route: 'GET /x/v1/organizations/users', input: { query } }]}
            />
          </>
        )}
      </Loaded>
    </>
  );
}

function FilterBar({ view, change }: { view: UsersView; change: ChangeView }) {
  return (
    <Filters>
      <SearchField
        main
        label="Search by name or email"
        value={view.q ?? ''}
        onChange={(q) => change({ q }, { typed: true })}
      />
      <Select
        narrow
        aria-label="Role"
        value={view.role ?? ''}
        choices={[{ value: '', label: 'Any role' }, ...organizationRoles]}
        onChange={(role) => change({ role: role === '' ? undefined : (role as OrganizationRole) })}
      />
    </Filters>
  );
}

function Rows({
  rows,
  total,
  view,
  busy,
}: {
  rows: readonly User[];
  total: number;
  view: UsersView;
  busy: boolean;
}) {
  const { menu, dialog } = useUserMenu();
  const suffix = isFiltered(view) ? (total === 1 ? ' matches' : ' match') : '';
  return (
    <>
      <DataTable
        name="Users"
        columns={userColumns}
        rows={rows}
        idOf={({ id }) => id}
        nameOf={shownPerson}
        menu={menu}
        unsortable={total > rows.length ? 'Only lists of one page can be sorted. Filter first.' : undefined}
        busy={busy}
        summary={`${counted(total, 'user')}${suffix}`}
      />
      {dialog}
    </>
  );
}

/** An empty list: nobody matches, nobody is left on this page, or nobody joined yet. */
function Nobody({ view, change }: { view: UsersView; change: ChangeView }) {
  const mayInvite = useRefusal('POST /v1/organizations/invites');
  if (isFiltered(view)) {
    return (
      <EmptyState icon={<Users />} title="No users found">
        <p>Nobody matches these filters. Names and email addresses are searched.</p>
        <Button onClick={() => change({ q: undefined, role: undefined })}>Clear filters</Button>
      </EmptyState>
    );
  }
  if (view.after_id || view.before_id) {
    return (
      <EmptyState icon={<Users />} title="This page is empty now">
        <p>Its users were removed or are on another page.</p>
        <Button onClick={() => change({})}>First page</Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Users />} title="No users yet">
      <p>Users join by invite. Admin keys, such as yours, aren’t users.</p>
      <LinkButton to="/members/invites/new" look="primary" reason={mayInvite}>
        Invite the first person
      </LinkButton>
    </EmptyState>
  );
}
