import { type PointerEvent, useMemo, useState } from 'react';
import type { WorkspaceSummary } from '../../api/types.ts';
import { useNow } from '../../clock.ts';
import { Card } from '../../components/card/card.tsx';
import figures from './figures.module.css';
import { history, type Point } from './history.ts';
import styles from './time-chart.module.css';

const width = 600;
const height = 150;
const date = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** Active workspaces day by day, as steps; hovering shows the number on that day. */
export function TimeChart({ summary }: { summary: WorkspaceSummary }) {
  const now = useNow();
  const points = useMemo(() => history(summary, now), [summary, now]);
  const [read, setRead] = useState<number | null>(null);
  const first = points[0] as Point;
  const last = points.at(-1) as Point;
  const span = last.at - first.at;
  const top = ceiling(Math.max(...points.map((point) => point.active)));
  const x = ({ at }: { at: number }) => ((at - first.at) / span) * width;
  const y = ({ active }: Point) => height - (active / top) * height;
  const line = points
    .map((point, index) =>
      index === 0 ? `M0 ${y(point)}` : `H${x(point).toFixed(1)}V${y(point).toFixed(1)}`,
    )
    .join('');
  const shown = read === null ? last : (points.findLast(({ at }) => at <= read) as Point);
  const follow = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    setRead(first.at + Math.round((share * span) / 86_400_000) * 86_400_000);
  };
  return (
    <Card title="Over time">
      <p className={figures.figure}>
        <strong>{shown.active.toLocaleString('en')}</strong>
        <span> active {read === null ? 'now' : `on ${date.format(read)}`}</span>
      </p>
      <div className={styles.plot}>
        <span className={styles.top}>{top.toLocaleString('en')}</span>
        <span className={styles.bottom}>0</span>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${first.active} active workspaces on ${date.format(first.at)}, ${last.active} now`}
          onPointerMove={follow}
          onPointerLeave={() => setRead(null)}
        >
          <path className={styles.grid} d={`M0 0H${width}M0 ${height / 2}H${width}M0 ${height}H${width}`} />
          <path className={styles.area} d={`${line}L${width} ${height}L0 ${height}Z`} />
          <path className={styles.line} d={line} />
          {read !== null && <path className={styles.cursor} d={`M${x({ at: read })} 0V${height}`} />}
        </svg>
      </div>
      <p className={styles.dates}>
        <span>{date.format(first.at)}</span>
        <span>Today</span>
      </p>
    </Card>
  );
}

/** The smallest of 2, 4, 6, 8, 10, 20, 40, … that isn’t below the value. */
function ceiling(value: number): number {
  for (let unit = 1; ; unit *= 10) {
    for (const factor of [2, 4, 6, 8, 10]) if (factor * unit >= value) return factor * unit;
  }
}
