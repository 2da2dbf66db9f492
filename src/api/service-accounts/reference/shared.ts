import { ApiError } from '../../../contract/errors.ts';

/** The section of the reference about service accounts. */
export const tag = {
  name: 'Service accounts',
  description:
    'A service account is the identity of a program. API keys can act as it, and end with it. It belongs to the default ' +
    'workspace as `workspace_user` unless it is added there with another role, and to the workspaces that it is added to.',
};

/** An example service account. */
export const exampleAccount = {
  id: 'svac_011CZ2k7Hc4TqLrN9dXwPbVs',
  type: 'service_account',
  name: 'nightly-evaluation',
  description: 'Runs the evaluations at night.',
  organization_role: 'developer',
  created_at: '2026-03-14T10:02:11.482193Z',
  updated_at: '2026-03-14T10:02:11.482193Z',
  archived_at: null,
  created_by_actor_id: 'user_011CZ2jv8mQdYfWk3tUzJxRa',
  updated_by_actor_id: 'user_011CZ2jv8mQdYfWk3tUzJxRa',
  archived_by_actor_id: null,
};

/** Errors of operations that take the ID of a service account. */
export const accountNotFound = {
  account_not_found: {
    when: 'your organization has no service account with this ID',
    error: new ApiError('not_found_error', 'Service account not found.'),
  },
};
