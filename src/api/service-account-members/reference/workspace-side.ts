import { ApiError, invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { tokenErrors } from '../../service-accounts/reference/list.ts';
import { accountNotFound, tag } from '../../service-accounts/reference/shared.ts';
import {
  accountArchived,
  exampleMember,
  ids,
  removed,
  workspaceArchived,
  workspaceNotFound,
} from './shared.ts';

const { workspace_id, service_account_id } = ids;
const { workspace_role } = exampleMember;
const notFound = { ...workspaceNotFound, ...accountNotFound };
const namespace = 'organization.workspaces.serviceAccounts';
const inWorkspace = `	WorkspaceID: "${workspace_id}",`;

/** Errors of operations on a membership that has to exist. */
const notMember = {
  not_member: {
    when: 'the service account isn’t a member of the workspace',
    error: new ApiError('not_found_error', 'The service account is not a member of the workspace.'),
  },
};

/** The documentation of adding a service account to a workspace. */
export const add: Reference = {
  tag,
  description:
    'Adds a service account to a workspace. If it is a member already, it gets the new role. In the default workspace, ' +
    'where every service account is an implicit `workspace_user`, this sets another role.',
  requests: {
    developer: {
      summary: 'As a developer',
      params: { workspace_id },
      body: { service_account_id, workspace_role },
    },
    admin: {
      summary: 'As an admin',
      params: { workspace_id },
      body: { service_account_id, workspace_role: 'workspace_admin' },
    },
  },
  answer: exampleMember,
  errors: {
    ...notFound,
    ...workspaceArchived,
    ...accountArchived,
    field_missing: {
      when: 'a required field is missing',
      error: invalid('service_account_id', 'Field required'),
    },
  },
  leadsTo: [],
  sdk: {
    method: `${namespace}.add`,
    result: 'member',
    goParams: `anthropic.OrganizationWorkspaceServiceAccountAddParams{
	ServiceAccountID: "${service_account_id}",
	WorkspaceRole:    "${workspace_role}",
}`,
  },
};

/** The documentation of listing the service accounts of a workspace. */
export const list: Reference = {
  tag,
  description:
    'Returns a page of the service accounts that were added to a workspace, newest first, without implicit memberships ' +
    'and without archived service accounts. The memberships of an archived workspace can be listed by service account.',
  requests: {
    every: { summary: 'Pages of 100', params: { workspace_id }, query: { limit: 100 } },
    first: { summary: 'The newest 20', params: { workspace_id } },
  },
  answer: { data: [exampleMember], next_page: null },
  errors: { ...workspaceNotFound, ...workspaceArchived, ...tokenErrors },
  leadsTo: [],
  sdk: {
    method: `${namespace}.list`,
    result: 'member',
    goParams: `anthropic.OrganizationWorkspaceServiceAccountListParams{
	Limit: anthropic.Int(100),
}`,
  },
};

/** The documentation of getting a membership. */
export const retrieve: Reference = {
  tag,
  description:
    'Returns the membership of a service account in a workspace: in the default workspace, the implicit one if it ' +
    'wasn’t added there.',
  requests: { plain: { summary: 'By ID', params: ids } },
  answer: exampleMember,
  errors: { ...notFound, ...notMember, ...workspaceArchived },
  leadsTo: [],
  sdk: {
    method: `${namespace}.retrieve`,
    result: 'member',
    goParams: `anthropic.OrganizationWorkspaceServiceAccountGetParams{\n${inWorkspace}\n}`,
  },
};

/** The documentation of changing a role. */
export const update: Reference = {
  tag,
  description: 'Changes the role of a service account in a workspace that it was added to.',
  requests: {
    admin: { summary: 'As an admin', params: ids, body: { workspace_role: 'workspace_admin' } },
    user: { summary: 'As a user', params: ids, body: { workspace_role: 'workspace_user' } },
  },
  answer: { ...exampleMember, workspace_role: 'workspace_admin' },
  errors: {
    ...notFound,
    ...notMember,
    ...workspaceArchived,
    ...accountArchived,
    implicit: {
      when: 'the membership is the implicit one of the default workspace',
      error: new ApiError(
        'invalid_request_error',
        'The implicit membership of the default workspace can’t be updated: add the service account.',
      ),
    },
    field_missing: {
      when: 'a required field is missing',
      error: invalid('workspace_role', 'Field required'),
    },
  },
  leadsTo: [],
  sdk: {
    method: `${namespace}.update`,
    result: 'member',
    goParams: `anthropic.OrganizationWorkspaceServiceAccountUpdateParams{
	WorkspaceID:   "${workspace_id}",
	WorkspaceRole: "workspace_admin",
}`,
  },
};

/** The documentation of removing a service account from a workspace. */
export const remove: Reference = {
  tag,
  description:
    'Removes a service account from a workspace. Removing one that isn’t a member returns 200, too. In the default ' +
    'workspace, its implicit membership comes back; the implicit one stays.',
  requests: { plain: { summary: 'By ID', params: ids } },
  answer: removed,
  errors: { ...notFound, ...workspaceArchived },
  leadsTo: [],
  sdk: {
    method: `${namespace}.remove`,
    result: 'removed',
    goParams: `anthropic.OrganizationWorkspaceServiceAccountRemoveParams{\n${inWorkspace}\n}`,
  },
};
