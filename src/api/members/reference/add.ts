import type { Reference } from '../../../contract/reference.ts';
import { alreadyMember } from './errors.ts';
import { exampleMember, exampleParams, roleErrors, tag } from './shared.ts';

const { user_id, workspace_role } = exampleMember;
const params = { workspace_id: exampleParams.workspace_id };

/** The documentation of adding a member. */
export const addReference: Reference = {
  tag,
  description: `
Gives a user of the organization a role in a workspace. Adding a member with the role that they have already returns 200
and changes nothing, so it is safe to retry. To change a member’s role, use the update.

- An **admin** of the organization can’t be added: they are \`workspace_admin\` of every workspace.
- A **billing** user can only be added as \`workspace_admin\`.
- The operator can set a **limit** of members per workspace (\`--workspace-member-limit\`); by default there is none.`,
  requests: {
    developer: { summary: 'A developer', params, body: { user_id, workspace_role } },
    admin: { summary: 'An admin', params, body: { user_id, workspace_role: 'workspace_admin' } },
  },
  answer: exampleMember,
  errors: {
    already_member: { when: 'the user is a member with another role', error: alreadyMember(workspace_role) },
    ...roleErrors,
  },
  leadsTo: [],
  sdk: {
    method: 'organization.workspaces.members.add',
    result: 'member',
    goParams: `anthropic.OrganizationWorkspaceMemberAddParams{
	UserID:        "${user_id}",
	WorkspaceRole: anthropic.NoBillingWorkspaceRoleWorkspaceDeveloper,
}`,
  },
};
