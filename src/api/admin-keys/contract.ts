import { type Static, Type } from 'typebox';
import { nullable, oneOf, orNull, strict, timestamp } from '../../contract/fields.ts';
import type { Operation } from '../../contract/operation.ts';
import { Page, pageQuery } from '../../contract/page.ts';
import { scopes } from '../../contract/scopes.ts';
import { listReference } from './reference/list.ts';
import { createReference, rotateReference } from './reference/make.ts';
import { deleteReference, updateReference } from './reference/one.ts';

const scope = oneOf(scopes);
const settable = ['active', 'disabled'] as const;

/** The object that the API returns; every field is always present. */
export const AdminKey = Type.Object(
  {
    id: Type.String({ description: 'ID of the key: `apikey_…`. IDs sort by creation time.' }),
    type: Type.Literal('admin_key'),
    name: Type.String({ description: 'Name of the key; doesn’t have to be unique.' }),
    hint: Type.String({ description: 'Last four characters of the key.' }),
    scopes: orNull(Type.Array(scope), 'What it may do; null means everything.'),
    status: oneOf([...settable, 'expired'], { description: 'Whether it works.' }),
    created_at: timestamp,
    expires_at: orNull(timestamp, 'Null if it never expires.'),
    last_used_at: orNull(timestamp, 'The hour in which it was last used; null if it never was.'),
  },
  { title: 'AdminKey', description: 'An admin key without its secret. Every field is always present.' },
);
export type AdminKey = Static<typeof AdminKey>;

/** A new key with its secret, which is shown once. */
const NewAdminKey = Type.Object(
  {
    ...AdminKey.properties,
    raw_key: Type.String({ description: 'The key itself. It is shown once; only its hash is kept.' }),
  },
  { title: 'NewAdminKey', description: 'A new admin key.' },
);

const name = Type.String({ minLength: 1, maxLength: 100, description: 'Name of the key.' });
const params = Type.Object({ admin_key_id: Type.String({ description: 'ID of the key.' }) });
const collection = '/x/v1/admin_keys';
const one = `${collection}/{admin_key_id}` as const;

/** The operations on admin keys, which are ours (contract of the family, section 12). */
export const adminKeyOperations = {
  list: {
    id: 'admin_keys.list',
    method: 'GET',
    path: collection,
    summary: 'List admin keys, oldest first',
    scopes: ['read:admin_keys'],
    extension: true,
    query: Type.Object(pageQuery, strict),
    output: Page(AdminKey),
    reference: listReference,
  },
  create: {
    id: 'admin_keys.create',
    method: 'POST',
    path: collection,
    summary: 'Create an admin key and show it once',
    scopes: ['write:admin_keys'],
    extension: true,
    secret: true,
    body: Type.Object(
      {
        name,
        scopes: nullable(
          Type.Array(scope, { minItems: 1, description: 'What it may do; null means everything.' }),
        ),
        expires_at: nullable(Type.String({ description: 'When it stops working; null means never.' })),
      },
      strict,
    ),
    output: NewAdminKey,
    reference: createReference,
  },
  update: {
    id: 'admin_keys.update',
    method: 'POST',
    path: one,
    summary: 'Rename, disable or enable an admin key',
    scopes: ['write:admin_keys'],
    extension: true,
    params,
    body: Type.Object(
      { name: nullable(name), status: nullable(oneOf(settable, { description: 'Null means unchanged.' })) },
      strict,
    ),
    output: AdminKey,
    reference: updateReference,
  },
  rotate: {
    id: 'admin_keys.rotate',
    method: 'POST',
    path: `${one}/rotate`,
    summary: 'Replace an admin key by a new one',
    scopes: ['write:admin_keys'],
    extension: true,
    secret: true,
    params,
    body: Type.Object(
      {
        overlap: Type.String({
          description:
            'How long the old key still works: an ISO 8601 duration of at most 30 days, such as `P1D`.',
        }),
      },
      strict,
    ),
    output: NewAdminKey,
    reference: rotateReference,
  },
  delete: {
    id: 'admin_keys.delete',
    method: 'DELETE',
    path: one,
    summary: 'Delete an admin key permanently',
    scopes: ['write:admin_keys'],
    extension: true,
    params,
    output: Type.Object({ id: Type.String(), type: Type.Literal('admin_key_deleted') }),
    reference: deleteReference,
  },
} as const satisfies Record<string, Operation>;

export type AdminKeyOperations = typeof adminKeyOperations;
