import { type Static, Type } from 'typebox';
import { timestamp } from '../../contract/fields.ts';
import type { Operation } from '../../contract/operation.ts';

const texts = Type.Array(Type.String());

/** The caller's organization and key, and the server's settings: what a client needs at startup (contract, section 8). */
const OrganizationStatus = Type.Object({
  type: Type.Literal('organization_status'),
  organization: Type.Object({
    id: Type.String({ format: 'uuid' }),
    name: Type.String(),
    created_at: timestamp,
  }),
  active_workspaces: Type.Integer({
    description: 'Not counting archived workspaces and the default workspace.',
  }),
  workspace_limit: Type.Integer({ description: 'Maximum number of active workspaces.' }),
  settings: Type.Object({
    workspace_geos: Type.Array(Type.String(), { description: 'The first one is the default.' }),
    inference_geos: texts,
    name_max_length: Type.Integer({ description: 'In characters.' }),
    max_tags: Type.Integer(),
    tag_key_max_length: Type.Integer({ description: 'In characters.' }),
    tag_value_max_length: Type.Integer({ description: 'In characters.' }),
  }),
  key: Type.Object({
    id: Type.String(),
    name: Type.String(),
    hint: Type.String({ description: 'Last four characters of the key.' }),
    scopes: Type.Union([texts, Type.Null()], { description: 'Null means all scopes.' }),
    expires_at: Type.Union([timestamp, Type.Null()]),
  }),
  server: Type.Object({ version: Type.String(), sandbox: Type.Boolean() }),
});
export type OrganizationStatus = Static<typeof OrganizationStatus>;

/** The organization as the hosted API has it. */
const Organization = Type.Object(
  {
    id: Type.String({
      format: 'uuid',
      description: 'The same as in the header `anthropic-organization-id`.',
    }),
    type: Type.Literal('organization'),
    name: Type.String(),
  },
  { title: 'Organization' },
);

const tag = { name: 'Organization', description: 'The organization that the key belongs to.' };
const example = { id: '0d1f7a52-6c0e-4b8e-9a53-2f6f1f0a7c41', name: 'My organization' };
const requests = { plain: { summary: 'Your organization' } };

/** The organization's operations. */
export const organizationOperations = {
  me: {
    id: 'organization.me',
    method: 'GET',
    path: '/v1/organizations/me',
    summary: 'Get your organization',
    scopes: [],
    output: Organization,
    reference: {
      tag,
      description: 'Returns the organization that the key belongs to. Every key may call it.',
      requests,
      answer: { id: example.id, type: 'organization', name: example.name },
      errors: {},
      leadsTo: [],
      sdk: { method: 'organization.retrieve', result: 'organization' },
    },
  },
  status: {
    id: 'organization.status',
    method: 'GET',
    path: '/x/v1/organization',
    summary: 'Get your organization and key, and the server’s settings',
    scopes: [],
    extension: true,
    ofKey: true,
    output: OrganizationStatus,
    reference: {
      tag,
      description:
        'What a client needs at startup: its organization and key, the number of active workspaces and their limit, and ' +
        'the values that this server accepts.',
      requests,
      answer: {
        type: 'organization_status',
        organization: { ...example, created_at: '2026-03-12T08:00:00.000000Z' },
        active_workspaces: 12,
        workspace_limit: 100,
        settings: {
          workspace_geos: ['us'],
          inference_geos: ['global', 'us'],
          name_max_length: 40,
          max_tags: 50,
          tag_key_max_length: 128,
          tag_value_max_length: 256,
        },
        key: {
          id: 'apikey_011CZ2jXMzLbuxW5pCg9zFPi',
          name: 'First key',
          hint: 'k3Qw',
          scopes: null,
          expires_at: null,
        },
        server: { version: '0.1.0', sandbox: false },
      },
      errors: {},
      leadsTo: [],
      sdk: null,
    },
  },
} as const satisfies Record<string, Operation>;

export type OrganizationOperations = typeof organizationOperations;
