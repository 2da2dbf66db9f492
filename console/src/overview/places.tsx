import type { Workspace } from '../api/types.ts';
import { Link } from '../router.tsx';

interface PlacesProps {
  active: readonly Workspace[];
  archived: number;
  limit: number | undefined;
}

/** More squares than this are no picture any more, but a bar is. */
const drawable = 200;

/** The organization's places: a square for each, the taken ones in the colour of their workspace. */
export function Places({ active, archived, limit }: PlacesProps) {
  const full = limit !== undefined && active.length >= limit;
  return (
    <section className={full ? 'card places full' : 'card places'} aria-labelledby="places">
      <h2 id="places">Places</h2>
      <p className="figure">
        <strong>{active.length.toLocaleString('en')}</strong>
        {limit !== undefined && <span> of {limit.toLocaleString('en')} active</span>}
      </p>
      {limit !== undefined && <Squares active={active} limit={limit} />}
      <p className="quiet">
        {archived === 0 ? (
          'None archived yet.'
        ) : (
          <Link to="/workspaces?archived=true">{archived.toLocaleString('en')} archived</Link>
        )}
      </p>
    </section>
  );
}

function Squares({ active, limit }: { active: readonly Workspace[]; limit: number }) {
  if (limit > drawable) return <meter min={0} max={limit} value={active.length} aria-label="Places taken" />;
  const free = Math.max(0, limit - active.length);
  return (
    <div className="squares" role="img" aria-label={`${active.length} places taken, ${free} free`}>
      {active.toReversed().map(({ id, name, display_color }) => (
        <span key={id} title={name} style={{ backgroundColor: display_color }} />
      ))}
      {Array.from({ length: free }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: free places are all alike
        <span key={index} className="free" />
      ))}
    </div>
  );
}
