import type { Reference } from '../../contract/reference.ts';
import type { WorkspaceLimits } from '../contract.ts';
import { tag } from './shared.ts';

/** What people are told of the summary of workspaces. */
export function summaryReference(limits: WorkspaceLimits): Reference {
  const active = 12;
  const byGeo = (geos: readonly string[]) =>
    geos.map((geo, index) => ({ geo, count: index === 0 ? active : 0 }));
  return {
    tag,
    description,
    requests: { plain: { summary: 'Your own' } },
    answer: {
      active,
      archived: 1,
      by_workspace_geo: byGeo(limits.workspaceGeos),
      by_default_inference_geo: byGeo(limits.inferenceGeos),
      by_day: [
        { date: '2026-03-12', created: 10, archived: 0 },
        { date: '2026-03-14', created: 3, archived: 1 },
      ],
    },
    errors: {},
    leadsTo: [],
    sdk: null,
  };
}

const description = `
How many workspaces your organization has, without its default workspace.

- **Geos** stand in the order of the server’s settings; one that is no longer configured follows as long as it is used.
- **\`by_day\`** has only days on which something changed, in UTC. Days before the first one of 400 are left out.

It costs the same however many workspaces there are.`;
