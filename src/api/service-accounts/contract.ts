import { type Static, Type } from 'typebox';
import { nullable, oneOf, orNull, strict, timestamp } from '../../contract/fields.ts';
import type { Operation } from '../../contract/operation.ts';
import { TokenPage, tokenQuery } from '../../contract/page.ts';
import { createReference } from './reference/create.ts';
import { listReference } from './reference/list.ts';
import { archiveReference, retrieveReference } from './reference/one.ts';
import { updateReference } from './reference/update.ts';

const organizationRole = oneOf(['developer', 'admin'], { description: 'Role in the organization.' });
const description = Type.String({ maxLength: 2000, description: 'What it is for.' });
const actor = (did: string) => orNull(Type.String(), `The user who ${did} it, if known.`);

/** The object that the API returns; every field is always present. */
export const ServiceAccount = Type.Object(
  {
    id: Type.String({ description: 'ID of the service account: `svac_…`.' }),
    type: Type.Literal('service_account'),
    name: Type.String({ description: 'Name, unique among service accounts that aren’t archived.' }),
    description: orNull(Type.String(), 'Null if it was never set.'),
    organization_role: organizationRole,
    created_at: timestamp,
    updated_at: timestamp,
    archived_at: orNull(timestamp, 'Null if the service account isn’t archived.'),
    created_by_actor_id: actor('created'),
    updated_by_actor_id: actor('last updated'),
    archived_by_actor_id: actor('archived'),
  },
  { title: 'ServiceAccount', description: 'An identity of a program.' },
);
export type ServiceAccount = Static<typeof ServiceAccount>;

const params = Type.Object({
  service_account_id: Type.String({ description: 'ID of the service account.' }),
});
const collection = '/v1/organizations/service_accounts';
const one = `${collection}/{service_account_id}` as const;

/** The operations on service accounts (contract of the family, section 7). */
export const serviceAccountOperations = {
  create: {
    id: 'service_accounts.create',
    method: 'POST',
    path: collection,
    summary: 'Create a service account',
    scopes: ['write:service_accounts'],
    body: Type.Object(
      {
        name: Type.String({
          minLength: 1,
          maxLength: 255,
          pattern: '^[a-z0-9-]+$',
          description: 'Lower-case letters, digits and hyphens; never changes.',
        }),
        description: nullable(description),
        organization_role: Type.Optional(organizationRole),
      },
      strict,
    ),
    output: ServiceAccount,
    reference: createReference,
  },
  retrieve: {
    id: 'service_accounts.get',
    method: 'GET',
    path: one,
    summary: 'Get a service account',
    scopes: ['read:service_accounts'],
    params,
    output: ServiceAccount,
    reference: retrieveReference,
  },
  list: {
    id: 'service_accounts.list',
    method: 'GET',
    path: collection,
    summary: 'List service accounts, newest first',
    scopes: ['read:service_accounts'],
    query: Type.Object(
      {
        ...tokenQuery(100),
        include_archived: Type.Boolean({ default: false, description: 'Include archived service accounts.' }),
      },
      strict,
    ),
    output: TokenPage(ServiceAccount),
    reference: listReference,
  },
  update: {
    id: 'service_accounts.update',
    method: 'POST',
    path: one,
    summary: 'Update a service account',
    scopes: ['write:service_accounts'],
    params,
    body: Type.Object(
      { description: nullable(description), organization_role: nullable(organizationRole) },
      strict,
    ),
    output: ServiceAccount,
    reference: updateReference,
  },
  archive: {
    id: 'service_accounts.archive',
    method: 'POST',
    path: `${one}/archive`,
    summary: 'Archive a service account and its API keys permanently',
    scopes: ['write:service_accounts'],
    params,
    output: ServiceAccount,
    reference: archiveReference,
  },
} as const satisfies Record<string, Operation>;

export type ServiceAccountOperations = typeof serviceAccountOperations;
