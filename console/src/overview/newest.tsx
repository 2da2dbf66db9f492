import type { Workspace } from '../api/types.ts';
import { Swatch } from '../components/marks.tsx';
import { RelativeTime } from '../components/relative-time.tsx';
import { Link } from '../router.tsx';
import { shownName } from '../workspaces/shown-name.ts';

/** The newest workspaces. */
export function Newest({ workspaces }: { workspaces: readonly Workspace[] }) {
  return (
    <section className="card newest" aria-labelledby="newest">
      <h2 id="newest">Newest</h2>
      <ul>
        {workspaces.map((workspace) => (
          <li key={workspace.id}>
            <Swatch color={workspace.display_color} />
            <Link to={`/workspaces/${workspace.id}`}>
              <bdi>{shownName(workspace)}</bdi>
            </Link>
            <RelativeTime value={workspace.created_at} />
          </li>
        ))}
      </ul>
      <p>
        <Link to="/workspaces">All workspaces</Link>
      </p>
    </section>
  );
}
