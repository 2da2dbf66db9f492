import { ApiError, invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { accountNotFound, exampleAccount, tag } from './shared.ts';

const params = { service_account_id: exampleAccount.id };

/** The documentation of updating a service account. */
export const updateReference: Reference = {
  tag,
  description:
    'Changes only the fields that you send, and returns the whole service account. A `description` of null becomes an ' +
    'empty one; an `organization_role` of null is the same as absent.',
  requests: {
    full: {
      summary: 'All fields',
      params,
      body: { description: 'Nightly runs', organization_role: 'admin' },
    },
    clear: { summary: 'Clear the description', params, body: { description: null } },
  },
  answer: {
    ...exampleAccount,
    description: 'Nightly runs',
    organization_role: 'admin',
    updated_at: '2026-03-15T08:31:07.114920Z',
  },
  errors: {
    ...accountNotFound,
    account_archived: {
      when: 'the service account is archived',
      error: new ApiError('invalid_request_error', 'An archived service account can’t be updated.'),
    },
    name_fixed: { when: '`name` is sent', error: invalid('name', 'Extra inputs are not permitted') },
  },
  leadsTo: ['service_accounts.get', 'service_accounts.archive'],
  sdk: {
    method: 'organization.serviceAccounts.update',
    result: 'account',
    goParams: `anthropic.OrganizationServiceAccountUpdateParams{
	Description:      anthropic.String("Nightly runs"),
	OrganizationRole: "admin",
}`,
  },
};
