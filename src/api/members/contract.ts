import { type Static, Type } from 'typebox';
import { oneOf, strict } from '../../contract/fields.ts';
import type { Operation } from '../../contract/operation.ts';
import { Page, pageQuery } from '../../contract/page.ts';
import { addReference } from './reference/add.ts';
import { listReference } from './reference/list.ts';
import { removeReference, retrieveReference } from './reference/one.ts';
import { updateReference } from './reference/update.ts';

/** The roles in a workspace that can be given, in the order in which errors name them. */
export const workspaceRoles = [
  'workspace_user',
  'workspace_developer',
  'workspace_restricted_developer',
  'workspace_admin',
] as const;
/** The same, and the one that users have only because of their role in the organization. */
const allRoles = [...workspaceRoles, 'workspace_billing'] as const;

const role = { description: 'Role in the workspace.' };
const userId = Type.String({ description: 'ID of the user.' });
const workspaceId = Type.String({ description: 'ID of the workspace.' });

/** The object that the API returns; every field is always present. */
export const Member = Type.Object(
  {
    type: Type.Literal('workspace_member'),
    user_id: userId,
    workspace_id: workspaceId,
    workspace_role: oneOf(allRoles, role),
  },
  { title: 'WorkspaceMember', description: 'A user’s role in a workspace. Every field is always present.' },
);
export type Member = Static<typeof Member>;

const params = Type.Object({ workspace_id: workspaceId });
const oneParams = Type.Object({ workspace_id: workspaceId, user_id: userId });
const collection = '/v1/organizations/workspaces/{workspace_id}/members';
const one = `${collection}/{user_id}` as const;

/** The operations on the members of workspaces (contract of the family, section 4). */
export const memberOperations = {
  add: {
    id: 'members.add',
    method: 'POST',
    path: collection,
    summary: 'Add a user to a workspace',
    scopes: ['write:members'],
    params,
    body: Type.Object({ user_id: userId, workspace_role: oneOf(workspaceRoles, role) }, strict),
    output: Member,
    reference: addReference,
  },
  list: {
    id: 'members.list',
    method: 'GET',
    path: collection,
    summary: 'List the members of a workspace',
    scopes: ['read:members'],
    params,
    query: Type.Object(pageQuery, strict),
    output: Page(Member),
    viewed: ({ workspace_id = '' }) => ({ type: 'platform_workspace_members_listed', workspace_id }),
    reference: listReference,
  },
  retrieve: {
    id: 'members.get',
    method: 'GET',
    path: one,
    summary: 'Get a member of a workspace',
    scopes: ['read:members'],
    params: oneParams,
    output: Member,
    viewed: ({ workspace_id = '', user_id = '' }) => ({
      type: 'platform_workspace_member_viewed',
      workspace_id,
      user_id,
    }),
    reference: retrieveReference,
  },
  update: {
    id: 'members.update',
    method: 'POST',
    path: one,
    summary: 'Change the role of a member of a workspace',
    scopes: ['write:members'],
    params: oneParams,
    body: Type.Object({ workspace_role: oneOf(allRoles, role) }, strict),
    output: Member,
    reference: updateReference,
  },
  remove: {
    id: 'members.remove',
    method: 'DELETE',
    path: one,
    summary: 'Remove a user from a workspace',
    scopes: ['write:members'],
    params: oneParams,
    output: Type.Object({
      type: Type.Literal('workspace_member_deleted'),
      user_id: userId,
      workspace_id: workspaceId,
    }),
    reference: removeReference,
  },
} as const satisfies Record<string, Operation>;

export type MemberOperations = typeof memberOperations;
