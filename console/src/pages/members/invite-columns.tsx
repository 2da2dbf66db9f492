import type { Invite } from '../../api/types.ts';
import { Badge, type Tone } from '../../components/badge/badge.tsx';
import type { Column } from '../../components/data-table/columns.ts';
import { Id } from '../../components/id/id.tsx';
import { RelativeTime } from '../../components/relative-time/relative-time.tsx';
import { DaysLeft } from '../../people/days-left.tsx';
import { roleName } from '../../people/roles.ts';

const tones: Record<Invite['status'], Tone> = { pending: 'info', accepted: 'good', expired: 'neutral' };
const names: Record<Invite['status'], string> = {
  pending: 'Pending',
  accepted: 'Accepted',
  expired: 'Expired',
};

const common: readonly Column<Invite>[] = [
  {
    id: 'email',
    header: 'Email',
    primary: true,
    sort: ({ email }) => email.toLowerCase(),
    cell: ({ email }) => <bdi title={email}>{email}</bdi>,
  },
  {
    id: 'id',
    header: 'ID',
    optional: true,
    wide: true,
    width: '16rem',
    cell: ({ id, email }) => <Id id={id} of={email} />,
  },
  {
    id: 'role',
    header: 'Role',
    width: '9rem',
    sort: ({ role }) => roleName(role),
    cell: ({ role }) => roleName(role),
  },
  {
    id: 'invited',
    header: 'Invited',
    wide: true,
    width: '9rem',
    sort: ({ invited_at }) => invited_at,
    cell: ({ invited_at }) => <RelativeTime value={invited_at} />,
  },
];

/** The columns of pending invites. */
export const pendingColumns: readonly Column<Invite>[] = [
  ...common,
  {
    id: 'expires',
    header: 'Expires',
    width: '9rem',
    sort: ({ expires_at }) => expires_at,
    cell: ({ expires_at }) => <DaysLeft until={expires_at} />,
  },
];

/** The columns of invites that are accepted or expired. */
export const pastColumns: readonly Column<Invite>[] = [
  ...common,
  {
    id: 'status',
    header: 'Status',
    width: '8rem',
    sort: ({ status }) => status,
    cell: ({ status, accepted_at, expires_at }) => (
      <span title={accepted_at ?? expires_at}>
        <Badge tone={tones[status]}>{names[status]}</Badge>
      </span>
    ),
  },
];
