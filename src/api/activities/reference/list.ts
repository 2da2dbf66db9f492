import { ApiError, invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';

const refusal = (message: string) => new ApiError('invalid_request_error', message);

const updated = {
  id: 'activity_011CZ2jYHcbqDg3GZo1Cs7Fq',
  type: 'platform_workspace_updated',
  created_at: '2026-03-14T09:31:07.114902Z',
  organization_id: 'org_012h3hG7j6EuRkjcMbcHSbnJ',
  organization_uuid: '0d1f7a52-6c0e-4b8e-9a53-2f6f1f0a7c41',
  actor: {
    type: 'admin_api_key_actor',
    admin_api_key_id: 'apikey_011CZ2jXMzLbuxW5pCg9zFPi',
    ip_address: '203.0.113.7',
    user_agent: 'terraform/1.12',
    via: 'api',
  },
  workspace_id: 'wrkspc_011CZ2jXMzLbuxW5pCg9zFPi',
  updates: [{ type: 'name', previous_value: 'Research', current_value: 'Analysis' }],
};

/** The documentation of listing activities. */
export const listReference: Reference = {
  tag: {
    name: 'Activity feed',
    description:
      'Who changed what and when. Each effect of a call is one activity, written in the transaction of the change; a ' +
      'call that changes nothing writes none. Activities are kept for six years (`--activity-retention`). Reads are ' +
      'recorded only with `--record-reads`.',
  },
  description: `
Returns a page of the activity feed, newest first unless \`order\` is \`asc\`.

- **Cursors** are relative to \`order\`: while \`has_more\` is true, send \`last_id\` as \`after_id\`. Any well-formed ID keeps
  its place, even if its activity has been dropped.
- **Following the feed**: with \`order=asc\`, keep sending the last ID you have seen. IDs are in the order of commits, so
  nothing is skipped.
- **A page can have fewer items than \`limit\`**, because its size is limited too. Only \`has_more\` tells whether there are
  more.
- Without an admin key the response is 404.`,
  requests: {
    types: {
      summary: 'What keys and users did to workspaces',
      query: { order: 'asc', limit: 1000 },
    },
    first: { summary: 'The newest 100' },
  },
  answer: { data: [updated], has_more: true, first_id: updated.id, last_id: updated.id },
  errors: {
    no_admin_key: {
      when: 'there is no key, or it isn’t an admin key',
      error: new ApiError('not_found_error', 'Not found'),
    },
    disabled: {
      when: 'the feed is disabled',
      error: refusal('Compliance API is not enabled for this organization'),
    },
    limit_out_of_range: {
      when: '`limit` isn’t an integer from 1 to 5000',
      error: invalid('limit', 'Input should be less than or equal to 5000'),
    },
    unknown_type: {
      when: 'a type is unknown',
      error: invalid('activity_types[].0', 'Input is not one of the permitted values.'),
    },
    both_types: {
      when: 'both `activity_types[]` and `exclude_activity_types[]` are sent',
      error: invalid('exclude_activity_types[]', 'can’t be combined with activity_types[]'),
    },
    not_a_time: {
      when: 'a bound of `created_at` is neither a time nor a date',
      error: invalid('created_at.gte', 'Input should be a valid datetime or date'),
    },
    brackets: {
      when: 'a bound of `created_at` is written with brackets',
      error: refusal("Unknown query parameter: 'created_at[gte]'. Did you mean 'created_at.gte'?"),
    },
    both_cursors: {
      when: 'both cursors are sent',
      error: invalid('before_id', 'can’t be combined with after_id'),
    },
    malformed_cursor: {
      when: 'a cursor isn’t formatted like the ID of an activity',
      error: refusal("Invalid activity_id format: 'x'"),
    },
  },
  leadsTo: [],
  sdk: null,
};
