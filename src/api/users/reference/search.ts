import type { Reference } from '../../../contract/reference.ts';
import { listErrors } from './list.ts';
import { exampleUser, tag } from './shared.ts';

/** The documentation of searching users. */
export const searchReference: Reference = {
  tag,
  description: `
Lists users by part of their name or email, and \`total_count\`, the number of users on all pages.

- **\`query\`** matches part of the name or of the email. Case is ignored in any script; a plus tag isn’t.
- **\`roles[]\`** can be repeated: users with any of the roles are returned.
- Empty filters are ignored. Everything else works as in the list.

A search by \`query\` reads every user that the other filters leave.`,
  requests: {
    by_part: { summary: 'By part of the name or email', query: { query: 'ada' } },
    admins: { summary: 'All admins, with their total', query: { 'roles[]': 'admin' } },
  },
  answer: {
    data: [exampleUser],
    has_more: false,
    first_id: exampleUser.id,
    last_id: exampleUser.id,
    total_count: 1,
  },
  errors: listErrors('a user'),
  leadsTo: [],
  sdk: null,
};
