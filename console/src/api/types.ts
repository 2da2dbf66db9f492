import type { OrganizationStatus } from '../../../src/api/organizations/contract.ts';
import type { Workspace, WorkspaceOperations } from '../../../src/api/workspaces/contract.ts';
import type { Input } from '../../../src/contract/operation.ts';

export type { OrganizationStatus, Workspace };
/** The limits and geos that the server is configured with. */
export type Settings = OrganizationStatus['settings'];
export type DataResidency = Workspace['data_residency'];
export type CreateBody = Input<WorkspaceOperations['create']>['body'];
export type UpdateBody = Input<WorkspaceOperations['update']>['body'];

/** One page of workspaces, as the API returns it. */
export interface WorkspacePage {
  data: Workspace[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}
