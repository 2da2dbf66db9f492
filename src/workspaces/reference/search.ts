import { invalid } from '../../contract/errors.ts';
import type { Reference } from '../../contract/reference.ts';
import type { WorkspaceLimits } from '../contract.ts';
import { listReference } from './list.ts';
import { exampleWorkspace, tag } from './shared.ts';

/** What people are told of searching workspaces. */
export function searchReference(limits: WorkspaceLimits): Reference {
  const found = exampleWorkspace(limits);
  return {
    tag,
    description,
    requests: {
      by_name_and_tag: {
        summary: 'By a part of the name and a tag',
        query: { name: 'resea', tag: 'team=search' },
      },
      by_geo: { summary: 'By geo', query: { geo: limits.workspaceGeos[0] as string } },
      every: { summary: 'All active ones, counted' },
    },
    answer: { data: [found], has_more: false, first_id: found.id, last_id: found.id, total_count: 1 },
    errors: {
      ...listReference(limits).errors,
      too_many_tags: {
        when: 'there are more than 10 `tag`',
        error: invalid('tag', 'List should have at most 10 items'),
      },
    },
    leadsTo: [],
    sdk: null,
  };
}

const description = `
The list of workspaces with three more filters, and \`total_count\`: how many there are on all pages.

- **\`name\`** is a part of the name. Letter case doesn’t count, in any script: \`strasse\` finds \`Straße\`.
- **\`tag\`** is a key, or \`key=value\`; what follows the first \`=\` is the value. Sent several times, all must be there.
- **\`geo\`** is the workspace geo or the default inference geo.
- An empty filter is none. Everything else is as in the list.

\`name\` and \`tag\` look at every workspace of the organization, about a second for a million.`;
