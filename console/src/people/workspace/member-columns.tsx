import type { Column } from '../../components/data-table/columns.ts';
import { RowLink } from '../../components/data-table/row-link.tsx';
import { Id } from '../../components/id/id.tsx';
import { reasonOf } from '../access.ts';
import { roleName } from '../roles.ts';
import { MemberRole } from './member-role.tsx';
import { type MemberRow, nameOf } from './member-row.ts';

/** The columns of the members of a workspace; their roles can be changed unless there is a reason against it. */
export const memberColumns = (frozen: string | undefined): Column<MemberRow>[] => [
  {
    id: 'name',
    header: 'Name',
    primary: true,
    sort: (row) => nameOf(row).toLowerCase(),
    cell: (row) => <RowLink to="/members/$id" params={{ id: row.member.user_id }} name={nameOf(row)} />,
  },
  {
    id: 'email',
    header: 'Email',
    sort: ({ user }) => user?.email.toLowerCase() ?? '',
    cell: ({ user }) => user && <bdi title={user.email}>{user.email}</bdi>,
  },
  {
    id: 'id',
    header: 'User ID',
    optional: true,
    wide: true,
    width: '16rem',
    cell: (row) => <Id id={row.member.user_id} of={nameOf(row)} />,
  },
  {
    id: 'role',
    header: 'Role',
    width: '28%',
    sort: ({ effective }) => roleName(effective.role),
    cell: (row) => <MemberRole row={row} frozen={frozen} />,
  },
  {
    id: 'reason',
    header: 'Why',
    width: '22%',
    sort: ({ effective }) => effective.via,
    cell: ({ effective, user }) => <span className="quiet">{reasonOf(effective.via, user?.role)}</span>,
  },
];
