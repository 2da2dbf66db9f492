import type { ApiKey } from '../api/api-keys/contract.ts';
import type { View } from './operations.ts';
import { seconds } from './table.ts';

function actsAs({ principal }: ApiKey): string {
  if (principal === null) return '-';
  return principal.type === 'user_actor' ? principal.user_id : principal.service_account_id;
}

/** How API keys are displayed. */
export const apiKeyView: View<ApiKey> = {
  columns: {
    id: ({ id }) => id,
    name: ({ name }) => name,
    key: ({ partial_key_hint }) => partial_key_hint ?? '-',
    status: ({ status }) => status,
    scope: ({ scope }) => (scope.type === 'workspace' ? scope.workspace_id : 'organization'),
    'acts as': actsAs,
    created: ({ created_at }) => seconds(created_at),
    expires: ({ expires_at }) => seconds(expires_at),
  },
  examples: {
    create: [
      '--name ci',
      '--name ci --scope-type workspace --workspace-id wrkspc_… --expires-at 2030-01-31T12:00:00Z',
      '--name nightly --principal-type service_account_actor --service-account-id svac_…',
    ],
    list: ['--all --status active', '--workspace-id wrkspc_… --json'],
    search: ['--name nightly', '--status active --expires-before 2030-01-31T12:00:00Z --all'],
    update: ['apikey_… --status inactive', 'apikey_… --status archived'],
    introspect: ['--api-key-sha256 "$(printf %s "$KEY" | sha256sum | cut -d " " -f 1)"'],
  },
};
