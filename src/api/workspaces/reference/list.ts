import { invalid } from '../../../contract/errors.ts';
import { pageErrors } from '../../../contract/page-errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import type { WorkspaceLimits } from '../../../contract/workspace-limits.ts';
import { exampleWorkspace, tag } from './shared.ts';

/** The documentation of listing workspaces. */
export function listReference(limits: WorkspaceLimits): Reference {
  const newest = exampleWorkspace(limits);
  const older = {
    ...newest,
    id: 'wrkspc_011CZ2jKK1fQJW5i9jHJMo8d',
    name: 'Evaluation',
    created_at: '2026-03-14T09:24:10.102377Z',
    tags: {},
    compartment_id: '60629cc7-c404-4cb0-86cd-c46b8ffc6e19',
  };
  return {
    tag,
    description,
    requests: {
      every: {
        summary: 'Pages of 100, including archived workspaces',
        query: { limit: 100, include_archived: true },
      },
      first: { summary: 'The newest 20' },
    },
    answer: { data: [newest, older], has_more: true, first_id: newest.id, last_id: older.id },
    errors: {
      ...pageErrors('a workspace in your organization'),
      too_many_ids: {
        when: 'there are more than 100 `ids[]`',
        error: invalid('ids[]', 'List should have at most 100 items'),
      },
    },
    leadsTo: [],
    sdk: {
      method: 'organization.workspaces.list',
      result: 'workspace',
      goParams: `anthropic.OrganizationWorkspaceListParams{
	Limit:           anthropic.Int(100),
	IncludeArchived: anthropic.Bool(true),
}`,
    },
  };
}

const description = `
Returns a page of active workspaces, newest first: by \`created_at\`, then by ID.

- **Next page**: while \`has_more\` is true, send \`last_id\` as \`after_id\`. **Previous page**: send \`first_id\` as
  \`before_id\`; \`has_more\` is then about that direction, and items are in the same order. Sending both cursors is an
  error; an empty one is ignored.
- **Any workspace ID of yours can be a cursor**, even if that workspace is archived, updated or hidden by a filter.
  Whatever changes while you page through a list, no workspace that exists throughout is skipped or repeated.
- **A page can have fewer items than \`limit\`**, because its size is limited too (\`--page-max-bytes\`, 4 MiB by default).
  Only \`has_more\` tells whether there are more.
- **\`ids[]\`** is combined with the other filters. IDs that you can’t list are ignored.`;
