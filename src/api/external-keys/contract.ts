import { Type } from 'typebox';
import { strict } from '../../contract/fields.ts';
import type { Operation } from '../../contract/operation.ts';
import { TokenPage, tokenQuery } from '../../contract/page.ts';
import { listReference } from './reference/list.ts';

/** The only operation on external keys that isn’t refused (contract of the family, section 8). */
export const externalKeyOperations = {
  list: {
    id: 'external_keys.list',
    method: 'GET',
    path: '/v1/organizations/external_keys',
    summary: 'List external keys, of which there are none',
    scopes: [],
    query: Type.Object(tokenQuery(1000), strict),
    output: TokenPage(Type.Object({ id: Type.String(), type: Type.Literal('external_key') })),
    reference: listReference,
  },
} as const satisfies Record<string, Operation>;

export type ExternalKeyOperations = typeof externalKeyOperations;
