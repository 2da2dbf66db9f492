import { ApiError } from '../../../contract/errors.ts';
import { exampleAccount } from '../../service-accounts/reference/shared.ts';

/** The section of the reference about API keys. */
export const tag = {
  name: 'API keys',
  description:
    'An API key is for calls to models, which a gateway of yours serves. A key without a **principal** belongs to its ' +
    'workspace and outlives who created it. A key that acts as a user or a service account is archived with them. All keys ' +
    'of a workspace are archived with it.',
};

/** An example API key. */
export const exampleKey = {
  id: 'apikey_011CZ2kQm8RtHwVx5YdNcJsB',
  type: 'api_key',
  name: 'Nightly evaluation',
  created_at: '2026-03-14T10:05:42.730116Z',
  expires_at: '2099-09-14T10:00:00.000000Z',
  created_by: { id: 'user_011CZ2jv8mQdYfWk3tUzJxRa', type: 'user' },
  partial_key_hint: 'sk-ant-api03-R2D...igAA',
  principal: null,
  scope: { type: 'workspace', workspace_id: 'wrkspc_011CZ2jXMzLbuxW5pCg9zFPi' },
  status: 'active',
  workspace_id: 'wrkspc_011CZ2jXMzLbuxW5pCg9zFPi',
};

/** The service account of the examples. */
export const examplePrincipal = {
  type: 'service_account_actor',
  service_account_id: exampleAccount.id,
} as const;

/** Errors of operations that take the ID of an API key. */
export const notFound = {
  not_found: {
    when: 'your organization has no API key with this ID',
    error: new ApiError('not_found_error', 'API key not found.'),
  },
};

/** Errors of operations that make a key active. */
export const limitErrors = {
  org_limit_reached: {
    when: 'the organization has reached its limit of active API keys (`--org-api-key-limit`)',
    error: new ApiError(
      'invalid_request_error',
      'The organization has reached its limit of active API keys.',
      {
        code: 'org_api_key_limit_exceeded',
      },
    ),
  },
  workspace_limit_reached: {
    when: 'the workspace has reached its limit of active API keys (`--workspace-api-key-limit`)',
    error: new ApiError('invalid_request_error', 'The workspace has reached its limit of active API keys.', {
      code: 'workspace_api_key_limit_exceeded',
    }),
  },
};
