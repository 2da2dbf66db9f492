import { ApiError } from '../../../contract/errors.ts';

/** The section of the reference about invites. */
export const tag = {
  name: 'Invites',
  description:
    'An invite lets a person join your organization. Whoever has its link, which has a secret token, can accept it. The ' +
    'server sends it to `--invite-webhook` when an invite is created. No response under `/v1` has it; an extension of ' +
    'ours, and `workspaced invites link`, make a new one.',
};

/** An example of a pending invite. */
export const exampleInvite = {
  id: 'invite_011CZ2jXMzLbuxW5pCg9zFPi',
  type: 'invite',
  email: 'ada@example.com',
  role: 'developer',
  invited_at: '2026-03-14T09:26:53.589793Z',
  expires_at: '2026-04-04T09:26:53.589793Z',
  accepted_at: null,
  rbac_group_ids: [],
  status: 'pending',
};

/** An example of the token in a link. */
export const exampleToken = 'jVb3rT0Yx2mQ4nLw8KpZs6AhDfGcEuRi1oXyWvBt5Nk';

const accepted_at = '2026-03-15T08:12:44.201772Z';

/** The same invite once it is accepted, and the user whom that made. */
export const exampleAcceptance = {
  type: 'invite_accepted',
  invite: { ...exampleInvite, accepted_at, status: 'accepted' },
  user: {
    id: 'user_011CZ4aTfQk1m9vWq3Rr7sXy',
    type: 'user',
    email: exampleInvite.email,
    name: 'Ada',
    role: 'developer',
    added_at: accepted_at,
  },
};

/** Errors of operations that take the ID of an invite. */
export const notFound = {
  not_found: {
    when: 'your organization has no invite with this ID, or it was deleted',
    error: new ApiError('not_found_error', 'Invite not found.'),
  },
};
