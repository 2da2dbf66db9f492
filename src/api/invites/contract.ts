import { type Static, Type } from 'typebox';
import { addressOf, emailPattern, longestEmail } from '../../contract/email.ts';
import { nullable, oneOf, orNull, strict, timestamp } from '../../contract/fields.ts';
import type { Operation } from '../../contract/operation.ts';
import { Page, pageQuery } from '../../contract/page.ts';
import { assignableRoles, peopleFilters, roles, User } from '../users/contract.ts';
import { acceptReference, redeemReference } from './reference/accept.ts';
import { createReference } from './reference/create.ts';
import { linkReference } from './reference/link.ts';
import { listReference } from './reference/list.ts';
import { deleteReference, retrieveReference } from './reference/one.ts';

/** The states of an invite, in the order in which errors name them. */
export const statuses = ['accepted', 'expired', 'pending'] as const;
export type InviteStatus = (typeof statuses)[number];

/** The object that the API returns; every field is always present. */
export const Invite = Type.Object(
  {
    id: Type.String({ description: 'ID of the invite: `invite_…`.' }),
    type: Type.Literal('invite'),
    email: Type.String({ description: 'Email address of the person who is invited.' }),
    role: oneOf(roles, { description: 'Role that the person gets.' }),
    invited_at: timestamp,
    expires_at: timestamp,
    accepted_at: orNull(timestamp, 'Null until the invite is accepted.'),
    rbac_group_ids: Type.Array(Type.String(), { description: 'Always empty on this server.' }),
    status: oneOf(statuses, { description: '`expired` is a pending invite whose `expires_at` has passed.' }),
  },
  { title: 'Invite', description: 'An invitation to join the organization.' },
);
export type Invite = Static<typeof Invite>;

const InviteLink = Type.Object(
  {
    type: Type.Literal('invite_link'),
    invite_id: Type.String({ description: 'ID of the invite.' }),
    url: Type.String({
      description:
        'The link, which is shown only in this response; a path if the server has no `--public-url`.',
    }),
    expires_at: timestamp,
  },
  { title: 'InviteLink', description: 'The link with which a person accepts an invite.' },
);
export type InviteLink = Static<typeof InviteLink>;

const Accepted = Type.Object({ type: Type.Literal('invite_accepted'), invite: Invite, user: User });

const name = nullable(
  Type.String({ maxLength: 255, description: 'Name of the person; empty if absent or null.' }),
);
const collection = '/v1/organizations/invites';
const one = `${collection}/{invite_id}` as const;
const params = Type.Object({ invite_id: Type.String({ description: 'ID of the invite.' }) });

/** The operations on invites (contract of the family, section 3), and three extensions: a new link, and two ways to accept. */
export const inviteOperations = {
  create: {
    id: 'invites.create',
    method: 'POST',
    path: collection,
    summary: 'Invite a person to the organization',
    scopes: ['write:members'],
    body: Type.Object(
      {
        email: Type.String({
          maxLength: longestEmail,
          pattern: emailPattern,
          'x-sentence': 'Input should be an email address',
          description: 'Email address of the person.',
        }),
        role: oneOf(assignableRoles, {
          description: 'Role that the person gets.',
        }),
        rbac_group_ids: nullable(
          Type.Array(Type.String({ 'x-always-refused': true }), {
            maxItems: 100,
            description: 'Refused unless empty: this server has no groups.',
          }),
        ),
      },
      strict,
    ),
    addresses: ({ email }: { email: string }) => [addressOf(email)],
    output: Invite,
    reference: createReference,
  },
  retrieve: {
    id: 'invites.get',
    method: 'GET',
    path: one,
    summary: 'Get an invite',
    scopes: ['read:members'],
    params,
    output: Invite,
    viewed: ({ invite_id = '' }) => ({ type: 'org_invite_viewed', invite_id }),
    reference: retrieveReference,
  },
  list: {
    id: 'invites.list',
    method: 'GET',
    path: collection,
    summary: 'List invites, newest first',
    scopes: ['read:members'],
    query: Type.Object(
      {
        ...pageQuery,
        ...peopleFilters,
        'statuses[]': Type.Array(oneOf(statuses), {
          default: [],
          description: 'Only invites in these states.',
        }),
      },
      strict,
    ),
    output: Page(Invite),
    viewed: () => ({ type: 'org_invites_listed' }),
    reference: listReference,
  },
  delete: {
    id: 'invites.delete',
    method: 'DELETE',
    path: one,
    summary: 'Delete a pending invite',
    scopes: ['write:members'],
    params,
    output: Type.Object({ id: Type.String(), type: Type.Literal('invite_deleted') }),
    reference: deleteReference,
  },
  link: {
    id: 'invites.link',
    method: 'POST',
    path: '/x/v1/organizations/invites/{invite_id}/link',
    summary: 'Make a new link to a pending invite; the old one stops working',
    scopes: ['write:members'],
    extension: true,
    secret: true,
    params,
    output: InviteLink,
    reference: linkReference,
  },
  accept: {
    id: 'invites.accept',
    method: 'POST',
    path: '/x/v1/organizations/invites/{invite_id}/accept',
    summary: 'Accept an invite on behalf of the person',
    scopes: ['write:members'],
    extension: true,
    params,
    body: Type.Object({ name }, strict),
    output: Accepted,
    reference: acceptReference,
  },
  redeem: {
    id: 'invites.redeem',
    method: 'POST',
    path: '/x/v1/invites/accept',
    summary: 'Accept an invite with its token',
    scopes: [],
    open: true,
    extension: true,
    body: Type.Object(
      { token: Type.String({ maxLength: 255, description: 'The token in the link.' }), name },
      strict,
    ),
    output: Accepted,
    reference: redeemReference,
  },
} as const satisfies Record<string, Operation>;

export type InviteOperations = typeof inviteOperations;
