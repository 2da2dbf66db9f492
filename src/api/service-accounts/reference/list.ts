import { invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleAccount, tag } from './shared.ts';

/** Errors of lists whose pages are reached by tokens, at most 100 items each. */
export const tokenErrors = {
  limit_out_of_range: {
    when: '`limit` isn’t an integer from 1 to 100',
    error: invalid('limit', 'Input should be less than or equal to 100'),
  },
  bad_token: {
    when: '`page` isn’t a `next_page` of the same request',
    error: invalid('page', 'invalid cursor'),
  },
};

/** The documentation of listing service accounts. */
export const listReference: Reference = {
  tag,
  description:
    'Returns a page of service accounts, newest first. While `next_page` isn’t null, send it as `page`, with the same ' +
    'other parameters, to get the next page.',
  requests: {
    every: {
      summary: 'Pages of 100, including archived ones',
      query: { limit: 100, include_archived: true },
    },
    first: { summary: 'The newest 20' },
  },
  answer: { data: [exampleAccount], next_page: null },
  errors: tokenErrors,
  leadsTo: [],
  sdk: {
    method: 'organization.serviceAccounts.list',
    result: 'account',
    goParams: `anthropic.OrganizationServiceAccountListParams{
	Limit:           anthropic.Int(100),
	IncludeArchived: anthropic.Bool(true),
}`,
  },
};
