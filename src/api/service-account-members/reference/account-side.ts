import { invalid } from '../../../contract/errors.ts';
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
const notFound = { ...accountNotFound, ...workspaceNotFound };
const namespace = 'organization.serviceAccounts.workspaces';

/** The documentation of adding a workspace to a service account. */
export const add: Reference = {
  tag,
  description:
    'The same as adding the service account to the workspace: if it is a member already, it gets the new role.',
  requests: {
    developer: {
      summary: 'As a developer',
      params: { service_account_id },
      body: { workspace_id, workspace_role },
    },
    admin: {
      summary: 'As an admin',
      params: { service_account_id },
      body: { workspace_id, workspace_role: 'workspace_admin' },
    },
  },
  answer: exampleMember,
  errors: {
    ...notFound,
    ...workspaceArchived,
    ...accountArchived,
    field_missing: { when: 'a required field is missing', error: invalid('workspace_id', 'Field required') },
  },
  leadsTo: [],
  sdk: {
    method: `${namespace}.add`,
    result: 'member',
    goParams: `anthropic.OrganizationServiceAccountWorkspaceAddParams{
	WorkspaceID:   "${workspace_id}",
	WorkspaceRole: "${workspace_role}",
}`,
  },
};

/** The documentation of listing the workspaces of a service account. */
export const list: Reference = {
  tag,
  description:
    'Returns a page of the memberships of a service account, newest first, also those in archived workspaces. Its ' +
    'implicit membership of the default workspace comes first, on the first page, and doesn’t count towards `limit`. An ' +
    'archived service account has none.',
  requests: {
    every: { summary: 'Pages of 100', params: { service_account_id }, query: { limit: 100 } },
    first: { summary: 'The newest 20', params: { service_account_id } },
  },
  answer: { data: [exampleMember], next_page: null },
  errors: { ...accountNotFound, ...tokenErrors },
  leadsTo: [],
  sdk: {
    method: `${namespace}.list`,
    result: 'member',
    goParams: `anthropic.OrganizationServiceAccountWorkspaceListParams{
	Limit: anthropic.Int(100),
}`,
  },
};

/** The documentation of removing a workspace from a service account. */
export const remove: Reference = {
  tag,
  description:
    'The same as removing the service account from the workspace, but works for an archived workspace, too.',
  requests: { plain: { summary: 'By ID', params: { service_account_id, workspace_id } } },
  answer: removed,
  errors: notFound,
  leadsTo: [],
  sdk: {
    method: `${namespace}.remove`,
    result: 'removed',
    goParams: `anthropic.OrganizationServiceAccountWorkspaceRemoveParams{
	ServiceAccountID: "${service_account_id}",
}`,
  },
};
