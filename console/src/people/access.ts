import type { OrganizationRole, WorkspaceRole } from './roles.ts';

/** How a person has a role in a workspace. */
export type Via = 'membership' | 'organization_role';

/** The role that counts in a workspace, and how the person has it. */
export interface Effective {
  role: WorkspaceRole;
  via: Via;
}

/**
 * The role that counts for a listed member: that of an admin or a billing user of the organization goes before what is
 * stored, except that a billing user can be raised to admin of the workspace.
 */
export function effectiveRole(
  stored: WorkspaceRole,
  inOrganization: OrganizationRole | undefined,
): Effective {
  if (inOrganization === 'admin') return { role: 'workspace_admin', via: 'organization_role' };
  if (inOrganization === 'billing' && stored !== 'workspace_admin') {
    return { role: 'workspace_billing', via: 'organization_role' };
  }
  return { role: stored, via: 'membership' };
}

/** Why a person has a role in a workspace, such as `By organization role admin`. */
export const reasonOf = (via: Via, inOrganization: OrganizationRole | undefined): string =>
  via === 'membership' ? 'By membership' : `By organization role ${inOrganization ?? ''}`.trim();
