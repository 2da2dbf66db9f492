import type { Handlers } from '../../call.ts';
import { ApiError } from '../../contract/errors.ts';
import type { WorkspaceLimits } from '../../contract/workspace-limits.ts';
import { findOwnKey } from '../admin-keys/store.ts';
import type { OrganizationOperations, OrganizationStatus } from './contract.ts';
import * as store from './store.ts';

/** What the organization's operations need. */
export interface OrganizationTools {
  limits: WorkspaceLimits;
  /** Limit of active workspaces for organizations without their own. */
  workspaceLimit: number;
  version: string;
  sandbox: boolean;
}

/** The handlers of the organization's operations. */
export function organizationHandlers(tools: OrganizationTools): Handlers<OrganizationOperations> {
  const { limits } = tools;
  const settings = {
    workspace_geos: [...limits.workspaceGeos],
    inference_geos: [...limits.inferenceGeos],
    name_max_length: limits.nameMaxLength,
    max_tags: limits.maxTags,
    tag_key_max_length: limits.tagKeyMaxLength,
    tag_value_max_length: limits.tagValueMaxLength,
  };
  return {
    async me(_input, { db, organizationId }) {
      const organization = await store.findOrganization(db, organizationId);
      if (organization === undefined) throw notFound();
      const { id, name } = organization;
      return JSON.stringify({ id, type: 'organization', name });
    },

    async status(_input, { db, organizationId, keyId, scopes }) {
      const [organization, key] = await Promise.all([
        store.findOrganization(db, organizationId),
        findOwnKey(db, organizationId, keyId),
      ]);
      if (organization === undefined || key === undefined) throw notFound();
      const { id, name, created_at, active_workspaces } = organization;
      const status: OrganizationStatus = {
        type: 'organization_status',
        organization: { id, name, created_at },
        active_workspaces,
        workspace_limit: organization.workspace_limit ?? tools.workspaceLimit,
        settings,
        key: {
          id: key.id,
          name: key.name,
          hint: key.hint,
          scopes: scopes === null ? null : [...scopes],
          expires_at: key.expires_at,
        },
        server: { version: tools.version, sandbox: tools.sandbox },
      };
      return JSON.stringify(status);
    },
  };
}

/** For what existed a moment ago, when the key was looked up. */
const notFound = () => new ApiError('not_found_error', 'Organization not found.');
