import type { User } from '../../api/types.ts';
import type { Column } from '../../components/data-table/columns.ts';
import { RowLink } from '../../components/data-table/row-link.tsx';
import { Id } from '../../components/id/id.tsx';
import { RelativeTime } from '../../components/relative-time/relative-time.tsx';
import { roleName } from '../../people/roles.ts';
import { shownPerson } from '../../people/shown-person.ts';
import { UserRole } from '../../people/user-role.tsx';

/** The columns of the list of users. */
export const userColumns: readonly Column<User>[] = [
  {
    id: 'name',
    header: 'Name',
    primary: true,
    sort: (user) => shownPerson(user).toLowerCase(),
    cell: (user) => <RowLink to="/members/$id" params={{ id: user.id }} name={shownPerson(user)} />,
  },
  {
    id: 'email',
    header: 'Email',
    sort: ({ email }) => email.toLowerCase(),
    cell: ({ email }) => <bdi title={email}>{email}</bdi>,
  },
  {
    id: 'id',
    header: 'ID',
    optional: true,
    wide: true,
    width: '16rem',
    cell: (user) => <Id id={user.id} of={shownPerson(user)} />,
  },
  {
    id: 'role',
    header: 'Role',
    width: '11rem',
    sort: ({ role }) => roleName(role),
    cell: (user) => <UserRole user={user} />,
  },
  {
    id: 'added',
    header: 'Added',
    width: '8rem',
    sort: ({ added_at }) => added_at,
    cell: ({ added_at }) => <RelativeTime value={added_at} />,
  },
];
