import { ApiError, invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleUser, notFound, tag } from './shared.ts';

const params = { user_id: exampleUser.id };

/** The documentation of getting a user. */
export const retrieveReference: Reference = {
  tag,
  description: 'Returns a user of your organization.',
  requests: { plain: { summary: 'By ID', params } },
  answer: exampleUser,
  errors: notFound,
  leadsTo: ['users.update', 'users.remove'],
  sdk: { method: 'organization.users.retrieve', result: 'user' },
};

/** The documentation of changing a user’s role. */
export const updateReference: Reference = {
  tag,
  description:
    'Changes the role of a user. `admin` can be neither given nor taken away through the API. Setting the same role ' +
    'again changes nothing.',
  requests: {
    billing: { summary: 'Make a user responsible for billing', params, body: { role: 'billing' } },
    user: { summary: 'The fewest rights', params, body: { role: 'user' } },
  },
  answer: { ...exampleUser, role: 'billing' },
  errors: {
    field_missing: { when: 'the role is missing', error: invalid('role', 'Field required') },
    role_not_assignable: {
      when: 'the role can’t be given through the API',
      error: invalid('role', "Input should be 'user', 'developer', 'billing' or 'claude_code_user'"),
    },
    admin_updated: {
      when: 'the user is an admin',
      error: new ApiError('invalid_request_error', 'An admin’s role can’t be changed through the API.'),
    },
    ...notFound,
  },
  leadsTo: ['users.get', 'users.remove'],
  sdk: {
    method: 'organization.users.update',
    result: 'user',
    goParams: `anthropic.OrganizationUserUpdateParams{
	Role: anthropic.OrganizationUserUpdateParamsRoleBilling,
}`,
  },
};

/** The documentation of removing a user. */
export const removeReference: Reference = {
  tag,
  description: `
Removes a user from the organization. In the same transaction, the user leaves all workspaces, and their personal API keys
are archived; workspace keys that they created keep working. A person who joins again gets a new ID, and nothing is
restored. Removing a user again returns 200, so it is safe to retry.

Admin keys don’t belong to users, and aren’t affected.`,
  requests: { plain: { summary: 'By ID', params } },
  answer: { id: exampleUser.id, type: 'user_deleted' },
  errors: {
    last_member: {
      when: 'the user is the only one in the organization',
      error: new ApiError('invalid_request_error', 'The last member of an organization can’t be removed.', {
        code: 'cannot_remove_last_member',
      }),
    },
    admin_removed: {
      when: 'the user is an admin',
      error: new ApiError('invalid_request_error', 'An admin can’t be removed through the API.'),
    },
    ...notFound,
  },
  leadsTo: [],
  sdk: { method: 'organization.users.remove', result: 'removed' },
};
