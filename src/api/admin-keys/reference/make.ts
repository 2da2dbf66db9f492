import { ApiError, invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleKey, onOne, tag } from './shared.ts';

const answer = {
  ...exampleKey,
  last_used_at: null,
  raw_key: 'sk-ant-admin01-EXAMPLE-EXAMPLE-EXAMPLE-EXAMPLE-EXAMPLE-k3Qw',
};
const leadsTo = ['admin_keys.update', 'admin_keys.rotate', 'admin_keys.delete'];
const retries =
  'The key is in the response once. With an `Idempotency-Key` a retry returns it again; a retry that is recognised without ' +
  'one deletes the first key and returns another.';

/** The documentation of creating an admin key. */
export const createReference: Reference = {
  tag,
  description: `Creates an admin key, which reaches no further than the key that you send. ${retries}`,
  requests: {
    scoped: {
      summary: 'A key for workspaces only',
      body: { name: exampleKey.name, scopes: exampleKey.scopes },
    },
    expiring: { summary: 'A key that expires', body: { name: 'CI', expires_at: '2030-01-31T12:00:00Z' } },
  },
  answer,
  errors: {
    field_missing: { when: 'a required field is missing', error: invalid('name', 'Field required') },
    no_scope: {
      when: '`scopes` is an empty list',
      error: invalid('scopes', 'List should have at least 1 item'),
    },
    not_a_time: {
      when: '`expires_at` isn’t a time in RFC 3339 format',
      error: invalid('expires_at', 'Input should be a valid datetime'),
    },
    past: {
      when: '`expires_at` has passed',
      error: invalid('expires_at', 'Input should be in the future'),
    },
    makes_further: {
      when: 'it would have a scope that your key lacks',
      error: onOne.reaches_further.error,
    },
  },
  leadsTo,
  sdk: null,
};

/** The documentation of rotating an admin key. */
export const rotateReference: Reference = {
  tag,
  description:
    'Creates a successor with the same name and scopes, which lives as long as the old key was to live. The old key still ' +
    `works during the overlap, then it expires. ${retries}`,
  requests: {
    day: {
      summary: 'A day to exchange it',
      params: { admin_key_id: exampleKey.id },
      body: { overlap: 'P1D' },
    },
    once: { summary: 'At once', params: { admin_key_id: exampleKey.id }, body: { overlap: 'PT0S' } },
  },
  answer: { ...answer, id: 'apikey_011CZ2jYHcbqDg3GZo1Cs7Fq', created_at: '2026-03-15T08:00:00.000000Z' },
  errors: {
    field_missing: { when: '`overlap` is missing', error: invalid('overlap', 'Field required') },
    not_a_duration: {
      when: '`overlap` isn’t a duration of at most 30 days',
      error: invalid('overlap', "Input should be a duration of at most 30 days, such as 'P1D'"),
    },
    ...onOne,
    not_active: {
      when: 'the key is disabled or has expired',
      error: new ApiError('invalid_request_error', 'Only an active admin key can be rotated.'),
    },
  },
  leadsTo,
  sdk: null,
};
