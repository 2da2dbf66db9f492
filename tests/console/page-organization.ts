import { control } from '../../src/sandbox/client.ts';
import type { Fixture } from './fixture.ts';

/** An organization with something of everything, by the IDs that addresses need. */
export interface Filled {
  id: string;
  key: string;
  workspace: string;
  archived: string;
  user: string;
  apiKey: string;
  archivedKey: string;
}

const organization = '/v1/organizations';
const keys = '/x/v1/organizations/api_keys';

/** Fills an organization through the API, as its clients would, so that its activity and its request log tell of it. */
export async function fill({ call, server: { baseURL } }: Fixture, id: string, key: string): Promise<Filled> {
  const make = async (path: string, body: object = {}) =>
    (await call<{ id: string }>('POST', path, body, key)).id;
  const join = async (email: string, role: string, name: string) => {
    const invite = await make(`${organization}/invites`, { email, role });
    const accept = `/x/v1/organizations/invites/${invite}/accept`;
    return (await call<{ user: { id: string } }>('POST', accept, { name }, key)).user.id;
  };
  const workspace = await make(`${organization}/workspaces`, {
    name: 'Nightly evaluation',
    tags: { env: 'prod' },
  });
  const archived = await make(`${organization}/workspaces`, { name: 'Old pilot' });
  const user = await join('ada@example.com', 'developer', 'Ada Lovelace');
  await join('alan@example.com', 'billing', 'Alan Kay');
  await make(`${organization}/invites`, { email: 'grace@example.com', role: 'user' });
  const account = await make(`${organization}/service_accounts`, { name: 'deployer' });
  const retired = await make(`${organization}/service_accounts`, { name: 'retired-bot' });
  await make(`${organization}/service_accounts/${retired}/archive`);
  for (const place of [workspace, archived]) {
    await call('POST', `${organization}/workspaces/${place}/members`, member(user), key);
  }
  await call('POST', `${organization}/workspaces/${workspace}/service_accounts`, worker(account), key);
  const soon = new Date(Date.now() + 10 * 86_400_000).toISOString();
  const apiKey = await make(keys, { name: 'batch', scope: within(workspace), expires_at: soon });
  const archivedKey = await make(keys, { name: 'pilot', scope: within(archived) });
  await make(`${organization}/workspaces/${archived}/archive`);
  await make('/x/v1/admin_keys', { name: 'Terraform', scopes: ['read:workspaces'] });
  const lost = await make('/x/v1/admin_keys', { name: 'Lost laptop', scopes: ['read:workspaces'] });
  await call('POST', `/x/v1/admin_keys/${lost}`, { status: 'disabled' }, key);
  await call('POST', `${organization}/workspaces`, { name: '' }, key).catch(() => undefined);
  await control(baseURL, `/organizations/${id}/snapshots`, { key, body: { name: 'before' } });
  await addWaitingFault(baseURL, id, key);
  return { id, key, workspace, archived, user, apiKey, archivedKey };
}

const member = (user_id: string) => ({ user_id, workspace_role: 'workspace_developer' });
const worker = (service_account_id: string) => ({ service_account_id, workspace_role: 'workspace_user' });
const within = (workspace_id: string) => ({ type: 'workspace', workspace_id });

/** Adds a fault that waits for what no page asks. */
export const addWaitingFault = (baseURL: string, id: string, key: string): Promise<unknown> =>
  control(baseURL, `/organizations/${id}/faults`, {
    key,
    body: { operation: 'api_keys.introspect', answer: { status: 503 } },
  });
