import type { AdminKey } from '../../api/types.ts';
import { Badge } from '../../components/badge/badge.tsx';
import type { Column } from '../../components/data-table/columns.ts';
import { Id } from '../../components/id/id.tsx';
import { LastHour, RelativeTime } from '../../components/relative-time/relative-time.tsx';
import { Expires, KeyStatus } from '../../keys/status.tsx';
import styles from './admin-key-columns.module.css';
import { scopesText } from './scopes.ts';

/** The columns of the table of admin keys; the one in use is marked. */
export const adminKeyColumns = (own: string | undefined): Column<AdminKey>[] => [
  {
    id: 'name',
    header: 'Name',
    primary: true,
    sort: ({ name }) => name.toLowerCase(),
    cell: ({ id, name }) => (
      <span className={styles.name}>
        <bdi>{name}</bdi>
        {id === own && <Badge tone="info">This key</Badge>}
      </span>
    ),
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
    id: 'hint',
    header: 'Ends in',
    wide: true,
    width: '4.75rem',
    cell: ({ hint }) => <code className="quiet">…{hint}</code>,
  },
  {
    id: 'scopes',
    header: 'Scopes',
    width: '20%',
    sort: ({ scopes }) => scopesText(scopes),
    cell: ({ scopes }) => <span title={scopes?.join(', ')}>{scopesText(scopes)}</span>,
  },
  {
    id: 'status',
    header: 'Status',
    width: '6.25rem',
    sort: ({ status }) => status,
    cell: ({ status }) => <KeyStatus status={status} />,
  },
  {
    id: 'used',
    header: 'Last used',
    wide: true,
    width: '7.5rem',
    sort: ({ last_used_at }) => last_used_at ?? '',
    cell: ({ last_used_at: at }) =>
      at === null ? <span className="quiet">Never</span> : <LastHour value={at} />,
  },
  {
    id: 'expires',
    header: 'Expires',
    width: '6.75rem',
    sort: ({ expires_at }) => expires_at ?? '~',
    cell: ({ status, expires_at }) => <Expires status={status} at={expires_at} />,
  },
  {
    id: 'created',
    header: 'Created',
    wide: true,
    width: '7.25rem',
    sort: ({ created_at }) => created_at,
    cell: ({ created_at }) => <RelativeTime value={created_at} />,
  },
];
