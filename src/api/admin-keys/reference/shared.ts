import { ApiError } from '../../../contract/errors.ts';

/** The section of the reference about admin keys. */
export const tag = {
  name: 'Admin keys',
  description:
    'The keys that call this API. A key can be limited to scopes and can expire. What a key makes never reaches further ' +
    'than itself, and it can’t change or delete a key that does.',
};

/** An example key. */
export const exampleKey = {
  id: 'apikey_011CZ2jXMzLbuxW5pCg9zFPi',
  type: 'admin_key',
  name: 'Terraform',
  hint: 'k3Qw',
  scopes: ['read:workspaces', 'write:workspaces'],
  status: 'active',
  created_at: '2026-03-14T09:26:53.589793Z',
  expires_at: null,
  last_used_at: '2026-03-14T17:00:00.000000Z',
};

/** Errors of operations that take the ID of a key. */
export const onOne = {
  not_found: {
    when: 'your organization has no admin key with this ID',
    error: new ApiError('not_found_error', 'Admin key not found.'),
  },
  reaches_further: {
    when: 'the key has a scope that your key lacks',
    error: new ApiError(
      'permission_error',
      'This key can’t make, change or delete one that reaches further.',
    ),
  },
};

/** Errors of operations that can end a key. */
export const onLast = {
  last_key: {
    when: 'no other active key that never expires could manage admin keys',
    error: new ApiError(
      'invalid_request_error',
      'The last active key with write:admin_keys that never expires can’t be disabled or deleted.',
    ),
  },
};
