import { type Static, Type } from 'typebox';
import { longestEmail } from '../../contract/email.ts';
import { oneOf, strict, timestamp } from '../../contract/fields.ts';
import type { Operation } from '../../contract/operation.ts';
import { Page, pageQuery } from '../../contract/page.ts';
import { listReference } from './reference/list.ts';
import { removeReference, retrieveReference, updateReference } from './reference/one.ts';

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

/** The filters of a list of people. */
export const peopleFilters = {
  email: Type.Optional(
    Type.String({
      maxLength: longestEmail,
      description: 'Email address; letter case and a plus tag are ignored.',
    }),
  ),
  'roles[]': Type.Array(oneOf(roles.toSorted()), { default: [], description: 'Only these roles.' }),
};

const collection = '/v1/organizations/users';
const one = `${collection}/{user_id}` as const;
const params = Type.Object({ user_id: Type.String({ description: 'ID of the user.' }) });

/** The operations on users (contract of the family, section 2). */
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
          description: 'The new role: user, developer, billing or claude_code_user.',
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
} as const satisfies Record<string, Operation>;

export type UserOperations = typeof userOperations;
