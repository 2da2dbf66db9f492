import { invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleKey, tag } from './shared.ts';

/** The documentation of listing admin keys. */
export const listReference: Reference = {
  tag,
  description:
    'Returns a page of admin keys without their secrets, oldest first. The ID of a deleted key keeps its place as a cursor.',
  requests: { all: { summary: 'Pages of 100', query: { limit: 100 } }, first: { summary: 'The oldest 20' } },
  answer: { data: [exampleKey], has_more: false, first_id: exampleKey.id, last_id: exampleKey.id },
  errors: {
    limit_out_of_range: {
      when: '`limit` isn’t an integer from 1 to 1000',
      error: invalid('limit', 'Input should be less than or equal to 1000'),
    },
    both_cursors: {
      when: 'both cursors are sent',
      error: invalid('before_id', 'can’t be combined with after_id'),
    },
    unknown_cursor: {
      when: 'a cursor isn’t the ID of an admin key of your organization',
      error: invalid('after_id', 'not found in this organization'),
    },
  },
  leadsTo: [],
  sdk: null,
};
