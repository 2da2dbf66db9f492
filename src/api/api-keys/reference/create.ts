import { invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleKey, examplePrincipal, limitErrors, tag } from './shared.ts';

const { name, scope, expires_at } = exampleKey;
const unknown = (path: string) => invalid(path, 'not found in this organization');

/** The documentation of creating an API key. */
export const createReference: Reference = {
  tag,
  description: `
Creates an API key and returns it once, as \`raw_key\`; only its SHA-256 is stored.

- **\`scope\`** is the default workspace’s unless you send another. \`{"type": "organization"}\` needs a principal.
- **\`principal\`** is a user or a service account that has access to the workspace: as a member of it, or as an admin of
  the organization. Everybody has access to the default workspace.
- **\`expires_at\`** is in any time zone. Without it the key never expires, unless the operator set \`--max-key-lifetime\`.
- **Retries**: with an \`Idempotency-Key\`, the same response for 24 hours. It is stored encrypted: only your admin key and
  the \`Idempotency-Key\` together open it. Without one, a retry that is recognised, as those of workspaces are, archives the
  first key, whose secret was lost, and creates another.`,
  requests: {
    full: { summary: 'With a scope and an expiry', body: { name, scope, expires_at } },
    for_account: { summary: 'Acting as a service account', body: { name, principal: examplePrincipal } },
  },
  answer: {
    ...exampleKey,
    raw_key: 'sk-ant-api03-R2D2u0xkz4n8QyHfLwVbT1sJcMdGpEa7X9oYiKrZigAA',
  },
  errors: {
    field_missing: { when: 'a required field is missing', error: invalid('name', 'Field required') },
    scope_without_workspace: {
      when: 'the type of an object needs an ID that is missing',
      error: invalid('scope.workspace_id', 'Field required'),
    },
    no_principal: {
      when: 'the scope is the organization and there is no principal',
      error: invalid('scope', 'a key of the organization needs a principal'),
    },
    unknown_workspace: {
      when: 'your organization has no such workspace',
      error: unknown('scope.workspace_id'),
    },
    workspace_archived: {
      when: 'the workspace is archived',
      error: invalid('scope.workspace_id', 'the workspace is archived'),
    },
    unknown_user: { when: 'your organization has no such user', error: unknown('principal.user_id') },
    user_without_access: {
      when: 'the user has no access to the workspace',
      error: invalid('principal.user_id', 'has no access to the workspace'),
    },
    unknown_account: {
      when: 'your organization has no such service account',
      error: unknown('principal.service_account_id'),
    },
    account_archived: {
      when: 'the service account is archived',
      error: invalid('principal.service_account_id', 'the service account is archived'),
    },
    account_without_access: {
      when: 'the service account has no access to the workspace',
      error: invalid('principal.service_account_id', 'has no access to the workspace'),
    },
    bad_expiry: {
      when: '`expires_at` isn’t a date and time in RFC 3339 format',
      error: invalid('expires_at', 'Input should be a valid datetime'),
    },
    past_expiry: {
      when: '`expires_at` is past',
      error: invalid('expires_at', 'Input should be in the future'),
    },
    late_expiry: {
      when: '`expires_at` is later than the operator allows (`--max-key-lifetime`)',
      error: invalid('expires_at', 'should be at most 90 days from now'),
    },
    ...limitErrors,
  },
  leadsTo: ['api_keys.get', 'api_keys.update'],
  sdk: null,
};
