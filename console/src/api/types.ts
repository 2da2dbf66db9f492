import type { AdminKey } from '../../../src/api/admin-keys/contract.ts';
import type { ApiKey } from '../../../src/api/api-keys/contract.ts';
import type { Invite } from '../../../src/api/invites/contract.ts';
import type { Member } from '../../../src/api/members/contract.ts';
import type { OrganizationStatus } from '../../../src/api/organizations/contract.ts';
import type { ServiceAccount } from '../../../src/api/service-accounts/contract.ts';
import type { User } from '../../../src/api/users/contract.ts';
import type { Workspace, WorkspaceSummary } from '../../../src/api/workspaces/contract.ts';
import type { Input } from './routes.ts';

export type {
  AdminKey,
  ApiKey,
  Invite,
  Member,
  OrganizationStatus,
  ServiceAccount,
  User,
  Workspace,
  WorkspaceSummary,
};
/** The limits and geos that the server is configured with. */
export type Settings = OrganizationStatus['settings'];
export type DataResidency = Workspace['data_residency'];
export type CreateBody = NonNullable<Input<'POST /v1/organizations/workspaces'>['body']>;
export type UpdateBody = NonNullable<Input<'POST /v1/organizations/workspaces/{workspace_id}'>['body']>;
