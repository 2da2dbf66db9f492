import { pageErrors } from '../../../contract/page-errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleMember, exampleParams, noWorkspaceError, tag } from './shared.ts';

const other = {
  ...exampleMember,
  user_id: 'user_011CZ2jKKBr3YxMspSVgXqQf',
  workspace_role: 'workspace_admin' as const,
};
const params = { workspace_id: exampleParams.workspace_id };

/** The documentation of listing members. */
export const listReference: Reference = {
  tag,
  description: `
Returns a page of the members of a workspace, the highest user ID first. It has only those who were added: admins and
billing users of the organization aren’t listed.

\`first_id\`, \`last_id\` and the cursors are **user IDs**. Every user who is or was in the organization can be a cursor,
also one who is no longer a member. The members of an archived workspace can still be listed.`,
  requests: {
    every: { summary: 'Pages of 100', params, query: { limit: 100 } },
    first: { summary: 'The first 20', params },
  },
  answer: {
    data: [exampleMember, other],
    has_more: false,
    first_id: exampleMember.user_id,
    last_id: other.user_id,
  },
  errors: { ...noWorkspaceError, ...pageErrors('a user who is or was in your organization') },
  leadsTo: [],
  sdk: {
    method: 'organization.workspaces.members.list',
    result: 'member',
    goParams: `anthropic.OrganizationWorkspaceMemberListParams{
	Limit: anthropic.Int(100),
}`,
  },
};
