import type { StateDocument } from '../state/document.ts';

/**
 * What `--profile sdk-tests` starts with: an organization in which each call of the official SDKs’ own test files succeeds,
 * any number of times. Their key and IDs are the literal ones. It has what the files of Python 2.14.0, Go 1.84.0 and
 * TypeScript 1.12.0 name for the organization, its workspaces, members, users, invites, API keys, service accounts and
 * compliance settings.
 */
export const sdkTests: StateDocument = {
  version: 1,
  organizations: [
    {
      ref: 'sdk-tests',
      name: 'SDK tests',
      pinned: true,
      admin_keys: [{ name: 'SDK tests', key: 'my-anthropic-api-key' }],
      users: [
        // Lists of people are filtered by this address, those of API keys by the next user.
        { id: 'user_id', email: 'dev@stainless.com', name: 'Ada', role: 'developer' },
        { id: 'created_by_user_id', email: 'mary@example.com', name: 'Mary' },
        // The files add these to the workspace.
        { id: 'user_01WCz1FkmYMm4gnmykNKUu3Q', email: 'grace@example.com', name: 'Grace' },
        { id: 'user_01WxYzAbCdEfGhJkMnPqRsTu', email: 'alan@example.com', name: 'Alan' },
      ],
      invites: [
        {
          id: 'accepted_invite_id',
          email: 'dev@stainless.com',
          role: 'developer',
          invited_at: '2026-01-01T00:00:00Z',
          expires_at: '2026-01-22T00:00:00Z',
          accepted_at: '2026-01-02T00:00:00Z',
          user: 'user_id',
        },
        // Only a pending invite can be deleted. The files invite user@emaildomain.com.
        { id: 'invite_id', email: 'invited@example.com', role: 'user', expires_at: '2100-01-01T00:00:00Z' },
      ],
      // The files create ci-deploy-bot.
      service_accounts: [
        { id: 'service_account_id', name: 'deployer' },
        { id: 'svac_01SDCCSbTxrXDpWc1phhtcfK', name: 'tester' },
      ],
      workspaces: [
        {
          id: 'workspace_id',
          name: 'Evaluation',
          members: [{ user: 'user_id', workspace_role: 'workspace_developer' }],
          service_accounts: [
            { service_account: 'service_account_id', workspace_role: 'workspace_developer' },
          ],
          api_keys: [{ id: 'api_key_id', name: 'batch', created_by: 'created_by_user_id' }],
        },
        // Lists of workspaces are filtered by this ID.
        { id: 'string', name: 'Production' },
      ],
    },
  ],
};
