import { invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import type { WorkspaceLimits } from '../../../contract/workspace-limits.ts';
import { listReference } from './list.ts';
import { exampleWorkspace, tag } from './shared.ts';

/** The documentation of searching workspaces. */
export function searchReference(limits: WorkspaceLimits): Reference {
  const found = exampleWorkspace(limits);
  return {
    tag,
    description,
    requests: {
      by_name_and_tag: {
        summary: 'By part of the name and a tag',
        query: { name: 'resea', tag: 'team=search' },
      },
      by_geo: { summary: 'By geo', query: { geo: limits.workspaceGeos[0] as string } },
      every: { summary: 'All active workspaces, with their total' },
    },
    answer: { data: [found], has_more: false, first_id: found.id, last_id: found.id, total_count: 1 },
    errors: {
      ...listReference(limits).errors,
      too_many_tags: {
        when: '`tag` is repeated more than 10 times',
        error: invalid('tag', 'List should have at most 10 items'),
      },
    },
    leadsTo: [],
    sdk: null,
  };
}

const description = `
Lists workspaces with three more filters, and with \`total_count\`, the number of workspaces on all pages.

- **\`name\`** matches part of the name. Case is ignored in any script: \`strasse\` finds \`Straße\`.
- **\`tag\`** is a key, or \`key=value\`; everything after the first \`=\` is the value. If it is repeated, all must match.
- **\`geo\`** matches the workspace geo or the default inference geo.
- Empty filters are ignored. Everything else works as in the list.

A search by \`name\` or \`tag\` reads every workspace of the organization: about a second for a million.`;
