import { invalid } from '../../contract/errors.ts';
import type { Reference } from '../../contract/reference.ts';
import type { Workspace, WorkspaceLimits } from '../contract.ts';
import { exampleWorkspace, tag } from './shared.ts';

/** What people are told of listing workspaces. */
export function listReference(limits: WorkspaceLimits): Reference {
  const newest = exampleWorkspace(limits);
  const older: Workspace = {
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
      every: { summary: 'Large pages, archived ones too', query: { limit: 100, include_archived: true } },
      first: { summary: 'The newest 20' },
    },
    answer: { data: [newest, older], has_more: true, first_id: newest.id, last_id: older.id },
    errors: {
      limit_out_of_range: {
        when: '`limit` isn’t a whole number from 1 to 1000',
        error: invalid('limit', 'Input should be less than or equal to 1000'),
      },
      both_cursors: {
        when: 'both cursors are sent',
        error: invalid('before_id', 'can’t be given together with after_id'),
      },
      unknown_cursor: {
        when: 'a cursor names no workspace of your organization',
        error: invalid('after_id', 'names no workspace of this organization'),
      },
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
A page of the active workspaces, newest first: by \`created_at\`, then by id.

- **Next page**: send \`last_id\` as \`after_id\` while \`has_more\` is true. **Page before**: send \`first_id\` as
  \`before_id\`; \`has_more\` then tells of that direction, and the items stand in the same order. Both cursors at once are
  refused; an empty one is none.
- **A cursor may be any workspace of yours**, and keeps its place when that is archived, updated or hidden by a filter.
  Whatever changes during a walk, no workspace that exists all the while is skipped or repeated.
- **A page may have fewer items than \`limit\`**, because none is larger than the server’s \`--page-max-bytes\` (4 MiB by
  default). Only \`has_more\` tells whether there are more.
- **\`ids[]\`** chooses among what the other filters let through. Ids of nothing that you could list are left out silently.`;
