import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { adminKeys, newAdminKeyOf } from './admin-keys.ts';
import { Caller, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import { documentOf } from './openapi.ts';
import { invite, join } from './people.ts';

const server = await startServer();
const { document } = await documentOf(server.url);
const caller = await server.organization();
const workspace = await caller.create();
const user = await join(caller, 'user@example.com');
const pending = await invite(caller, 'invited@example.com');
const idOf = async (path: string, body: object) =>
  ((await caller.post(path, body)).body as { id: string }).id;
const api_key_id = await idOf('/x/v1/organizations/api_keys', { name: 'x' });
const service_account_id = await idOf('/v1/organizations/service_accounts', { name: 'x' });
const role = { workspace_role: 'workspace_user' };
await caller.post(`${workspaces}/${workspace.id}/members`, { user_id: user.id, ...role });
await caller.post(`${workspaces}/${workspace.id}/service_accounts`, { service_account_id, ...role });

/** The scopes that let a key call an operation; an empty list stands for every key. A new operation needs a line. */
const needed: Record<string, readonly string[]> = {
  'activities.list': ['read:compliance_activities', 'read:org_audit'],
  'admin_keys.create': ['write:admin_keys'],
  'admin_keys.delete': ['write:admin_keys'],
  'admin_keys.list': ['read:admin_keys'],
  'admin_keys.rotate': ['write:admin_keys'],
  'admin_keys.update': ['write:admin_keys'],
  'api_keys.create': ['write:api_keys'],
  'api_keys.get': ['read:api_keys'],
  'api_keys.introspect': ['keys:introspect'],
  'api_keys.list': ['read:api_keys'],
  'api_keys.search': ['read:api_keys'],
  'api_keys.update': ['write:api_keys'],
  'compliance_settings.get': ['read:compliance_activities', 'read:org_audit'],
  'compliance_settings.update': ['write:compliance_settings'],
  'external_keys.list': [],
  'invites.accept': ['write:members'],
  'invites.create': ['write:members'],
  'invites.delete': ['write:members'],
  'invites.get': ['read:members'],
  'invites.link': ['write:members'],
  'invites.list': ['read:members'],
  'invites.redeem': [],
  'members.add': ['write:members'],
  'members.get': ['read:members'],
  'members.list': ['read:members'],
  'members.remove': ['write:members'],
  'members.update': ['write:members'],
  'organization.me': [],
  'organization.status': [],
  'service_account_members.add': ['write:service_accounts'],
  'service_account_members.get': ['read:service_accounts'],
  'service_account_members.list': ['read:service_accounts'],
  'service_account_members.remove': ['write:service_accounts'],
  'service_account_members.update': ['write:service_accounts'],
  'service_account_workspaces.add': ['write:service_accounts'],
  'service_account_workspaces.list': ['read:service_accounts'],
  'service_account_workspaces.remove': ['write:service_accounts'],
  'service_accounts.archive': ['write:service_accounts'],
  'service_accounts.create': ['write:service_accounts'],
  'service_accounts.get': ['read:service_accounts'],
  'service_accounts.list': ['read:service_accounts'],
  'service_accounts.update': ['write:service_accounts'],
  'session.create': [],
  'session.delete': [],
  'session.get': [],
  'users.access': ['read:members'],
  'users.get': ['read:members'],
  'users.list': ['read:members'],
  'users.remove': ['write:members'],
  'users.search': ['read:members'],
  'users.update': ['write:members'],
  'workspaces.archive': ['write:workspaces'],
  'workspaces.counts': ['read:workspaces'],
  'workspaces.create': ['write:workspaces'],
  'workspaces.get': ['read:workspaces'],
  'workspaces.list': ['read:workspaces'],
  'workspaces.search': ['read:workspaces'],
  'workspaces.summary': ['read:workspaces'],
  'workspaces.update': ['write:workspaces'],
};

/** Queries without which reads fail. */
const queries: Record<string, string> = { 'workspaces.counts': `ids[]=${workspace.id}&` };

/** Path parameters with which reads succeed. */
const params: Record<string, string> = {
  workspace_id: workspace.id,
  user_id: user.id,
  invite_id: pending.id,
  api_key_id,
  service_account_id,
};

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId, requestBody }]) => ({
    id: operationId,
    method: method.toUpperCase(),
    /** Nothing has this id. */
    unknown: path.replaceAll(/\{\w+\}/g, 'unknown'),
    known: path.replaceAll(/\{(\w+)\}/g, (_all, name) => params[name] ?? ''),
    requestBody,
  })),
);

/** Every scope that a key can have. */
const create = operations.find(({ id }) => id === 'admin_keys.create');
const text = JSON.stringify(create?.requestBody?.content['application/json'].schema);
const scopes = [...new Set(text.match(/"(?:read|write|keys):\w+"/g)?.map((scope) => scope.slice(1, -1)))];

const callers = new Map<string, Caller>();
for (const scope of scopes) {
  const { raw_key } = newAdminKeyOf(await caller.post(adminKeys, { name: scope, scopes: [scope] }));
  callers.set(scope, new Caller(server.url, raw_key));
}
const without = (own: readonly string[]) => scopes.filter((scope) => !own.includes(scope));

it('every operation has a line', () => {
  assert.deepEqual(operations.map(({ id }) => id).toSorted(), Object.keys(needed).toSorted());
  assert.ok(scopes.length >= 14);
  assert.deepEqual(
    Object.values(needed)
      .flat()
      .filter((scope) => !scopes.includes(scope)),
    [],
  );
});

describe('a key with one scope is refused by exactly the operations that need another, before anything else', () => {
  for (const { id, method, unknown } of operations) {
    it(id, async () => {
      const own = needed[id] ?? [];
      for (const [scope, limited] of callers) {
        // Wrong in every way, so that only the order of the checks makes a difference.
        const { status, body } = await limited.send(method, `${unknown}?zzz=1`, { body: '{"zzz":1}' });
        const allowed = own.length === 0 || own.includes(scope);
        assert.equal(status, allowed ? 400 : 403, scope);
        if (allowed) continue;
        const { message } = (body as { error: { message: string } }).error;
        const list = `[${own.map((each) => `'${each}'`).join(', ')}]`;
        const what = own.length === 1 ? `Needed: ${list}` : `Got: ['${scope}'] Needed one of: ${list}`;
        assert.equal(message, `Missing required scopes. ${what}`);
      }
    });
  }
});

describe('a kept response is never given to a key of other scopes', () => {
  for (const { id, known } of operations.filter(({ method }) => method === 'GET')) {
    it(id, async () => {
      const own = needed[id] ?? [];
      if (own.length === 0) return;
      const [inside, outside] = [callers.get(own[0] ?? ''), callers.get(without(own)[0] ?? '')];
      const ask = async (by: Caller | undefined, url: string) => (await by?.get(url))?.status;
      // `beta` makes it another request with the same response.
      for (const [url, order] of [
        [`${known}?${queries[id] ?? ''}`, [caller, outside, inside, outside]],
        [`${known}?${queries[id] ?? ''}beta=1`, [outside, inside, outside, caller, outside]],
      ] as const) {
        for (const by of order) assert.equal(await ask(by, url), by === outside ? 403 : 200);
      }
    });
  }

  it('nor one about a key to another', async () => {
    const keyOf = async (by: Caller) =>
      ((await by.get('/x/v1/organization')).body as { key: { id: string } }).key.id;
    const all = [caller, ...callers.values()];
    const ids = [];
    for (const by of [...all, ...all]) ids.push(await keyOf(by));
    assert.equal(new Set(ids).size, all.length);
    assert.deepEqual(ids.slice(0, all.length), ids.slice(all.length));
  });
});
