import type { ServiceAccount } from '../../api/types.ts';
import { Badge } from '../../components/badge/badge.tsx';
import type { Column } from '../../components/data-table/columns.ts';
import { Id } from '../../components/id/id.tsx';
import { RelativeTime } from '../../components/relative-time/relative-time.tsx';
import { roleName } from '../../people/roles.ts';

/** The columns of the list of service accounts. */
export const serviceAccountColumns: readonly Column<ServiceAccount>[] = [
  {
    id: 'name',
    header: 'Name',
    primary: true,
    sort: ({ name }) => name,
    cell: ({ name }) => <bdi title={name}>{name}</bdi>,
  },
  {
    id: 'description',
    header: 'Description',
    cell: ({ description }) =>
      description ? <bdi title={description}>{description}</bdi> : <span className="quiet">none</span>,
  },
  {
    id: 'id',
    header: 'ID',
    optional: true,
    wide: true,
    width: '16rem',
    cell: ({ id, name }) => <Id id={id} of={name} />,
  },
  {
    id: 'role',
    header: 'Role',
    width: '8rem',
    sort: ({ organization_role }) => organization_role,
    cell: ({ organization_role }) => roleName(organization_role),
  },
  {
    id: 'created',
    header: 'Created',
    wide: true,
    width: '9rem',
    sort: ({ created_at }) => created_at,
    cell: ({ created_at }) => <RelativeTime value={created_at} />,
  },
  {
    id: 'status',
    header: 'Status',
    width: '7rem',
    sort: ({ archived_at }) => archived_at ?? '',
    cell: ({ archived_at }) =>
      archived_at === null ? (
        <Badge tone="good">Active</Badge>
      ) : (
        <span title={archived_at}>
          <Badge>Archived</Badge>
        </span>
      ),
  },
];
