import { invalid } from '../../../contract/errors.ts';
import { pageErrors } from '../../../contract/page-errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleUser, tag } from './shared.ts';

const older = {
  id: 'user_011CZ2jKK1fQJW5i9jHJMo8d',
  type: 'user',
  email: 'grace@example.com',
  name: 'Grace',
  role: 'admin',
  added_at: '2026-03-12T08:00:10.102377Z',
};

/** Errors of lists of people. */
export const listErrors = (object: string) => ({
  ...pageErrors(`${object} in your organization`),
  unknown_role: {
    when: '`roles[]` has an unknown role',
    error: invalid(
      'roles[].0',
      "Input should be 'admin', 'billing', 'claude_code_user', 'developer' or 'user'",
    ),
  },
});

/** The documentation of listing users. */
export const listReference: Reference = {
  tag,
  description: `
Returns a page of users, newest first: by \`added_at\`, then by ID.

- **\`email\`** ignores letter case and a plus tag: \`Jane+x@example.com\` finds \`jane@example.com\`.
- **\`roles[]\`** can be repeated: users with any of the roles are returned.
- The ID of a user who was removed still works as a cursor.`,
  requests: {
    every: { summary: 'Pages of 100', query: { limit: 100 } },
    first: { summary: 'The newest 20' },
  },
  answer: { data: [exampleUser, older], has_more: false, first_id: exampleUser.id, last_id: older.id },
  errors: listErrors('a user'),
  leadsTo: [],
  sdk: {
    method: 'organization.users.list',
    result: 'user',
    goParams: 'anthropic.OrganizationUserListParams{Limit: anthropic.Int(100)}',
  },
};
