import { invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { listErrors } from '../../users/reference/list.ts';
import { exampleAcceptance, exampleInvite, tag } from './shared.ts';

const older = {
  ...exampleAcceptance.invite,
  id: 'invite_011CZ2jKK1fQJW5i9jHJMo8d',
  email: 'grace@example.com',
};

/** The documentation of listing invites. */
export const listReference: Reference = {
  tag,
  description: `
Returns a page of invites, newest first: by \`invited_at\`, then by ID. Deleted invites aren’t listed.

- **\`email\`** ignores letter case and a plus tag.
- **\`roles[]\`** and **\`statuses[]\`** can be repeated: invites with any of the values are returned.
- The ID of an invite that was deleted still works as a cursor.`,
  requests: {
    every: { summary: 'Pages of 100', query: { limit: 100 } },
    first: { summary: 'The newest 20' },
  },
  answer: { data: [exampleInvite, older], has_more: false, first_id: exampleInvite.id, last_id: older.id },
  errors: {
    ...listErrors('an invite'),
    unknown_status: {
      when: '`statuses[]` has an unknown state',
      error: invalid('statuses[].0', "Input should be 'accepted', 'expired' or 'pending'"),
    },
  },
  leadsTo: [],
  sdk: {
    method: 'organization.invites.list',
    result: 'invite',
    goParams: 'anthropic.OrganizationInviteListParams{Limit: anthropic.Int(100)}',
  },
};
