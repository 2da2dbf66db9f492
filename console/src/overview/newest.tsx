import type { Workspace } from '../api/types.ts';
import { Swatch } from '../components/marks.tsx';
import { RelativeTime } from '../components/relative-time.tsx';
import { Link } from '../router.tsx';

/** The workspaces made last. */
export function Newest({ workspaces }: { workspaces: readonly Workspace[] }) {
  return (
    <section className="card newest" aria-labelledby="newest">
      <h2 id="newest">Newest</h2>
      <ul>
        {workspaces.map(({ id, name, display_color, created_at }) => (
          <li key={id}>
            <Swatch color={display_color} />
            <Link to={`/workspaces/${id}`}>
              <bdi>{name}</bdi>
            </Link>
            <RelativeTime value={created_at} />
          </li>
        ))}
      </ul>
      <p>
        <Link to="/workspaces">All workspaces</Link>
      </p>
    </section>
  );
}
