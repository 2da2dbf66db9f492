import type { DataResidency, Workspace } from '../api/types.ts';
import { Link } from '../router.tsx';

const groups = [
  { member: 'workspace_geo', label: 'Data stored in' },
  { member: 'default_inference_geo', label: 'Default inference in' },
] as const;

/** Active workspaces by geo; each bar links to its workspaces. */
export function GeoChart({ workspaces }: { workspaces: readonly Workspace[] }) {
  return (
    <section className="card geo-chart" aria-labelledby="by-geo">
      <h2 id="by-geo">By geo</h2>
      {groups.map(({ member, label }) => (
        <div key={member}>
          <h3>{label}</h3>
          <ul>
            {counted(workspaces, member).map(([geo, count]) => (
              <li key={geo}>
                <Link to={`/workspaces?geo=${encodeURIComponent(`${member}:${geo}`)}`}>
                  <span className="geo">{geo}</span>
                  <span className="bar">
                    <span style={{ width: `${(count / workspaces.length) * 100}%` }} />
                  </span>
                  <span className="number">{count.toLocaleString('en')}</span>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {workspaces.length === 0 && <p className="quiet">No active workspaces.</p>}
    </section>
  );
}

function counted(workspaces: readonly Workspace[], member: 'workspace_geo' | 'default_inference_geo') {
  const counts = new Map<DataResidency[typeof member], number>();
  for (const { data_residency } of workspaces) {
    const geo = data_residency[member];
    counts.set(geo, (counts.get(geo) ?? 0) + 1);
  }
  return [...counts].sort((left, right) => right[1] - left[1]);
}
