import assert from 'node:assert/strict';
import type { Server } from '../../src/server.ts';

type Json = Record<string, unknown> & { id: string; raw_key: string; data: Json[] };

/** Sends one request as the server's admin and answers the JSON of a success. */
export const caller =
  ({ baseURL, adminKey }: Pick<Server, 'baseURL' | 'adminKey'>) =>
  async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Json> => {
    const headers = { 'x-api-key': adminKey, 'content-type': 'application/json' };
    const response = await fetch(baseURL + path, { method, headers, body: JSON.stringify(body) ?? null });
    const text = await response.text();
    assert.equal(response.status, 200, `${method} ${path}: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };

export type Ask = ReturnType<typeof caller>;

const root = '/v1/organizations';

/** Someone who has accepted an invite. */
export async function join(ask: Ask, email: string, role = 'developer', name = email): Promise<string> {
  const invite = await ask('POST', `${root}/invites`, { email, role });
  const { user } = await ask('POST', `/x/v1/organizations/invites/${invite.id}/accept`, { name });
  return (user as Json).id;
}

/** Fills an organization with some of everything: users, a pending invite, service accounts, workspaces and keys. */
export async function populate(ask: Ask) {
  const [ada, bob] = [
    await join(ask, 'ada@example.com', 'developer', 'Ada'),
    await join(ask, 'bob@example.com', 'user', 'Bob'),
  ];
  await ask('POST', `${root}/invites`, { email: 'carol@example.com', role: 'billing' });
  const deployer = await ask('POST', `${root}/service_accounts`, {
    name: 'deployer',
    description: 'Deploys.',
  });
  const retired = await ask('POST', `${root}/service_accounts`, { name: 'retired' });
  await ask('POST', `${root}/service_accounts/${retired.id}/archive`);
  const search = await ask('POST', `${root}/workspaces`, {
    name: 'Search',
    display_color: '#112233',
    tags: { team: 'search', env: 'prod' },
    data_residency: { allowed_inference_geos: ['us'], default_inference_geo: 'us' },
  });
  const empty = await ask('POST', `${root}/workspaces`, { name: 'Empty' });
  const old = await ask('POST', `${root}/workspaces`, { name: 'Old' });
  for (const [user_id, workspace_role] of [
    [ada, 'workspace_admin'],
    [bob, 'workspace_user'],
  ]) {
    await ask('POST', `${root}/workspaces/${search.id}/members`, { user_id, workspace_role });
  }
  await ask('POST', `${root}/workspaces/${old.id}/members`, {
    user_id: bob,
    workspace_role: 'workspace_user',
  });
  const inSearch = { type: 'workspace', workspace_id: search.id };
  await ask('POST', `${root}/workspaces/${search.id}/service_accounts`, {
    service_account_id: deployer.id,
    workspace_role: 'workspace_developer',
  });
  const keys = '/x/v1/organizations/api_keys';
  await ask('POST', keys, { name: 'batch', scope: inSearch, expires_at: '2090-01-01T00:00:00Z' });
  const idle = await ask('POST', keys, {
    name: 'idle',
    scope: inSearch,
    principal: { type: 'user_actor', user_id: ada },
  });
  await ask('POST', `${root}/api_keys/${idle.id}`, { status: 'inactive' });
  const principal = { type: 'service_account_actor', service_account_id: deployer.id };
  await ask('POST', keys, { name: 'everywhere', scope: { type: 'organization' }, principal });
  await ask('POST', keys, { name: 'in default' });
  await ask('POST', keys, { name: 'in old', scope: { type: 'workspace', workspace_id: old.id } });
  await ask('POST', `${root}/workspaces/${old.id}/archive`);
  return { ada, bob, search: search.id, empty: empty.id, old: old.id, deployer: deployer.id };
}
