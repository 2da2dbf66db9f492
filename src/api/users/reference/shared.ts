import { ApiError } from '../../../contract/errors.ts';

/** The section of the reference about users. */
export const tag = {
  name: 'Users',
  description:
    'The people in your organization. They join by accepting an [invite](#tag/invites). Roles: `user`, ' +
    '`claude_code_user`, `developer`, `billing` and `admin`, which can only be given by the operator of the server.',
};

/** An example of a user. */
export const exampleUser = {
  id: 'user_011CZ2jXMzLbuxW5pCg9zFPi',
  type: 'user',
  email: 'ada@example.com',
  name: 'Ada',
  role: 'developer',
  added_at: '2026-03-14T09:26:53.589793Z',
};

/** Errors of operations that take the ID of a user. */
export const notFound = {
  not_found: {
    when: 'your organization has no user with this ID',
    error: new ApiError('not_found_error', 'User not found.'),
  },
};
