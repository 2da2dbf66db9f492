import { type Static, Type } from 'typebox';
import { oneOf, timestamp } from '../../contract/fields.ts';

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
