import { type Static, Type } from 'typebox';
import { longestEmail } from '../../contract/email.ts';
import { oneOf, orNull, strict, timestamp } from '../../contract/fields.ts';
import type { Operation } from '../../contract/operation.ts';
import { FoundPage, Page, pageQuery } from '../../contract/page.ts';
import { Member } from '../members/contract.ts';
import { accessReference } from './reference/access.ts';
import { listReference } from './reference/list.ts';
import { removeReference, retrieveReference, updateReference } from './reference/one.ts';
import { searchReference } from './reference/search.ts';

/** The roles that the API assigns, in the order in which errors name them. */
export const assignableRoles = ['user', 'developer', 'billing', 'claude_code_user'] as const;
/** Every role that a user can have. */
export const roles = [...assignableRoles, 'admin'] as const;

/** The object that the API returns; every field is always present. */
export const User = Type.Object(
  {
    id: Type.String({ description: 'ID of the user: `user_…`.' }),
    type: Type.Literal('user'),
    email: Type.String({ description: 'Email address.' }),
    name: Type.String({ description: 'Name; may be empty.' }),
    role: oneOf(roles, { description: 'Role in the organization.' }),
    added_at: timestamp,
  },
  { title: 'User', description: 'A member of the organization.' },
);
export type User = Static<typeof User>;

const UserAccess = Type.Object(
  {
    type: Type.Literal('user_access'),
    user_id: Type.String({ description: 'ID of the user.' }),
    workspaces: Type.Array(
      Type.Object({
        workspace_id: Type.String({ description: 'ID of the workspace.' }),
        name: Type.String({ description: 'Name of the workspace.' }),
        workspace_role: Member.properties.workspace_role,
        via: oneOf(['membership', 'organization_role'], {
          description:
            'Whether the user was added to the workspace, or has the role by that in the organization.',
        }),
      }),
      { description: 'Active workspaces, newest first; at most 1,000.' },
    ),
    has_more: Type.Boolean({ description: 'Whether there are more workspaces.' }),
    api_keys: orNull(
      Type.Integer({ minimum: 0 }),
      'Active API keys that act as the user; null if your key can’t read API keys.',
    ),
  },
  { title: 'UserAccess', description: 'What a user can reach.' },
);
export type UserAccess = Static<typeof UserAccess>;

const someRoles = Type.Array(oneOf(roles.toSorted()), { default: [], description: 'Only these roles.' });

/** The filters of a list of people. */
export const peopleFilters = {
  email: Type.Optional(
    Type.String({
      maxLength: longestEmail,
      description: 'Email address; letter case and a plus tag are ignored.',
    }),
  ),
  'roles[]': someRoles,
};

const collection = '/v1/organizations/users';
const one = `${collection}/{user_id}` as const;
const params = Type.Object({ user_id: Type.String({ description: 'ID of the user.' }) });

/** The operations on users (contract of the family, section 2), and two extensions. */
export const userOperations = {
  retrieve: {
    id: 'users.get',
    method: 'GET',
    path: one,
    summary: 'Get a user',
    scopes: ['read:members'],
    params,
    output: User,
    viewed: ({ user_id = '' }) => ({ type: 'org_user_viewed', user_id }),
    reference: retrieveReference,
  },
  list: {
    id: 'users.list',
    method: 'GET',
    path: collection,
    summary: 'List users, newest first',
    scopes: ['read:members'],
    query: Type.Object({ ...pageQuery, ...peopleFilters }, strict),
    output: Page(User),
    viewed: () => ({ type: 'org_users_listed' }),
    reference: listReference,
  },
  update: {
    id: 'users.update',
    method: 'POST',
    path: one,
    summary: 'Change a user’s role',
    scopes: ['write:members'],
    params,
    body: Type.Object(
      {
        role: oneOf(assignableRoles, {
          description: 'The new role.',
        }),
      },
      strict,
    ),
    output: User,
    reference: updateReference,
  },
  remove: {
    id: 'users.remove',
    method: 'DELETE',
    path: one,
    summary: 'Remove a user from the organization',
    scopes: ['write:members'],
    params,
    output: Type.Object({ id: Type.String(), type: Type.Literal('user_deleted') }),
    reference: removeReference,
  },
  search: {
    id: 'users.search',
    method: 'GET',
    path: '/x/v1/organizations/users',
    summary: 'Search users by name and email, newest first',
    scopes: ['read:members'],
    extension: true,
    query: Type.Object(
      {
        ...pageQuery,
        query: Type.Optional(
          Type.String({ maxLength: 255, description: 'Part of the name or of the email, ignoring case.' }),
        ),
        'roles[]': someRoles,
      },
      strict,
    ),
    output: FoundPage(User),
    viewed: () => ({ type: 'org_users_listed' }),
    reference: searchReference,
  },
  access: {
    id: 'users.access',
    method: 'GET',
    path: '/x/v1/organizations/users/{user_id}/access',
    summary: 'Get the workspaces and the number of API keys of a user',
    scopes: ['read:members'],
    extension: true,
    ofKey: true,
    params,
    output: UserAccess,
    viewed: ({ user_id = '' }) => ({ type: 'org_user_viewed', user_id }),
    reference: accessReference,
  },
} as const satisfies Record<string, Operation>;

export type UserOperations = typeof userOperations;
