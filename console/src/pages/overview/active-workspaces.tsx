import { Link } from '@tanstack/react-router';
import { Card } from '../../components/card/card.tsx';
import styles from './figures.module.css';

interface ActiveWorkspacesProps {
  active: number;
  archived: number;
  limit: number | undefined;
}

/** From this share of the limit on, the figure warns. */
const near = 0.9;

/** Active workspaces against the limit. */
export function ActiveWorkspaces({ active, archived, limit }: ActiveWorkspacesProps) {
  const share = limit === undefined ? 0 : active / limit;
  return (
    <Card title="Active workspaces">
      <p className={styles.figure} data-near={share >= near}>
        <strong>{active.toLocaleString('en')}</strong>
        {limit !== undefined && <span> of {limit.toLocaleString('en')}</span>}
      </p>
      {limit !== undefined && (
        <meter
          className={styles.meter}
          min={0}
          max={limit}
          value={active}
          data-near={share >= near}
          aria-label="Active workspaces"
        />
      )}
      <p className="quiet">
        {share >= 1
          ? 'Limit reached: archive one to make room. '
          : share >= near
            ? 'Close to the limit. '
            : ''}
        {archived === 0 ? (
          'None archived.'
        ) : (
          <Link to="/workspaces" search={{ archived: true }}>
            {archived.toLocaleString('en')} archived
          </Link>
        )}
      </p>
    </Card>
  );
}
