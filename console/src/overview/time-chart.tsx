import { type PointerEvent, useMemo, useState } from 'react';
import type { Workspace } from '../api/types.ts';
import { history, type Point } from './history.ts';

const width = 600;
const height = 160;
const date = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });

/** Active workspaces over time; hovering shows the number at that time. */
export function TimeChart({ workspaces }: { workspaces: readonly Workspace[] }) {
  const points = useMemo(() => history(workspaces, Date.now()), [workspaces]);
  const [read, setRead] = useState<number | null>(null);
  const first = points[0] as Point;
  const last = points.at(-1) as Point;
  const shown = points[read ?? points.length - 1] as Point;
  const top = ceiling(Math.max(...points.map((point) => point.active)));
  const x = (index: number) => (index / (points.length - 1)) * width;
  const y = (active: number) => height - (active / top) * height;
  const line = points
    .map(({ active }, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(active).toFixed(1)}`)
    .join('');
  const follow = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    setRead(Math.round(share * (points.length - 1)));
  };
  return (
    <section className="card time-chart" aria-labelledby="over-time">
      <h2 id="over-time">Over time</h2>
      <p className="figure">
        <strong>{shown.active.toLocaleString('en')}</strong>
        <span> active {read === null ? 'now' : `on ${date.format(shown.at)}`}</span>
      </p>
      <div className="plot">
        <span className="axis top">{top.toLocaleString('en')}</span>
        <span className="axis bottom">0</span>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${first.active} active workspaces on ${date.format(first.at)}, ${last.active} now`}
          onPointerMove={follow}
          onPointerLeave={() => setRead(null)}
        >
          <path className="grid" d={`M0 0H${width}M0 ${height / 2}H${width}M0 ${height}H${width}`} />
          <path className="area" d={`${line}L${width} ${height}L0 ${height}Z`} />
          <path className="line" d={line} />
          {read !== null && <path className="cursor" d={`M${x(read)} 0V${height}`} />}
        </svg>
      </div>
      <p className="axis-dates">
        <span>{date.format(first.at)}</span>
        <span>Now</span>
      </p>
    </section>
  );
}

/** The smallest of 2, 4, 6, 8, 10, 20, 40, … that isn't below the value. */
function ceiling(value: number): number {
  for (let unit = 1; ; unit *= 10) {
    for (const factor of [2, 4, 6, 8, 10]) if (factor * unit >= value) return factor * unit;
  }
}
