import { type Static, Type } from 'typebox';
import { nullable, oneOf, orNull, strict, timestamp } from '../../contract/fields.ts';
import type { Operation } from '../../contract/operation.ts';
import { FoundPage, Page, pageQuery } from '../../contract/page.ts';
import { Workspace } from '../workspaces/contract.ts';
import { createReference } from './reference/create.ts';
import { introspectReference } from './reference/introspect.ts';
import { listReference } from './reference/list.ts';
import { retrieveReference } from './reference/one.ts';
import { searchReference } from './reference/search.ts';
import { updateReference } from './reference/update.ts';

/** The settings about API keys; 0 means none. */
export interface ApiKeyLimits {
  orgApiKeyLimit: number;
  workspaceApiKeyLimit: number;
  /** In days. */
  maxKeyLifetime: number;
}

const workspaceId = Type.String({ description: 'ID of the workspace.' });
const userId = Type.String({ description: 'ID of the user.' });
const accountId = Type.String({ description: 'ID of the service account.' });

/** The object that the API returns; every field is always present, except the last one on newer versions. */
export const ApiKey = Type.Object(
  {
    id: Type.String({ description: 'ID of the API key: `apikey_…`.' }),
    type: Type.Literal('api_key'),
    name: Type.String({ description: 'Name of the API key.' }),
    created_at: timestamp,
    expires_at: orNull(timestamp, 'Null if it never expires.'),
    created_by: orNull(
      Type.Object({ id: Type.String(), type: oneOf(['user', 'service_account']) }),
      'Null if it isn’t known.',
    ),
    partial_key_hint: orNull(Type.String(), 'The beginning and the end of the key.'),
    principal: Type.Union(
      [
        Type.Object({ type: Type.Literal('user_actor'), user_id: userId }),
        Type.Object({ type: Type.Literal('service_account_actor'), service_account_id: accountId }),
        Type.Null(),
      ],
      { description: 'Whom the key acts as, and ends with; null for a key of the workspace itself.' },
    ),
    scope: Type.Union(
      [
        Type.Object({ type: Type.Literal('workspace'), workspace_id: workspaceId }),
        Type.Object({ type: Type.Literal('organization') }),
      ],
      { description: 'Where the key is valid.' },
    ),
    status: oneOf(['active', 'inactive', 'archived', 'expired'], { description: 'Only active keys work.' }),
    workspace_id: Type.Optional(
      orNull(
        Type.String(),
        'Up to version `2023-06-01` only: null for the default workspace and for the scope of the organization.',
      ),
    ),
  },
  { title: 'ApiKey', description: 'An API key, without its secret.' },
);
export type ApiKey = Static<typeof ApiKey>;

const CreatedApiKey = Type.Object(
  {
    ...ApiKey.properties,
    raw_key: Type.String({ description: 'The key itself, which is shown only in this response.' }),
  },
  { title: 'CreatedApiKey', description: 'An API key with its secret.' },
);

const Introspection = Type.Object(
  {
    active: Type.Boolean({ description: 'Whether requests with this key may be served.' }),
    reason: orNull(oneOf(['unknown', 'inactive', 'archived', 'expired']), 'Why not; null if they may.'),
    api_key: orNull(ApiKey),
    organization_id: orNull(Type.String({ format: 'uuid' })),
    workspace: orNull(Workspace, 'Null for the scope of the organization.'),
    limits: orNull(Type.Array(Type.Object({})), 'Rate limits; empty on this server.'),
    spend: orNull(Type.Array(Type.Object({})), 'Spend limits; empty on this server.'),
    epoch: orNull(Type.Integer(), 'Rises with every change of the organization.'),
    valid_for_ms: orNull(Type.Integer({ minimum: 0 }), 'How long this response may be reused, in ms.'),
  },
  {
    title: 'Introspection',
    description: 'What a gateway needs to know about a key; null unless it is active.',
  },
);
export type Introspection = Static<typeof Introspection>;

const name = Type.String({ minLength: 1, maxLength: 500, description: 'Name of the API key.' });
const params = Type.Object({ api_key_id: Type.String({ description: 'ID of the API key.' }) });
const collection = '/v1/organizations/api_keys';
const one = `${collection}/{api_key_id}` as const;

const listed = {
  ...pageQuery,
  workspace_id: Type.Optional(Type.String({ description: 'Only keys of this workspace.' })),
  status: Type.Optional(
    oneOf(['active', 'archived', 'expired', 'inactive'], {
      description: 'Only keys with this status.',
    }),
  ),
  created_by_user_id: Type.Optional(Type.String({ description: 'Only keys that this user created.' })),
};

/** The operations on API keys (contract of the family, section 5), and three extensions. */
export const apiKeyOperations = {
  create: {
    id: 'api_keys.create',
    method: 'POST',
    path: '/x/v1/organizations/api_keys',
    summary: 'Create an API key',
    scopes: ['write:api_keys'],
    extension: true,
    secret: true,
    body: Type.Object(
      {
        name,
        scope: nullable(
          Type.Object(
            {
              type: oneOf(['workspace', 'organization'], {
                description: 'Where the key is valid: `workspace` (with its ID) or `organization`.',
              }),
              workspace_id: Type.Optional(workspaceId),
            },
            strict,
          ),
        ),
        principal: nullable(
          Type.Object(
            {
              type: oneOf(['user_actor', 'service_account_actor'], {
                description: 'Whom the key acts as: `user_actor` or `service_account_actor` (with their ID).',
              }),
              user_id: Type.Optional(userId),
              service_account_id: Type.Optional(accountId),
            },
            strict,
          ),
        ),
        expires_at: nullable(
          Type.String({ description: 'When it expires, such as `2030-01-31T12:00:00Z`; never by default.' }),
        ),
      },
      strict,
    ),
    output: CreatedApiKey,
    reference: createReference,
  },
  retrieve: {
    id: 'api_keys.get',
    method: 'GET',
    path: one,
    summary: 'Get an API key',
    scopes: ['read:api_keys'],
    params,
    output: ApiKey,
    reference: retrieveReference,
  },
  list: {
    id: 'api_keys.list',
    method: 'GET',
    path: collection,
    summary: 'List API keys, newest first',
    scopes: ['read:api_keys'],
    query: Type.Object(listed, strict),
    output: Page(ApiKey),
    reference: listReference,
  },
  search: {
    id: 'api_keys.search',
    method: 'GET',
    path: '/x/v1/organizations/api_keys',
    summary: 'Search API keys by name, hint and expiry, newest first',
    scopes: ['read:api_keys'],
    extension: true,
    query: Type.Object(
      {
        ...listed,
        name: Type.Optional(
          Type.String({ maxLength: 500, description: 'Part of the name or of the hint, ignoring case.' }),
        ),
        expires_before: Type.Optional(
          Type.String({ description: 'Only keys that expire before this time; RFC 3339.' }),
        ),
      },
      strict,
    ),
    output: FoundPage(ApiKey),
    reference: searchReference,
  },
  update: {
    id: 'api_keys.update',
    method: 'POST',
    path: one,
    summary: 'Rename, activate, deactivate or archive an API key',
    scopes: ['write:api_keys'],
    params,
    body: Type.Object(
      {
        name: nullable(name),
        status: nullable(
          oneOf(['active', 'archived', 'inactive'], {
            description: 'Status of the key; `archived` is final.',
          }),
        ),
      },
      strict,
    ),
    output: ApiKey,
    reference: updateReference,
  },
  introspect: {
    id: 'api_keys.introspect',
    method: 'POST',
    path: '/x/v1/api_keys/introspect',
    summary: 'Tell whether a key may be used, and for what',
    scopes: ['keys:introspect'],
    extension: true,
    reads: true,
    body: Type.Object(
      {
        api_key: Type.Optional(
          Type.String({
            description: 'The key itself; other users of a machine can see it on a command line.',
          }),
        ),
        api_key_sha256: Type.Optional(
          Type.String({ pattern: '^[0-9A-Fa-f]{64}$', description: 'The SHA-256 of the key, in hex.' }),
        ),
      },
      strict,
    ),
    output: Introspection,
    reference: introspectReference,
  },
} as const satisfies Record<string, Operation>;

export type ApiKeyOperations = typeof apiKeyOperations;
