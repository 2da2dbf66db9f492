import type { Handlers } from '../call.ts';
import { ApiError } from '../contract/errors.ts';
import type { OrganizationOperations, OrganizationUsage } from './contract.ts';
import * as store from './store.ts';

/** What the organization's operations do; `workspaceLimit` holds where it has no limit of its own. */
export function organizationHandlers(workspaceLimit: number): Handlers<OrganizationOperations> {
  return {
    async usage(_input, call) {
      const organization = await store.findOrganization(call.db, call.organizationId);
      if (organization === undefined) throw new ApiError('not_found_error', 'Organization not found.');
      const usage: OrganizationUsage = {
        type: 'organization_usage',
        organization_id: organization.id,
        organization_name: organization.name,
        active_workspaces: organization.active_workspaces,
        workspace_limit: organization.workspace_limit ?? workspaceLimit,
      };
      return JSON.stringify(usage);
    },
  };
}
