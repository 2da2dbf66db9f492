import { ApiError, invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleAcceptance, exampleInvite, exampleToken, notFound, tag } from './shared.ts';

const { name } = exampleAcceptance.user;

const errors = {
  accept_expired: {
    when: 'the invite has expired',
    error: new ApiError('invalid_request_error', 'invite has expired'),
  },
  joined_otherwise: {
    when: 'the address has become that of a member in another way',
    error: new ApiError(
      'invalid_request_error',
      'The address is already that of a member: user_011CZ2jXMzLbuxW5pCg9zFPi',
      { code: 'already_member' },
    ),
  },
  joined_and_removed: {
    when: 'the invite was accepted, and its user was removed since',
    error: new ApiError('invalid_request_error', 'The invite was used, and its user was removed since.'),
  },
};

/** The documentation of accepting an invite for somebody. */
export const acceptReference: Reference = {
  tag,
  description:
    'Accepts an invite without its token: for tests, and for systems that know who has signed in. Accepting it again ' +
    'returns 200 with the same user.',
  requests: {
    named: { summary: 'With a name', params: { invite_id: exampleInvite.id }, body: { name } },
    nameless: { summary: 'Without a name', params: { invite_id: exampleInvite.id }, body: {} },
  },
  answer: exampleAcceptance,
  errors: { ...errors, ...notFound },
  leadsTo: [],
  sdk: null,
};

/** The documentation of accepting an invite by its token. */
export const redeemReference: Reference = {
  tag,
  description:
    'Accepts an invite. No key is needed: the token, which is in the link of the invite, shows that the caller was ' +
    'invited. Accepting it again returns 200 with the same user. An address can try 30 wrong tokens in a minute.',
  requests: {
    named: { summary: 'With a name', body: { token: exampleToken, name } },
    nameless: { summary: 'Without a name', body: { token: exampleToken } },
  },
  answer: exampleAcceptance,
  errors: {
    field_missing: { when: 'the token is missing', error: invalid('token', 'Field required') },
    ...errors,
    not_found: {
      when: 'the token is unknown or was replaced, or the invite was deleted',
      error: new ApiError('not_found_error', 'Invite not found.'),
    },
  },
  leadsTo: [],
  sdk: null,
};
