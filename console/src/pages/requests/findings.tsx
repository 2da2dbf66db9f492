import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Finding } from '../../../../src/sandbox/requests/lint.ts';
import { Card } from '../../components/card/card.tsx';
import { one, useControl } from '../../sandbox/control.ts';
import styles from './findings.module.css';

const titles: { readonly [rule in Finding['rule']]: string } = {
  'unmarked-retry': 'A create was retried without a mark',
  'early-retry': 'A retry came before retry-after',
  'first-page-only': 'Only the first page was read',
  'deprecated-version': 'A missing or deprecated version',
  'doubled-prefix': 'A doubled path prefix',
};

/** How long to wait for more requests before they are looked through again, in ms. */
const patience = 500;

/** Habits of the clients that will do harm some day, up to the latest request; nothing if there are none. */
export function Findings({ latest }: { latest: string | undefined }) {
  const { data, refetch } = useControl<{ data: Finding[] }>({ route: `GET ${one}/requests/lint` });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each request may show another habit
  useEffect(() => {
    const timer = setTimeout(refetch, patience);
    return () => clearTimeout(timer);
  }, [latest, refetch]);
  if (data === undefined || data.data.length === 0) return null;
  return (
    <Card title="Habits to change">
      <ul className={styles.findings}>
        {data.data.map(({ rule, message, request_ids }) => (
          <li key={rule + message}>
            <details>
              <summary>
                {titles[rule]} <code className="quiet">{rule}</code>
              </summary>
              <p className="quiet breakable">{message}</p>
              <p>
                {request_ids.length.toLocaleString('en')} {request_ids.length === 1 ? 'request' : 'requests'}:{' '}
                {request_ids.slice(0, 3).map((id, index) => (
                  <Link key={id} to="/requests" search={{ id }} title={id} className={styles.link}>
                    {index === 0 ? 'first' : index === 1 ? 'second' : 'third'}
                  </Link>
                ))}
              </p>
            </details>
          </li>
        ))}
      </ul>
    </Card>
  );
}
