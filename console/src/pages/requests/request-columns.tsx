import type { Entry } from '../../../../src/sandbox/requests/entry.ts';
import type { Column } from '../../components/data-table/columns.ts';
import { RowLink } from '../../components/data-table/row-link.tsx';
import { keyHintOf, type LogView } from './log-view.ts';
import styles from './request-columns.module.css';
import { StatusBadge } from './status-badge.tsx';

/** The columns of the log; a row opens its request. */
export const requestColumns: Column<Entry>[] = [
  {
    id: 'request',
    header: 'Request',
    primary: true,
    sort: ({ url }) => url,
    cell: ({ id, method, url, hint }) => (
      <>
        <span className={styles.request} title={`${method} ${url}`}>
          <span className={styles.method}>{method}</span>
          <RowLink
            to="/requests"
            search={((before: LogView) => ({ ...before, id })) as never}
            resetScroll={false}
            name={url}
          />
        </span>
        {hint && (
          <span className={styles.hint} title={hint}>
            {hint}
          </span>
        )}
      </>
    ),
  },
  {
    id: 'operation',
    header: 'Operation',
    width: '11rem',
    wide: true,
    sort: ({ operation }) => operation ?? '',
    cell: ({ operation }) => operation ?? <span className="quiet">no such path</span>,
  },
  {
    id: 'status',
    header: 'Status',
    width: '6.5rem',
    sort: ({ status }) => status,
    cell: ({ status }) => <StatusBadge status={status} />,
  },
  {
    id: 'ms',
    header: 'Took',
    width: '6rem',
    align: 'end',
    sort: ({ ms }) => ms,
    cell: ({ ms }) => `${ms.toFixed(ms < 10 ? 1 : 0)} ms`,
  },
  {
    id: 'retry',
    header: 'Retry',
    width: '4.5rem',
    align: 'end',
    wide: true,
    sort: ({ retry }) => retry,
    cell: ({ retry }) => (retry === 0 ? <span className="quiet">–</span> : retry),
  },
  {
    id: 'key',
    header: 'Key',
    width: '5.5rem',
    wide: true,
    cell: (entry) => <code>{keyHintOf(entry) ?? '–'}</code>,
  },
  {
    id: 'time',
    header: 'Time (UTC)',
    width: '7rem',
    sort: ({ at }) => at,
    cell: ({ at }) => (
      <time dateTime={at} title={at} className={styles.time}>
        {at.slice(11, 23)}
      </time>
    ),
  },
];
