import { invalid } from '../../../contract/errors.ts';
import { pageErrors } from '../../../contract/page-errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleKey, tag } from './shared.ts';

/** The documentation of listing API keys. */
export const listReference: Reference = {
  tag,
  description: `
Returns a page of API keys, newest first. While \`has_more\` is true, send \`last_id\` as \`after_id\` to get the next page.

- Filters are combined. An ID that your organization doesn’t have matches nothing.
- **\`workspace_id\`** matches the scope, also that of the default workspace. Keys of the organization match none.
- **\`status\`** is the one that is shown: \`archived\` even if the key has expired, too, and \`expired\` even if it is
  inactive.`,
  requests: {
    active: { summary: 'Pages of 100 active keys', query: { limit: 100, status: 'active' } },
    first: { summary: 'The newest 20' },
  },
  answer: { data: [exampleKey], has_more: false, first_id: exampleKey.id, last_id: exampleKey.id },
  errors: {
    ...pageErrors('an API key in your organization'),
    unknown_status: {
      when: '`status` is unknown',
      error: invalid('status', "Input should be 'active', 'archived', 'expired' or 'inactive'"),
    },
  },
  leadsTo: [],
  sdk: {
    method: 'organization.apiKeys.list',
    result: 'apiKey',
    goParams: `anthropic.OrganizationAPIKeyListParams{
	Limit:  anthropic.Int(100),
	Status: "active",
}`,
  },
};
