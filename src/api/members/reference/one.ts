import type { Reference } from '../../../contract/reference.ts';
import { impliedRole, noMember } from './errors.ts';
import { exampleMember, exampleParams, goParams, noWorkspaceError, tag, writeErrors } from './shared.ts';

const { user_id, workspace_id } = exampleMember;
const requests = { plain: { summary: 'By ID', params: exampleParams } };

/** The documentation of getting a member. */
export const retrieveReference: Reference = {
  tag,
  description:
    'Returns a member of a workspace. Like the list, it finds only those who were added, and not admins and billing ' +
    'users of the organization.',
  requests,
  answer: exampleMember,
  errors: {
    ...noWorkspaceError,
    member_not_found: { when: 'the workspace has no such member', error: noMember() },
  },
  leadsTo: [],
  sdk: {
    method: 'organization.workspaces.members.retrieve',
    result: 'member',
    goParams: goParams('Get'),
  },
};

/** The documentation of removing a member. */
export const removeReference: Reference = {
  tag,
  description: `
Removes a user from a workspace, and archives the user’s personal API keys there. Removing a user who isn’t a member
returns 200 and changes nothing, so it is safe to retry.

An **admin** of the organization can’t be removed, nor can a **billing** user, except from \`workspace_admin\`: they stay
\`workspace_billing\` then, and keep their keys.`,
  requests,
  answer: { type: 'workspace_member_deleted', user_id, workspace_id },
  errors: {
    implied_role: {
      when: 'the user is a member only because of their role in the organization',
      error: impliedRole(),
    },
    ...writeErrors,
  },
  leadsTo: [],
  sdk: {
    method: 'organization.workspaces.members.remove',
    result: 'removed',
    goParams: goParams('Remove'),
  },
};
