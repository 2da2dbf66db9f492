import { invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';

/** The documentation of listing external keys. */
export const listReference: Reference = {
  tag: {
    name: 'External keys',
    description:
      'Keys of a customer, by which stored content would be encrypted. This server stores no content, so it has none.',
  },
  description:
    'Always returns an empty list, so that clients that read external keys keep working. They can’t be created.',
  requests: { plain: { summary: 'The first page' } },
  answer: { data: [], next_page: null },
  errors: {
    limit_out_of_range: {
      when: '`limit` isn’t an integer from 1 to 1000',
      error: invalid('limit', 'Input should be less than or equal to 1000'),
    },
    unknown_page: {
      when: '`page` is sent: no page has a next one',
      error: invalid('page', 'invalid cursor'),
    },
  },
  leadsTo: [],
  sdk: { method: 'organization.externalKeys.list', result: 'externalKey' },
};
