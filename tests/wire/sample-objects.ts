import { randomUUID } from 'node:crypto';
import { type Caller, workspaces } from './caller.ts';
import { invite, join } from './people.ts';

const idPattern = /\b([a-z]+)_01\w{22}/g;
const organizations = '/v1/organizations';

async function idOf(caller: Caller, path: string, body: object): Promise<string> {
  return ((await caller.post(path, body)).body as { id: string }).id;
}

/** Makes an object, by the prefix of its ID. */
const makers: Record<string, (caller: Caller) => Promise<string>> = {
  wrkspc: async (caller) => (await caller.create({ name: 'Before' })).id,
  svac: (caller) => idOf(caller, `${organizations}/service_accounts`, { name: randomUUID() }),
  apikey: (caller) => idOf(caller, '/x/v1/organizations/api_keys', { name: 'Before' }),
  user: async (caller) => {
    // Two, because the last one can't be removed.
    await join(caller, `${randomUUID()}@example.com`);
    return (await join(caller, `${randomUUID()}@example.com`)).id;
  },
  invite: async (caller) => (await invite(caller, `${randomUUID()}@example.com`)).id,
};

/** IDs of admin keys begin as those of API keys do. */
const adminKey = (caller: Caller) => idOf(caller, '/x/v1/admin_keys', { name: 'Before' });

/** The kinds of objects that an operation is about besides those whose IDs its sample names. */
const related: Record<string, string[]> = {
  members: ['wrkspc', 'user'],
  service_account_members: ['wrkspc', 'svac'],
  service_account_workspaces: ['wrkspc', 'svac'],
};

/** The IDs of objects that the sample of an operation can be about, by their prefix. */
export async function objectsFor(
  operationId: string,
  source: string,
  caller: Caller,
): Promise<Record<string, string>> {
  const [resource = '', verb] = operationId.split('.');
  const named = [...source.matchAll(idPattern)].map(([, prefix = '']) => prefix);
  const ids: Record<string, string> = {};
  for (const prefix of new Set([...named, ...(related[resource] ?? [])])) {
    const make = resource === 'admin_keys' ? adminKey : makers[prefix];
    if (make !== undefined) ids[prefix] = await make(caller);
  }
  if (related[resource] === undefined || verb === 'add') return ids;
  const role = { workspace_role: 'workspace_user' };
  const { wrkspc, user: user_id, svac: service_account_id } = ids;
  if (user_id) await caller.post(`${workspaces}/${wrkspc}/members`, { user_id, ...role });
  else await caller.post(`${workspaces}/${wrkspc}/service_accounts`, { service_account_id, ...role });
  return ids;
}

/** A sample with the IDs of these objects. */
export const withIds = (source: string, ids: Record<string, string>) =>
  source.replaceAll(idPattern, (id, prefix) => ids[prefix] ?? id);
