import type { Input } from '../../../src/contract/operation.ts';
import type { Workspace, WorkspaceOperations } from '../../../src/workspaces/contract.ts';

export type { Workspace };
export type DataResidency = Workspace['data_residency'];
export type CreateBody = Input<WorkspaceOperations['create']>['body'];
export type UpdateBody = Input<WorkspaceOperations['update']>['body'];

/** One page of workspaces, as the API answers it. */
export interface WorkspacePage {
  data: Workspace[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}

/** The answer of `GET /v1/organizations/usage`, an extension of the server. */
export interface Usage {
  type: 'organization_usage';
  organization_id: string;
  organization_name: string;
  active_workspaces: number;
  workspace_limit: number;
}
