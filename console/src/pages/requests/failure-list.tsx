import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../components/button/button.tsx';
import { ServerTime } from '../../components/relative-time/relative-time.tsx';
import styles from './failure-list.module.css';
import type { Failures } from './log-view.ts';
import { StatusBadge } from './status-badge.tsx';

/** Failed requests that failed alike, each leading to those of its kind. */
export function FailureList({ failures, most = 5 }: { failures: readonly Failures[]; most?: number }) {
  const [isLong, setLong] = useState(false);
  const shown = isLong ? failures : failures.slice(0, most);
  return (
    <ul className={styles.failures}>
      {shown.map(({ operation, status, type, count, latest }) => (
        <li key={`${operation} ${status} ${type}`}>
          <StatusBadge status={status} />
          <Link to="/requests" search={{ operation: operation ?? '-', status: String(status) }}>
            {operation ?? 'No such path'}
          </Link>
          <span className={styles.type}>{type ?? 'the connection was closed'}</span>
          <span className={styles.count}>
            {count.toLocaleString('en')}× <span className="sr-only">requests,</span>{' '}
            <span className="quiet">
              latest <ServerTime value={latest.at} />
            </span>
          </span>
        </li>
      ))}
      {shown.length < failures.length && (
        <li>
          <Button size="small" look="quiet" onClick={() => setLong(true)}>
            Show all {failures.length.toLocaleString('en')}
          </Button>
        </li>
      )}
    </ul>
  );
}
