import { type Static, Type } from 'typebox';
import { oneOf, orNull, timestamp } from '../../contract/fields.ts';
import { scopes } from '../../contract/scopes.ts';

/** An admin key as the API shows it, without its secret. */
export const AdminKey = Type.Object(
  {
    id: Type.String({ description: 'ID of the key: `apikey_…`.' }),
    type: Type.Literal('admin_key'),
    name: Type.String(),
    hint: Type.String({ description: 'Last four characters of the key.' }),
    scopes: orNull(Type.Array(oneOf(scopes)), 'Null means all scopes.'),
    status: oneOf(['active', 'disabled', 'expired']),
    created_at: timestamp,
    expires_at: orNull(timestamp, 'Null means never.'),
    last_used_at: orNull(timestamp, 'To the hour; null if it was never used.'),
  },
  { title: 'AdminKey', description: 'An admin key.' },
);
export type AdminKey = Static<typeof AdminKey>;

/** An admin key as an example. */
export const exampleAdminKey: AdminKey = {
  id: 'apikey_011CZ2jXMzLbuxW5pCg9zFPi',
  type: 'admin_key',
  name: 'First key',
  hint: 'k3Qw',
  scopes: null,
  status: 'active',
  created_at: '2026-03-12T08:00:00.000000Z',
  expires_at: null,
  last_used_at: '2026-03-14T09:00:00.000000Z',
};
