import type { Workspace } from '../api/types.ts';

const day = 86_400_000;

/** How many workspaces were active at one moment, in milliseconds since 1970. */
export interface Point {
  at: number;
  active: number;
}

/** Active workspaces in even steps until now, from the first creation or a week ago, whichever is earlier. */
export function history(workspaces: readonly Workspace[], now: number, steps = 120): Point[] {
  const created = workspaces.map((workspace) => Date.parse(workspace.created_at)).sort(ascending);
  const archived = workspaces
    .flatMap(({ archived_at }) => (archived_at === null ? [] : [Date.parse(archived_at)]))
    .sort(ascending);
  const start = Math.min(created[0] ?? now, now - 7 * day);
  let made = 0;
  let gone = 0;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const at = step === steps ? Number.POSITIVE_INFINITY : start + ((now - start) * step) / steps;
    while (made < created.length && (created[made] as number) <= at) made++;
    while (gone < archived.length && (archived[gone] as number) <= at) gone++;
    return { at: Math.min(at, now), active: made - gone };
  });
}

const ascending = (left: number, right: number) => left - right;
