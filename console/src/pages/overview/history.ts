import type { WorkspaceSummary } from '../../api/types.ts';

const day = 86_400_000;

/** How many workspaces were active at the end of a day, which began at `at`, in ms since 1970 (UTC). */
export interface Point {
  at: number;
  active: number;
}

/**
 * Active workspaces at the end of each day on which their number changed, counted back from today or the latest known day,
 * from a week ago or the earliest known day on. Between two points nothing changed, so the line between them is a step.
 */
export function history(
  { active, by_day }: Pick<WorkspaceSummary, 'active' | 'by_day'>,
  now: number,
): Point[] {
  const today = Math.max(Math.floor(now / day) * day, Date.parse(by_day.at(-1)?.date ?? '1970-01-01'));
  const points: Point[] = [{ at: today, active }];
  let count = active;
  for (const { date, created, archived } of by_day.toReversed()) {
    const at = Date.parse(date);
    if (points[0]?.at !== at) points.unshift({ at, active: count });
    count -= created - archived;
    points.unshift({ at: at - day, active: count });
  }
  const first = Math.min(points[0]?.at ?? today, today - 7 * day);
  if (points[0]?.at !== first) points.unshift({ at: first, active: count });
  return points.filter(({ at }, index) => at !== points[index + 1]?.at);
}
