import type { Reference } from '../../../contract/reference.ts';
import { exampleUser, notFound, tag } from './shared.ts';

/** The documentation of what a user can reach. */
export const accessReference: Reference = {
  tag,
  description: `
Returns the role of a user in each active workspace, newest first, and how many active API keys act as the user.

- **\`via\`** is \`membership\` if the user was added to the workspace, and \`organization_role\` for the role that an admin
  (\`workspace_admin\`) or a billing user (\`workspace_billing\`) of the organization has in every workspace, without being
  listed as a member. A billing user who was raised to \`workspace_admin\` has that by membership. What is stored of an
  earlier membership doesn’t count as long as the organization’s role goes before it.
- **The default workspace** isn’t among them: everybody can use it, and it has no members of its own.
- **\`has_more\`** tells that there are more than 1,000 workspaces.
- **\`api_keys\`** end when the user is removed. It is null if your key lacks \`read:api_keys\`.`,
  requests: { plain: { summary: 'By ID', params: { user_id: exampleUser.id } } },
  answer: {
    type: 'user_access',
    user_id: exampleUser.id,
    workspaces: [
      {
        workspace_id: 'wrkspc_011CZ2jXMzLbuxW5pCg9zFPi',
        name: 'Research',
        workspace_role: 'workspace_developer',
        via: 'membership',
      },
    ],
    has_more: false,
    api_keys: 2,
  },
  errors: notFound,
  leadsTo: [],
  sdk: null,
};
