import { Link } from '@tanstack/react-router';
import { useGet, useRefusal } from '../../api/queries.ts';
import { useNow } from '../../clock.ts';
import { Card } from '../../components/card/card.tsx';
import { RelativeTime } from '../../components/relative-time/relative-time.tsx';
import { Skeleton } from '../../components/states/states.tsx';
import { inThirtyDays } from '../../keys/kinds.ts';
import { shownName } from '../../workspaces/shown-name.ts';
import styles from './list-card.module.css';

const route = 'GET /x/v1/organizations/api_keys';

/** Active API keys that expire within 30 days, the first 6. */
export function ExpiringKeys() {
  const before = inThirtyDays(useNow());
  const query = { status: 'active', expires_before: before, limit: 6 } as const;
  const refusal = useRefusal(route);
  const { data, error } = useGet(route, { query }, { enabled: refusal === undefined });
  return (
    <Card title="Keys that expire soon">
      {data === undefined ? (
        refusal || error ? (
          <p className="quiet">{refusal ?? 'Couldn’t load the keys.'}</p>
        ) : (
          <Skeleton lines={3} label="Loading keys that expire soon" />
        )
      ) : data.data.length === 0 ? (
        <p className="quiet">No API key expires within 30 days.</p>
      ) : (
        <ul className={styles.list}>
          {data.data.map((key) => (
            <li key={key.id}>
              <Link to="/api-keys/$id" params={{ id: key.id }}>
                <bdi>{shownName(key)}</bdi>
              </Link>
              {key.expires_at && <RelativeTime value={key.expires_at} />}
            </li>
          ))}
        </ul>
      )}
      {data && data.total_count > data.data.length && (
        <p className={styles.more}>
          <Link to="/api-keys" search={{ expiring: 'true' }}>
            All {data.total_count.toLocaleString('en')}
          </Link>
        </p>
      )}
    </Card>
  );
}
