import { type Static, Type } from 'typebox';
import { oneOf, orNull, strict } from '../../contract/fields.ts';
import type { Operation } from '../../contract/operation.ts';
import { TokenPage, tokenQuery } from '../../contract/page.ts';
import * as ofAccount from './reference/account-side.ts';
import * as ofWorkspace from './reference/workspace-side.ts';

const workspaceRole = oneOf(
  ['workspace_user', 'workspace_developer', 'workspace_restricted_developer', 'workspace_admin'],
  { description: 'Role in the workspace.' },
);
const workspaceId = Type.String({ description: 'ID of the workspace.' });
const accountId = Type.String({ description: 'ID of the service account.' });

/** The object that the API returns; every field is always present. */
export const ServiceAccountMember = Type.Object(
  {
    type: Type.Literal('service_account_workspace_member'),
    service_account_id: accountId,
    workspace_id: workspaceId,
    workspace_role: workspaceRole,
    implicit: Type.Boolean({
      description: 'True for the membership of the default workspace that every service account has.',
    }),
    created_by_actor_id: orNull(Type.String(), 'The user who added it, if known.'),
  },
  {
    title: 'ServiceAccountWorkspaceMember',
    description: 'The membership of a service account in a workspace.',
  },
);
export type ServiceAccountMember = Static<typeof ServiceAccountMember>;

const Removed = Type.Object({
  type: Type.Literal('service_account_workspace_member_deleted'),
  service_account_id: accountId,
  workspace_id: workspaceId,
});

const query = Type.Object(tokenQuery(100), strict);
const role = { workspace_role: workspaceRole };

const workspaceSide = '/v1/organizations/workspaces/{workspace_id}/service_accounts';
const ofOneWorkspace = Type.Object({ workspace_id: workspaceId });
const memberParams = Type.Object({ workspace_id: workspaceId, service_account_id: accountId });

/** The operations on the service accounts of a workspace (contract of the family, section 7). */
export const serviceAccountMemberOperations = {
  add: {
    id: 'service_account_members.add',
    method: 'POST',
    path: workspaceSide,
    summary: 'Add a service account to a workspace, or change its role there',
    scopes: ['write:service_accounts'],
    params: ofOneWorkspace,
    body: Type.Object({ service_account_id: accountId, ...role }, strict),
    output: ServiceAccountMember,
    reference: ofWorkspace.add,
  },
  list: {
    id: 'service_account_members.list',
    method: 'GET',
    path: workspaceSide,
    summary: 'List the service accounts of a workspace, newest first',
    scopes: ['read:service_accounts'],
    params: ofOneWorkspace,
    query,
    output: TokenPage(ServiceAccountMember),
    reference: ofWorkspace.list,
  },
  retrieve: {
    id: 'service_account_members.get',
    method: 'GET',
    path: `${workspaceSide}/{service_account_id}`,
    summary: 'Get the membership of a service account in a workspace',
    scopes: ['read:service_accounts'],
    params: memberParams,
    output: ServiceAccountMember,
    reference: ofWorkspace.retrieve,
  },
  update: {
    id: 'service_account_members.update',
    method: 'POST',
    path: `${workspaceSide}/{service_account_id}`,
    summary: 'Change the role of a service account in a workspace',
    scopes: ['write:service_accounts'],
    params: memberParams,
    body: Type.Object(role, strict),
    output: ServiceAccountMember,
    reference: ofWorkspace.update,
  },
  remove: {
    id: 'service_account_members.remove',
    method: 'DELETE',
    path: `${workspaceSide}/{service_account_id}`,
    summary: 'Remove a service account from a workspace',
    scopes: ['write:service_accounts'],
    params: memberParams,
    output: Removed,
    reference: ofWorkspace.remove,
  },
} as const satisfies Record<string, Operation>;

export type ServiceAccountMemberOperations = typeof serviceAccountMemberOperations;

const accountSide = '/v1/organizations/service_accounts/{service_account_id}/workspaces';
const ofOneAccount = Type.Object({ service_account_id: accountId });

/** The operations on the workspaces of a service account (contract of the family, section 7). */
export const serviceAccountWorkspaceOperations = {
  add: {
    id: 'service_account_workspaces.add',
    method: 'POST',
    path: accountSide,
    summary: 'Add a workspace to a service account, or change its role there',
    scopes: ['write:service_accounts'],
    params: ofOneAccount,
    body: Type.Object({ workspace_id: workspaceId, ...role }, strict),
    output: ServiceAccountMember,
    reference: ofAccount.add,
  },
  list: {
    id: 'service_account_workspaces.list',
    method: 'GET',
    path: accountSide,
    summary: 'List the workspaces of a service account, newest first',
    scopes: ['read:service_accounts'],
    params: ofOneAccount,
    query,
    output: TokenPage(ServiceAccountMember),
    reference: ofAccount.list,
  },
  remove: {
    id: 'service_account_workspaces.remove',
    method: 'DELETE',
    path: `${accountSide}/{workspace_id}`,
    summary: 'Remove a workspace from a service account',
    scopes: ['write:service_accounts'],
    params: Type.Object({ service_account_id: accountId, workspace_id: workspaceId }),
    output: Removed,
    reference: ofAccount.remove,
  },
} as const satisfies Record<string, Operation>;

export type ServiceAccountWorkspaceOperations = typeof serviceAccountWorkspaceOperations;
