import { invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleWorkspaceId, tag } from './shared.ts';

/** The documentation of counting what belongs to workspaces. */
export const countsReference: Reference = {
  tag,
  description: `
Counts what belongs to each of these workspaces, active or archived, in the order of \`ids[]\`. IDs that your organization
doesn’t have are left out.

- **\`members\`** are those that are listed: not the admins and billing users of the organization, who have a role in every
  workspace without being listed.
- **\`service_accounts\`** have an explicit membership, and aren’t archived. Every service account is in the default workspace;
  only explicit memberships count there.
- **\`api_keys\`** are the active ones of the workspace’s scope, also personal ones and those of service accounts.
- **A count is null** if your key lacks its scope: \`read:members\`, \`read:service_accounts\` or \`read:api_keys\`.`,
  requests: { plain: { summary: 'Of one workspace', query: { 'ids[]': exampleWorkspaceId } } },
  answer: {
    data: [{ workspace_id: exampleWorkspaceId, members: 4, service_accounts: 1, api_keys: 7 }],
  },
  errors: {
    no_ids: { when: 'there are no `ids[]`', error: invalid('ids[]', 'Field required') },
    too_many_ids: {
      when: 'there are more than 100 `ids[]`',
      error: invalid('ids[]', 'List should have at most 100 items'),
    },
  },
  leadsTo: [],
  sdk: null,
};
