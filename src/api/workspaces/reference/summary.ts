import type { Reference } from '../../../contract/reference.ts';
import type { WorkspaceLimits } from '../../../contract/workspace-limits.ts';
import { tag } from './shared.ts';

/** The documentation of the summary of workspaces. */
export function summaryReference(limits: WorkspaceLimits): Reference {
  const active = 12;
  const byGeo = (geos: readonly string[]) =>
    geos.map((geo, index) => ({ geo, count: index === 0 ? active : 0 }));
  return {
    tag,
    description,
    requests: { plain: { summary: 'Your organization' } },
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
Counts the workspaces of your organization, except its default workspace.

- **Geos** are in the order of the server’s settings, followed by geos that are no longer configured but still used.
- **\`by_day\`** lists only days with changes, in UTC, and at most the latest 400 of them.

It takes the same time however many workspaces there are.`;
