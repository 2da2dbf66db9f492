import { LayoutGrid } from 'lucide-react';
import { useMemo } from 'react';
import { useGet } from '../../api/queries.ts';
import type { Output } from '../../api/routes.ts';
import type { User } from '../../api/types.ts';
import { AsCode } from '../../components/code/as-code.tsx';
import type { Column } from '../../components/data-table/columns.ts';
import { DataTable } from '../../components/data-table/data-table.tsx';
import { RowLink } from '../../components/data-table/row-link.tsx';
import { EmptyState, Loaded, Notice } from '../../components/states/states.tsx';
import { reasonOf } from '../../people/access.ts';
import { counted } from '../../people/counted.ts';
import { type OrganizationRole, roleName } from '../../people/roles.ts';
import { Section } from '../../people/section.tsx';
import { shownPerson } from '../../people/shown-person.ts';
import { isBlank } from '../../workspaces/shown-name.ts';

const route = 'GET /x/v1/organizations/users/{user_id}/access';
type Access = Output<typeof route>;
type Reached = Access['workspaces'][number];

const shownName = ({ workspace_id, name }: Reached) => (isBlank(name) ? workspace_id : name);

/** The workspaces in which a user has a role, whether by membership or by their role in the organization. */
export function UserAccess({ user }: { user: User }) {
  const params = { user_id: user.id };
  const read = useGet(route, { params });
  return (
    <Section
      title="Effective access"
      about="The role that counts in each active workspace, and why. The default workspace isn’t listed: everybody can use it."
    >
      <Loaded read={read} label="Loading access" lines={5}>
        {(access) => (
          <>
            {access.has_more && (
              <Notice tone="info">
                Only the newest {access.workspaces.length.toLocaleString('en')} workspaces are listed.
              </Notice>
            )}
            {access.workspaces.length === 0 ? (
              <EmptyState icon={<LayoutGrid />} title="No workspaces">
                <p>{shownPerson(user)} isn’t in any workspace. Add them on the Members tab of a workspace.</p>
              </EmptyState>
            ) : (
              <Rows rows={access.workspaces} hasMore={access.has_more} role={user.role} />
            )}
            <AsCode label="This list as a call" requests={[{ route, input: { params } }]} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Rows({
  rows,
  hasMore,
  role,
}: {
  rows: readonly Reached[];
  hasMore: boolean;
  role: OrganizationRole;
}) {
  const columns = useMemo(() => columnsOf(role), [role]);
  const count = counted(rows.length, 'workspace');
  return (
    <DataTable
      name="Workspaces of the user"
      columns={columns}
      rows={rows}
      idOf={({ workspace_id }) => workspace_id}
      nameOf={shownName}
      unsortable={hasMore ? 'Not all workspaces are listed.' : undefined}
      summary={hasMore ? `The newest ${count}` : count}
    />
  );
}

const columnsOf = (role: OrganizationRole): Column<Reached>[] => [
  {
    id: 'workspace',
    header: 'Workspace',
    primary: true,
    sort: (row) => shownName(row).toLowerCase(),
    cell: (row) => (
      <RowLink to="/workspaces/$id/members" params={{ id: row.workspace_id }} name={shownName(row)} />
    ),
  },
  {
    id: 'role',
    header: 'Role',
    width: '15rem',
    sort: ({ workspace_role }) => roleName(workspace_role),
    cell: ({ workspace_role }) => roleName(workspace_role),
  },
  {
    id: 'reason',
    header: 'Why',
    width: '15rem',
    sort: ({ via }) => via,
    cell: ({ via }) => <span className="quiet">{reasonOf(via, role)}</span>,
  },
];
