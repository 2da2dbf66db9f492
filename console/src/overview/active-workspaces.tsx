import type { Workspace } from '../api/types.ts';
import { Link } from '../router.tsx';

interface ActiveWorkspacesProps {
  active: readonly Workspace[];
  archived: number;
  limit: number | undefined;
}

/** Above this limit a bar is drawn instead of squares. */
const drawable = 200;

/** Active workspaces against the limit: one square for each that the limit allows, coloured where it is used. */
export function ActiveWorkspaces({ active, archived, limit }: ActiveWorkspacesProps) {
  const full = limit !== undefined && active.length >= limit;
  return (
    <section
      className={full ? 'card active-workspaces full' : 'card active-workspaces'}
      aria-labelledby="active-workspaces"
    >
      <h2 id="active-workspaces">Active workspaces</h2>
      <p className="figure">
        <strong>{active.length.toLocaleString('en')}</strong>
        {limit !== undefined && <span> of {limit.toLocaleString('en')}</span>}
      </p>
      {limit !== undefined && <Squares active={active} limit={limit} />}
      <p className="quiet">
        {archived === 0 ? (
          'None archived.'
        ) : (
          <Link to="/workspaces?archived=true">{archived.toLocaleString('en')} archived</Link>
        )}
      </p>
    </section>
  );
}

function Squares({ active, limit }: { active: readonly Workspace[]; limit: number }) {
  if (limit > drawable)
    return <meter min={0} max={limit} value={active.length} aria-label="Active workspaces" />;
  const free = Math.max(0, limit - active.length);
  return (
    <div className="squares" role="img" aria-label={`${active.length} active, ${free} left`}>
      {active.toReversed().map(({ id, name, display_color }) => (
        <span key={id} title={name} style={{ backgroundColor: display_color }} />
      ))}
      {Array.from({ length: free }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: free squares are all alike
        <span key={index} className="free" />
      ))}
    </div>
  );
}
