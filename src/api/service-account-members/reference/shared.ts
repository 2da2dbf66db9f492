import { ApiError } from '../../../contract/errors.ts';
import { exampleAccount } from '../../service-accounts/reference/shared.ts';

/** The ids of the example. */
export const ids = {
  workspace_id: 'wrkspc_011CZ2jXMzLbuxW5pCg9zFPi',
  service_account_id: exampleAccount.id,
};

/** An example membership. */
export const exampleMember = {
  type: 'service_account_workspace_member',
  ...ids,
  workspace_role: 'workspace_developer',
  implicit: false,
  created_by_actor_id: exampleAccount.created_by_actor_id,
};

/** The response to removing it. */
export const removed = { type: 'service_account_workspace_member_deleted', ...ids };

/** Errors of operations that take the ID of a workspace. */
export const workspaceNotFound = {
  workspace_not_found: {
    when: 'your organization has no workspace with this ID',
    error: new ApiError('not_found_error', 'Workspace not found.'),
  },
};

/** Errors of operations that an archived workspace refuses. */
export const workspaceArchived = {
  workspace_archived: {
    when: 'the workspace is archived',
    error: new ApiError('invalid_request_error', 'The workspace is archived.'),
  },
};

/** Errors of operations that an archived service account refuses. */
export const accountArchived = {
  account_archived: {
    when: 'the service account is archived',
    error: new ApiError('invalid_request_error', 'The service account is archived.'),
  },
};
