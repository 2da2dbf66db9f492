import { Link } from '@tanstack/react-router';
import type { WorkspaceSummary } from '../../api/types.ts';
import { Card } from '../../components/card/card.tsx';
import styles from './geo-chart.module.css';

/** Active workspaces by geo; each bar leads to its workspaces. */
export function GeoChart({ summary }: { summary: WorkspaceSummary }) {
  const groups = [
    { label: 'Data stored in', counts: summary.by_workspace_geo },
    { label: 'Default inference in', counts: summary.by_default_inference_geo },
  ];
  return (
    <Card title="By geo">
      <div className={styles.groups}>
        {groups.map(({ label, counts }) => (
          <div key={label}>
            <h3>{label}</h3>
            <ul>
              {counts.map(({ geo, count }) => (
                <li key={geo}>
                  <Link to="/workspaces" search={{ geo }} className={styles.line}>
                    <span className={styles.geo}>{geo}</span>
                    <span className={styles.bar}>
                      <span style={{ width: `${(count / Math.max(1, summary.active)) * 100}%` }} />
                    </span>
                    <span className={styles.number}>{count.toLocaleString('en')}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      {summary.active === 0 && <p className="quiet">No active workspaces.</p>}
    </Card>
  );
}
