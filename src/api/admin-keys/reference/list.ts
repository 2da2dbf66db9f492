import { pageErrors } from '../../../contract/page-errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleKey, tag } from './shared.ts';

/** The documentation of listing admin keys. */
export const listReference: Reference = {
  tag,
  description:
    'Returns a page of admin keys without their secrets, oldest first. The ID of a deleted key keeps its place as a cursor.',
  requests: { all: { summary: 'Pages of 100', query: { limit: 100 } }, first: { summary: 'The oldest 20' } },
  answer: { data: [exampleKey], has_more: false, first_id: exampleKey.id, last_id: exampleKey.id },
  errors: pageErrors('an admin key of your organization'),
  leadsTo: [],
  sdk: null,
};
