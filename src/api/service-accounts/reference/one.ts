import type { Reference } from '../../../contract/reference.ts';
import { accountNotFound, exampleAccount, tag } from './shared.ts';

const params = { service_account_id: exampleAccount.id };

/** The documentation of getting a service account. */
export const retrieveReference: Reference = {
  tag,
  description: 'Returns a service account, even if it is archived.',
  requests: { plain: { summary: 'By ID', params } },
  answer: exampleAccount,
  errors: accountNotFound,
  leadsTo: ['service_accounts.update', 'service_accounts.archive'],
  sdk: { method: 'organization.serviceAccounts.retrieve', result: 'account' },
};

/** The documentation of archiving a service account. */
export const archiveReference: Reference = {
  tag,
  description:
    'Archives a service account and all its API keys. This can’t be undone. Archiving it again returns 200 with the ' +
    'first `archived_at`. No body is needed; a body is ignored.',
  requests: { plain: { summary: 'By ID', params } },
  answer: {
    ...exampleAccount,
    archived_at: '2026-03-15T17:02:41.005318Z',
    archived_by_actor_id: exampleAccount.created_by_actor_id,
  },
  errors: accountNotFound,
  leadsTo: ['service_accounts.get'],
  sdk: { method: 'organization.serviceAccounts.archive', result: 'account' },
};
