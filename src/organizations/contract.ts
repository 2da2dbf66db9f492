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
  },
} as const satisfies Record<string, Operation>;

export type OrganizationOperations = typeof organizationOperations;
