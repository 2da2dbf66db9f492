import { type Static, Type } from 'typebox';
import type { Operation } from '../contract/operation.ts';

/** How far an organization is from its limit of active workspaces: ours, not the reference's. */
export const OrganizationUsage = Type.Object({
  type: Type.Literal('organization_usage'),
  organization_id: Type.String({ format: 'uuid' }),
  organization_name: Type.String(),
  active_workspaces: Type.Integer({ description: 'Without archived ones and the default workspace.' }),
  workspace_limit: Type.Integer(),
});
export type OrganizationUsage = Static<typeof OrganizationUsage>;

/** The organization's operations. */
export const organizationOperations = {
  usage: {
    id: 'organizations.usage',
    method: 'GET',
    path: '/v1/organizations/usage',
    summary: 'Get the organization’s use of its limit of active workspaces',
    caller: 'admin_key',
    extension: true,
    output: OrganizationUsage,
    reference: {
      tag: { name: 'Organization', description: 'The organization that the presented key belongs to.' },
      description: 'How many active workspaces your organization has, and how many it may have.',
      requests: { plain: { summary: 'Your own' } },
      answer: {
        type: 'organization_usage',
        organization_id: '0d1f7a52-6c0e-4b8e-9a53-2f6f1f0a7c41',
        organization_name: 'My organization',
        active_workspaces: 12,
        workspace_limit: 100,
      },
      errors: {},
      leadsTo: [],
      sdk: null,
    },
  },
} as const satisfies Record<string, Operation>;

export type OrganizationOperations = typeof organizationOperations;
