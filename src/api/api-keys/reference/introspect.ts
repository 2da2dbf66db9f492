import { invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleWorkspace } from '../../workspaces/reference/shared.ts';
import { exampleKey, tag } from './shared.ts';

const workspace = exampleWorkspace({ workspaceGeos: ['us'], inferenceGeos: ['us'] });

/** The documentation of introspection. */
export const introspectReference: Reference = {
  tag,
  description: `
Tells a gateway whether a key of your organization may be used, and for what. Send the key or its SHA-256.

- It always returns 200. If \`active\` is false, \`reason\` says why, and everything else is null.
- \`workspace\` has the data residency that the gateway has to keep to. It is null for the scope of the organization.
- The response may be reused for \`valid_for_ms\`. \`epoch\` rises with every change of the organization.
- It changes nothing, and ignores \`Idempotency-Key\`. Give the gateway an admin key with only this scope:
  \`workspaced admin-keys create --scopes keys:introspect\`.`,
  requests: {
    by_hash: {
      summary: 'By the SHA-256 of the key',
      body: { api_key_sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
    },
    by_key: {
      summary: 'By the key itself',
      body: { api_key: 'sk-ant-api03-R2D2u0xkz4n8QyHfLwVbT1sJcMdGpEa7X9oYiKrZigAA' },
    },
  },
  answer: {
    active: true,
    reason: null,
    api_key: exampleKey,
    organization_id: '0d1f7a52-6c0e-4b8e-9a53-2f6f1f0a7c41',
    workspace,
    limits: [],
    spend: [],
    epoch: 1773482742730116,
    valid_for_ms: 30_000,
  },
  errors: {
    no_key: { when: 'neither field is sent', error: invalid('api_key', 'Field required') },
    both_keys: {
      when: 'both fields are sent',
      error: invalid('api_key_sha256', 'can’t be combined with api_key'),
    },
    not_a_hash: {
      when: '`api_key_sha256` isn’t a SHA-256 in hex',
      error: invalid('api_key_sha256', "String should match pattern '^[0-9A-Fa-f]{64}$'"),
    },
  },
  leadsTo: [],
  sdk: null,
};
