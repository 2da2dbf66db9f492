import { invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { listReference } from './list.ts';
import { exampleKey, tag } from './shared.ts';

/** The documentation of searching API keys. */
export const searchReference: Reference = {
  tag,
  description: `
Lists API keys with two more filters, and with \`total_count\`, the number of keys on all pages.

- **\`name\`** matches part of the name, or of \`partial_key_hint\`: the last four characters of a key find it. Case is
  ignored in any script.
- **\`expires_before\`** matches keys with an \`expires_at\` before this time, also those that have expired already. Together
  with \`status=active\` it finds those that are about to.
- Empty filters are ignored. Everything else works as in the list.

A search by \`name\` reads every key that the other filters leave.`,
  requests: {
    by_name: { summary: 'By part of the name', query: { name: 'nightly' } },
    expiring: {
      summary: 'Active keys that expire soon',
      query: { status: 'active', expires_before: '2030-01-31T12:00:00Z' },
    },
  },
  answer: {
    data: [exampleKey],
    has_more: false,
    first_id: exampleKey.id,
    last_id: exampleKey.id,
    total_count: 1,
  },
  errors: {
    ...listReference.errors,
    bad_bound: {
      when: '`expires_before` isn’t a time',
      error: invalid('expires_before', 'Input should be a valid datetime'),
    },
  },
  leadsTo: [],
  sdk: null,
};
