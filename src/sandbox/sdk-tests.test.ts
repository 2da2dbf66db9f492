import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { startServer } from '../server.ts';

const server = await startServer({ profile: 'sdk-tests' });
const client = new Anthropic({ baseURL: server.baseURL, apiKey: 'my-anthropic-api-key', maxRetries: 0 });
const { workspaces, users, invites, apiKeys, serviceAccounts, complianceSettings, externalKeys } =
  client.organization;
after(() => server.close());

const workspace_id = 'workspace_id';
const service_account_id = 'service_account_id';
const workspace_role = 'workspace_admin';
const inWorkspace = { workspace_id, workspace_role } as const;
const cursors = { after_id: 'after_id', before_id: 'before_id', limit: 1 };
const people = { ...cursors, email: 'dev@stainless.com', roles: ['string'] };
const page = { limit: 1, page: 'page' };
const wanted = {
  data_residency: { allowed_inference_geos: 'unrestricted', default_inference_geo: 'global' },
  display_color: '#6C5BB9',
  external_key_id: 'ekey_01SDCCSbTxrXDpWc1phhtcfK',
  user_profile_id: 'uprof_01SDCCSbTxrXDpWc1phhtcfK',
  tags: { env: 'prod', team: 'platform' },
} as const;
const user_ids = ['user_01WCz1FkmYMm4gnmykNKUu3Q', 'user_01WxYzAbCdEfGhJkMnPqRsTu'];
const account_ids = [service_account_id, 'svac_01SDCCSbTxrXDpWc1phhtcfK'];
const invitee = { email: 'user@emaildomain.com', role: 'user' } as const;
const provider_config = { type: 'aws', kms_arn: 'arn:aws:kms:us-east-1:111122223333:key/abcd1234' } as const;

/** What the official SDKs’ own test files call, with all that they send. */
const calls: Record<string, () => PromiseLike<object>> = {
  'organization.retrieve': () => client.organization.retrieve(),

  'workspaces.create': () => workspaces.create({ name: 'x', ...wanted }),
  'workspaces.retrieve': () => workspaces.retrieve(workspace_id),
  'workspaces.update': () => workspaces.update(workspace_id, { name: 'x', ...wanted }),
  'workspaces.update nothing': () => workspaces.update(workspace_id, {}),
  'workspaces.list': () => workspaces.list({ ...cursors, ids: ['string'], include_archived: true }),
  'workspaces.archive': () => workspaces.archive(workspace_id),

  'members.retrieve': () => workspaces.members.retrieve('user_id', { workspace_id }),
  'members.update': () => workspaces.members.update('user_id', inWorkspace),
  'members.list': () => workspaces.members.list(workspace_id, cursors),
  ...Object.fromEntries(
    user_ids.map((user_id) => [
      `members.add ${user_id}`,
      () => workspaces.members.add(workspace_id, { user_id, workspace_role }),
    ]),
  ),
  'members.remove': () => workspaces.members.remove('user_id', { workspace_id }),

  'workspaces.serviceAccounts.retrieve': () =>
    workspaces.serviceAccounts.retrieve(service_account_id, { workspace_id }),
  'workspaces.serviceAccounts.update': () =>
    workspaces.serviceAccounts.update(service_account_id, inWorkspace),
  'workspaces.serviceAccounts.list': () => workspaces.serviceAccounts.list(workspace_id, page),
  ...Object.fromEntries(
    account_ids.map((id) => [
      `workspaces.serviceAccounts.add ${id}`,
      () => workspaces.serviceAccounts.add(workspace_id, { service_account_id: id, workspace_role }),
    ]),
  ),
  'workspaces.serviceAccounts.remove': () =>
    workspaces.serviceAccounts.remove(service_account_id, { workspace_id }),

  'users.retrieve': () => users.retrieve('user_id'),
  'users.update': () => users.update('user_id', { role: 'user' }),
  'users.list': () => users.list(people),
  'users.remove': () => users.remove('user_id'),
  'users.signOut': () => client.post('/v1/organizations/users/user_id/sign_out?beta=true'),

  'invites.create': () => invites.create({ ...invitee, rbac_group_ids: ['string'] }),
  'invites.retrieve': () => invites.retrieve('invite_id'),
  'invites.list': () => invites.list({ ...people, statuses: ['accepted'] }),
  'invites.delete': () => invites.delete('invite_id'),

  'apiKeys.retrieve': () => apiKeys.retrieve('api_key_id'),
  'apiKeys.update': () => apiKeys.update('api_key_id', { name: 'x', status: 'active' }),
  'apiKeys.list': () =>
    apiKeys.list({ ...cursors, created_by_user_id: 'created_by_user_id', status: 'active', workspace_id }),

  'serviceAccounts.create': () =>
    serviceAccounts.create({ name: 'ci-deploy-bot', description: 'd', organization_role: 'admin' }),
  'serviceAccounts.retrieve': () => serviceAccounts.retrieve(service_account_id),
  'serviceAccounts.update': () =>
    serviceAccounts.update(service_account_id, { description: 'd', organization_role: 'admin' }),
  'serviceAccounts.list': () => serviceAccounts.list({ ...page, include_archived: true }),
  'serviceAccounts.archive': () => serviceAccounts.archive(service_account_id),

  'serviceAccounts.workspaces.list': () => serviceAccounts.workspaces.list(service_account_id, page),
  'serviceAccounts.workspaces.add': () => serviceAccounts.workspaces.add(service_account_id, inWorkspace),
  'serviceAccounts.workspaces.remove': () =>
    serviceAccounts.workspaces.remove(workspace_id, { service_account_id }),

  'complianceSettings.retrieve': () => complianceSettings.retrieve(),
  'complianceSettings.update': () => complianceSettings.update({ state: { type: 'enabled' } }),

  'externalKeys.create': () => externalKeys.create({ provider_config, display_name: 'x', geo: 'us' }),
  'externalKeys.retrieve': () => externalKeys.retrieve('external_key_id'),
  'externalKeys.update': () => externalKeys.update('external_key_id', {}),
  'externalKeys.list': () => externalKeys.list(page),
  'externalKeys.delete': () => externalKeys.delete('external_key_id'),
  'externalKeys.validate': () => externalKeys.validate('external_key_id'),
};

describe('the profile sdk-tests', () => {
  for (const round of ['once', 'again']) {
    for (const [name, call] of Object.entries(calls)) {
      it(`${name} succeeds ${round}`, async () => {
        assert.equal(typeof (await call()), 'object');
      });
    }
  }

  it('has something on each page', async () => {
    for (const [name, call] of Object.entries(calls)) {
      if (!name.endsWith('.list') || name === 'externalKeys.list') continue;
      const { data } = (await call()) as { data: object[] };
      assert.ok(data.length > 0, name);
    }
  });
});
