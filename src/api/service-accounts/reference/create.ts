import { ApiError, invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleAccount, tag } from './shared.ts';

const { name, description, organization_role } = exampleAccount;

/** The documentation of creating a service account. */
export const createReference: Reference = {
  tag,
  description:
    'Creates a service account. Its name can’t be changed, and is free again once the account is archived. Retries are ' +
    'recognised as those of workspaces are.',
  requests: {
    full: { summary: 'All fields', body: { name, description, organization_role } },
    minimal: { summary: 'Only the required field', body: { name } },
  },
  answer: exampleAccount,
  errors: {
    field_missing: { when: 'a required field is missing', error: invalid('name', 'Field required') },
    bad_name: {
      when: 'the name has other characters than lower-case letters, digits and hyphens',
      error: invalid('name', "String should match pattern '^[a-z0-9-]+$'"),
    },
    name_taken: {
      when: 'another service account that isn’t archived has this name; `x-should-retry` is `false`',
      error: new ApiError('conflict_error', 'A service account with this name already exists.'),
    },
  },
  leadsTo: ['service_accounts.get', 'service_accounts.update', 'service_accounts.archive'],
  sdk: {
    method: 'organization.serviceAccounts.create',
    result: 'account',
    goParams: `anthropic.OrganizationServiceAccountNewParams{
	Name:             "${name}",
	Description:      anthropic.String("${description}"),
	OrganizationRole: "${organization_role}",
}`,
  },
};
