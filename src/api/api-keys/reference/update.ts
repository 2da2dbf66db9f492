import { ApiError, invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import { exampleKey, limitErrors, notFound, tag } from './shared.ts';

const params = { api_key_id: exampleKey.id };

/** The documentation of updating an API key. */
export const updateReference: Reference = {
  tag,
  description: `
Changes the name or the status of an API key; null is the same as absent.

- An **inactive** key doesn’t work until it is active again.
- An **archived** key is archived for good, and can’t be changed any more.
- An **expired** key can be renamed and archived, but not activated. Deactivating it changes nothing.`,
  requests: {
    deactivate: { summary: 'Deactivate', params, body: { status: 'inactive' } },
    rename: { summary: 'Rename', params, body: { name: 'Evaluation' } },
  },
  answer: { ...exampleKey, status: 'inactive' },
  errors: {
    ...notFound,
    unknown_status: {
      when: '`status` isn’t one that a key can be given',
      error: invalid('status', "Input should be 'active', 'archived' or 'inactive'"),
    },
    archived: {
      when: 'the key is archived, and anything would change',
      error: new ApiError('invalid_request_error', 'An archived API key can’t be changed.'),
    },
    expired: {
      when: 'the key has expired and should be activated',
      error: new ApiError('invalid_request_error', 'An expired API key can’t be activated.'),
    },
    ...limitErrors,
  },
  leadsTo: ['api_keys.get'],
  sdk: {
    method: 'organization.apiKeys.update',
    result: 'apiKey',
    goParams: `anthropic.OrganizationAPIKeyUpdateParams{
	Status: "inactive",
}`,
  },
};
