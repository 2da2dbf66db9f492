import { ApiError } from '../../../contract/errors.ts';
import {
  adminRole,
  archivedWorkspace,
  billingRole,
  defaultWorkspace,
  limitReached,
  noUser,
} from './errors.ts';

/** The section of the reference about members of workspaces. */
export const tag = {
  name: 'Workspace members',
  description:
    'The roles that users have in workspaces. An **admin** of the organization is `workspace_admin` of every workspace ' +
    'without being a listed member. A **billing** user is `workspace_billing` in the same way, and can be raised to ' +
    '`workspace_admin`. The default workspace has no members of its own.',
};

/** An example member. */
export const exampleMember = {
  type: 'workspace_member',
  user_id: 'user_011CZ2jXTdG4gBnCg6tWRxDK',
  workspace_id: 'wrkspc_011CZ2jXMzLbuxW5pCg9zFPi',
  workspace_role: 'workspace_developer',
};

/** The path parameters of the example. */
export const exampleParams = {
  workspace_id: exampleMember.workspace_id,
  user_id: exampleMember.user_id,
};

/** Go’s parameters of operations on one member. */
export const goParams = (
  operation: string,
  role = '',
) => `anthropic.OrganizationWorkspaceMember${operation}Params{
	WorkspaceID: "${exampleMember.workspace_id}",${role}
}`;

/** Errors of operations that take the ID of a workspace. */
export const noWorkspaceError = {
  workspace_not_found: {
    when: 'your organization has no workspace with this ID',
    error: new ApiError('not_found_error', 'Workspace not found.'),
  },
};

/** Errors of operations that change something. */
export const writeErrors = {
  ...noWorkspaceError,
  user_not_found: { when: 'your organization has no user with this ID', error: noUser() },
  archived: { when: 'the workspace is archived', error: archivedWorkspace() },
  default_workspace: { when: 'the workspace is the default workspace', error: defaultWorkspace() },
};

/** Errors of operations that give a role. */
export const roleErrors = {
  ...writeErrors,
  admin_role: { when: 'the user is an admin of the organization', error: adminRole() },
  billing_role: {
    when: 'the user is a billing user of the organization, and `workspace_role` isn’t `workspace_admin`',
    error: billingRole(),
  },
  limit_reached: {
    when: 'the workspace has reached its limit of members (`--workspace-member-limit`)',
    error: limitReached(),
  },
};
