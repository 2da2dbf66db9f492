import type { Reference } from '../../../contract/reference.ts';
import { exampleKey, notFound, tag } from './shared.ts';

/** The documentation of getting an API key. */
export const retrieveReference: Reference = {
  tag,
  description:
    'Returns an API key, whatever its status. The key itself is stored nowhere, and can’t be shown again.',
  requests: { plain: { summary: 'By ID', params: { api_key_id: exampleKey.id } } },
  answer: exampleKey,
  errors: notFound,
  leadsTo: ['api_keys.update'],
  sdk: { method: 'organization.apiKeys.retrieve', result: 'apiKey' },
};
