import type { WorkspaceLimits } from '../../contract/workspace-limits.ts';
import type { Reads } from '../../db/database.ts';
import type { WorkspaceSummary } from './contract.ts';

interface ByGeos {
  workspace_geo: string;
  default_inference_geo: string;
  active: number;
  archived: number;
}

const mostDays = 400;

const byGeos = (db: Reads, organizationId: string) =>
  db.all<ByGeos>(
    `SELECT workspace_geo, default_inference_geo,
       CAST(sum(active) AS INTEGER) AS active, CAST(sum(archived) AS INTEGER) AS archived
     FROM workspace_counts WHERE organization_id = $1 GROUP BY workspace_geo, default_inference_geo`,
    organizationId,
  );

const byDay = (db: Reads, organizationId: string) =>
  db.all<WorkspaceSummary['by_day'][number]>(
    `SELECT day AS date, CAST(sum(created) AS INTEGER) AS created, CAST(sum(archived) AS INTEGER) AS archived
     FROM workspace_counts WHERE organization_id = $1
     GROUP BY day HAVING sum(created) + sum(archived) > 0 ORDER BY day DESC LIMIT ${mostDays}`,
    organizationId,
  );

/** The summary, from counters that each write updates; geos in the order of the setting, then former ones. */
export async function summarize(
  db: Reads,
  organizationId: string,
  limits: WorkspaceLimits,
): Promise<WorkspaceSummary> {
  const [geos, days] = await Promise.all([byGeos(db, organizationId), byDay(db, organizationId)]);
  const count = (configured: readonly string[], member: 'workspace_geo' | 'default_inference_geo') => {
    const counts = new Map(configured.map((geo) => [geo, 0]));
    for (const each of geos) counts.set(each[member], (counts.get(each[member]) ?? 0) + each.active);
    return Array.from(counts, ([geo, count]) => ({ geo, count })).filter(
      ({ geo, count }) => count > 0 || configured.includes(geo),
    );
  };
  return {
    active: sum(geos.map(({ active }) => active)),
    archived: sum(geos.map(({ archived }) => archived)),
    by_workspace_geo: count(limits.workspaceGeos, 'workspace_geo'),
    by_default_inference_geo: count(limits.inferenceGeos, 'default_inference_geo'),
    by_day: days.reverse(),
  };
}

/** The number of workspaces of the organization, only in this geo if given, and including archived ones if asked. */
export async function countWorkspaces(
  db: Reads,
  organizationId: string,
  { geo, include_archived }: { geo?: string | undefined; include_archived: boolean },
): Promise<number> {
  const geos = await byGeos(db, organizationId);
  const there = geos.filter(
    (each) => !geo || each.workspace_geo === geo || each.default_inference_geo === geo,
  );
  return sum(there.map(({ active, archived }) => active + (include_archived ? archived : 0)));
}

/** A counter that is wrong. */
export interface MiscountedGeos {
  id: string;
  workspace_geo: string;
  default_inference_geo: string;
  /** By how much it is too high. */
  excess: number;
}

/** Organizations whose counters by geo are wrong: there should be none. */
export const findMiscountedGeos = (db: Reads) =>
  db.all<MiscountedGeos>(
    `SELECT organization_id AS id, workspace_geo, default_inference_geo, CAST(sum(active) AS INTEGER) AS excess
     FROM (
       SELECT organization_id, workspace_geo, default_inference_geo, active FROM workspace_counts
       UNION ALL
       SELECT organization_id, workspace_geo, default_inference_geo, -1 FROM workspaces
       WHERE archived_at IS NULL AND is_default = 0
     ) AS differences
     GROUP BY organization_id, workspace_geo, default_inference_geo HAVING sum(active) <> 0 ORDER BY 1, 2, 3`,
  );

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
