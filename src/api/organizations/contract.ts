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

/** The organization's operations. */
export const organizationOperations = {
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
      tag: { name: 'Organization', description: 'The organization that the key belongs to.' },
      description:
        'What a client needs at startup: its organization and key, the number of active workspaces and their limit, and ' +
        'the values that this server accepts.',
      requests: { plain: { summary: 'Your organization' } },
      answer: {
        type: 'organization_status',
        organization: {
          id: '0d1f7a52-6c0e-4b8e-9a53-2f6f1f0a7c41',
          name: 'My organization',
          created_at: '2026-03-12T08:00:00.000000Z',
        },
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
