import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { adminKeys, newAdminKeyOf } from './admin-keys.ts';
import { Caller, workspaces } from './caller.ts';
import { feedAfter, feedSettings, membersOf, newestActivity } from './feed.ts';
import { startServer } from './harness.ts';
import { documentOf } from './openapi.ts';
import { invite, join } from './people.ts';

const server = await startServer();
const { document } = await documentOf(server.url);

/** A request to an operation: its path parameters, and its body if it has one. */
interface Ask {
  params?: Record<string, string>;
  body?: object;
}

/** What a write adds to the feed. */
interface Effect {
  /** A request that changes something in this organization, each time that this is called. */
  ask(caller: Caller): Promise<Ask>;
  /** The activities by whoever sent it, without what all have; from the request and its response. */
  tells(ask: Ask, answer: Record<string, string>): object[];
  /** The same of activities by cascade. */
  cascades?(ask: Ask): object[];
  /** The same request again is refused. */
  isOnce?: true;
  /** The same request again changes something again. */
  repeats?: true;
  /** Changes that are refused. */
  refuses?(caller: Caller): Promise<Ask[]>;
}

const workspaceOf = async (caller: Caller) => ({ workspace_id: (await caller.create()).id });
const keyOf = async (caller: Caller) => ({
  admin_key_id: newAdminKeyOf(await caller.post(adminKeys, { name: 'Old' })).id,
});
const update = (type: string, previous_value: string | null, current_value: string | null) => ({
  type,
  previous_value,
  current_value,
});

/** Every address that was invited. */
const addresses: string[] = [];
const address = () => {
  addresses.push(`${crypto.randomUUID()}@example.com`);
  return addresses.at(-1) as string;
};

const apiKeys = '/x/v1/organizations/api_keys';
/** The last API key that was made. */
let lastKey = '';
/** The last workspace that a user was removed from with the organization. */
let lastWorkspace = '';

async function idOf(caller: Caller, path: string, body: object): Promise<string> {
  const { id } = (await caller.post(path, body)).body as { id: string };
  if (path === apiKeys) lastKey = id;
  return id;
}

const asUser = { workspace_role: 'workspace_user' };
const asDeveloper = { workspace_role: 'workspace_developer' };
const promotion = update('workspace_role', asUser.workspace_role, asDeveloper.workspace_role);
const userOf = async (caller: Caller) => {
  const { id } = await join(caller, address());
  // The last one can’t be removed.
  await join(caller, address());
  return { user_id: id };
};
const accountOf = async (caller: Caller) => ({
  service_account_id: await idOf(caller, '/v1/organizations/service_accounts', { name: crypto.randomUUID() }),
});

async function memberOf(caller: Caller) {
  const params = { ...(await workspaceOf(caller)), ...(await userOf(caller)) };
  const { workspace_id, user_id } = params;
  await caller.post(`${workspaces}/${workspace_id}/members`, { user_id, ...asUser });
  return params;
}

async function accountMemberOf(caller: Caller) {
  const params = { ...(await workspaceOf(caller)), ...(await accountOf(caller)) };
  const { workspace_id, service_account_id } = params;
  await caller.post(`${workspaces}/${workspace_id}/service_accounts`, { service_account_id, ...asUser });
  return params;
}

const idIn = (body: object | undefined, name: string) => ({ [name]: (body as Record<string, string>)[name] });
const archivedKey = {
  type: 'platform_api_key_updated',
  get api_key_id() {
    return lastKey;
  },
  updates: [update('status', 'active', 'archived')],
};

/** Every operation that writes. A new one needs a row. */
const effects: Record<string, Effect> = {
  'workspaces.create': {
    ask: async () => ({ body: { name: 'x' } }),
    tells: (_ask, { id }) => [{ type: 'platform_workspace_created', workspace_id: id }],
    repeats: true,
    refuses: async () => [{ body: { name: 'x', external_key_id: 'ekey_1' } }],
  },
  'workspaces.update': {
    ask: async (caller) => ({ params: await workspaceOf(caller), body: { name: 'New' } }),
    tells: ({ params }) => [
      { type: 'platform_workspace_updated', ...params, updates: [update('name', 'x', 'New')] },
    ],
    refuses: async (caller) => {
      const params = { workspace_id: (await caller.archive((await caller.create()).id)).id };
      return [{ params, body: { name: 'New' } }];
    },
  },
  'workspaces.archive': {
    ask: async (caller) => ({ params: await workspaceOf(caller) }),
    tells: ({ params }) => [{ type: 'platform_workspace_archived', ...params }],
    refuses: async (caller) => [{ params: { workspace_id: (await caller.defaultWorkspace()).id } }],
  },
  'members.add': {
    ask: async (caller) => ({
      params: await workspaceOf(caller),
      body: { ...(await userOf(caller)), ...asUser },
    }),
    tells: ({ params, body }) => [
      { type: 'platform_workspace_member_added', ...params, ...idIn(body, 'user_id') },
    ],
    refuses: async (caller) => [
      {
        params: { workspace_id: (await caller.defaultWorkspace()).id },
        body: { ...(await userOf(caller)), ...asUser },
      },
    ],
  },
  'members.update': {
    ask: async (caller) => ({ params: await memberOf(caller), body: asDeveloper }),
    tells: ({ params }) => [{ type: 'platform_workspace_member_updated', ...params, updates: [promotion] }],
    refuses: async (caller) => [
      { params: { ...(await workspaceOf(caller)), ...(await userOf(caller)) }, body: asDeveloper },
    ],
  },
  'members.remove': {
    ask: async (caller) => {
      const params = await memberOf(caller);
      const principal = { type: 'user_actor', user_id: params.user_id };
      const { workspace_id } = params;
      await idOf(caller, apiKeys, { name: 'x', scope: { type: 'workspace', workspace_id }, principal });
      return { params };
    },
    tells: ({ params }) => [{ type: 'platform_workspace_member_removed', ...params }],
    cascades: () => [archivedKey],
  },
  'users.update': {
    ask: async (caller) => ({ params: await userOf(caller), body: { role: 'developer' } }),
    tells: ({ params }, { email }) => [
      {
        type: 'claude_user_role_updated',
        ...params,
        user_email: email,
        previous_role: 'user',
        current_role: 'developer',
      },
    ],
  },
  'users.remove': {
    ask: async (caller) => {
      const params = await memberOf(caller);
      const principal = { type: 'user_actor', user_id: params.user_id };
      await idOf(caller, apiKeys, { name: 'x', principal });
      lastWorkspace = params.workspace_id;
      return { params: { user_id: params.user_id } };
    },
    tells: ({ params }) => [
      { type: 'org_user_deleted', deleted_user_id: params?.user_id, deleted_user_email: addresses.at(-2) },
      {
        type: 'claude_user_role_updated',
        user_id: params?.user_id,
        user_email: addresses.at(-2),
        previous_role: 'user',
        current_role: null,
      },
    ],
    cascades: ({ params }) => [
      { type: 'platform_workspace_member_removed', workspace_id: lastWorkspace, ...params },
      archivedKey,
    ],
  },
  'invites.create': {
    ask: async () => ({ body: { email: address(), role: 'user' } }),
    tells: ({ body }) => [
      {
        type: 'org_user_invite_sent',
        invited_email: (body as { email: string }).email,
        invited_role: 'user',
        invited_rbac_group_ids: null,
        invited_seat_tier: null,
      },
    ],
    isOnce: true,
  },
  'invites.delete': {
    ask: async (caller) => ({ params: { invite_id: (await invite(caller, address())).id } }),
    tells: ({ params }) => [{ type: 'org_user_invite_deleted', ...params }],
  },
  'invites.link': {
    ask: async (caller) => ({ params: { invite_id: (await invite(caller, address())).id } }),
    tells: () => [
      {
        type: 'org_user_invite_re_sent',
        invited_email: addresses.at(-1),
        invited_role: 'user',
        invited_seat_tier: null,
      },
    ],
    repeats: true,
    refuses: async (caller) => {
      const { id } = await invite(caller, address());
      await caller.post(`/x/v1/organizations/invites/${id}/accept`, {});
      return [{ params: { invite_id: id } }];
    },
  },
  'invites.accept': {
    ask: async (caller) => ({ params: { invite_id: (await invite(caller, address())).id }, body: {} }),
    tells: ({ params }, { user }) => [
      { type: 'org_user_invite_accepted', ...params },
      {
        type: 'claude_user_role_updated',
        user_id: (user as unknown as { id: string }).id,
        user_email: addresses.at(-1),
        previous_role: null,
        current_role: 'user',
      },
    ],
  },
  'api_keys.create': {
    ask: async () => ({ body: { name: 'x' } }),
    tells: (_ask, { id }) => [{ type: 'platform_api_key_created', api_key_id: id }],
    repeats: true,
  },
  'api_keys.update': {
    ask: async (caller) => ({
      params: { api_key_id: await idOf(caller, apiKeys, { name: 'x' }) },
      body: { name: 'y', status: 'inactive' },
    }),
    tells: ({ params }) => [
      {
        type: 'platform_api_key_updated',
        ...params,
        updates: [update('name', 'x', 'y'), update('status', 'active', 'inactive')],
      },
    ],
  },
  'service_accounts.create': {
    ask: async () => ({ body: { name: crypto.randomUUID() } }),
    tells: (_ask, { id }) => [{ type: 'platform_service_account_created', service_account_id: id }],
    isOnce: true,
  },
  'service_accounts.update': {
    ask: async (caller) => ({ params: await accountOf(caller), body: { description: 'y' } }),
    tells: ({ params }) => [
      { type: 'platform_service_account_updated', ...params, updates: [update('description', null, 'y')] },
    ],
  },
  'service_accounts.archive': {
    ask: async (caller) => {
      const params = await accountOf(caller);
      const principal = { type: 'service_account_actor', ...params };
      await idOf(caller, apiKeys, { name: 'x', principal });
      return { params };
    },
    tells: ({ params }) => [{ type: 'platform_service_account_archived', ...params }],
    cascades: () => [archivedKey],
  },
  'service_account_members.add': {
    ask: async (caller) => ({
      params: await workspaceOf(caller),
      body: { ...(await accountOf(caller)), ...asUser },
    }),
    tells: ({ params, body }) => [
      {
        type: 'platform_service_account_workspace_member_added',
        ...params,
        ...idIn(body, 'service_account_id'),
      },
    ],
  },
  'service_account_members.update': {
    ask: async (caller) => ({ params: await accountMemberOf(caller), body: asDeveloper }),
    tells: ({ params }) => [
      { type: 'platform_service_account_workspace_member_updated', ...params, updates: [promotion] },
    ],
  },
  'service_account_members.remove': {
    ask: async (caller) => ({ params: await accountMemberOf(caller) }),
    tells: ({ params }) => [{ type: 'platform_service_account_workspace_member_removed', ...params }],
  },
  'service_account_workspaces.add': {
    ask: async (caller) => ({
      params: await accountOf(caller),
      body: { ...(await workspaceOf(caller)), ...asUser },
    }),
    tells: ({ params, body }) => [
      { type: 'platform_service_account_workspace_member_added', ...params, ...idIn(body, 'workspace_id') },
    ],
  },
  'service_account_workspaces.remove': {
    ask: async (caller) => ({ params: await accountMemberOf(caller) }),
    tells: ({ params }) => [{ type: 'platform_service_account_workspace_member_removed', ...params }],
  },
  'admin_keys.create': {
    ask: async () => ({ body: { name: 'x', scopes: ['read:members'] } }),
    tells: (_ask, { id }) => [
      { type: 'admin_api_key_created', admin_api_key_id: id, scopes: ['read:members'] },
    ],
    repeats: true,
  },
  'admin_keys.update': {
    ask: async (caller) => ({ params: await keyOf(caller), body: { status: 'disabled' } }),
    tells: ({ params }) => [
      {
        type: 'admin_api_key_updated',
        admin_api_key_id: params?.admin_key_id,
        updates: [update('status', 'active', 'disabled')],
      },
    ],
  },
  'admin_keys.rotate': {
    ask: async (caller) => ({ params: await keyOf(caller), body: { overlap: 'PT0S' } }),
    tells: ({ params }, { id, created_at = '' }) => [
      { type: 'admin_api_key_created', admin_api_key_id: id, scopes: null },
      {
        type: 'admin_api_key_updated',
        admin_api_key_id: params?.admin_key_id,
        updates: [update('expires_at', null, created_at)],
      },
    ],
    repeats: true,
  },
  'admin_keys.delete': {
    ask: async (caller) => ({ params: await keyOf(caller) }),
    tells: ({ params }) => [{ type: 'admin_api_key_deleted', admin_api_key_id: params?.admin_key_id }],
  },
  'compliance_settings.update': {
    ask: async (caller) => {
      await caller.post(feedSettings, { state: 'disabled' });
      return { body: { state: 'enabled' } };
    },
    tells: () => [
      {
        type: 'org_compliance_api_settings_updated',
        compliance_api_enabled: true,
        compliance_api_logging_enabled: true,
      },
    ],
  },
};

const writes = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([method]) => method !== 'get')
    .map(([method, { operationId }]) => ({ id: operationId, method: method.toUpperCase(), path })),
);

/** Operations that only ask, or that other tests are about: a token needs no key, a session isn’t in the feed. */
const others = ['api_keys.introspect', 'invites.redeem', 'session.create', 'session.delete'];

it('every operation that writes has a row', () => {
  assert.deepEqual(writes.map(({ id }) => id).toSorted(), [...Object.keys(effects), ...others].toSorted());
});

for (const { id, method, path } of writes) {
  const effect = effects[id];
  if (effect === undefined) continue;
  describe(id, async () => {
    const caller = await server.organization();
    const limited = new Caller(
      server.url,
      newAdminKeyOf(await caller.post(adminKeys, { name: 'x', scopes: ['keys:introspect'] })).raw_key,
    );
    const { key } = (await caller.get('/x/v1/organization')).body as { key: { id: string } };
    const at = ({ params = {} }: Ask) =>
      path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => params[name] ?? '');
    const send = async (ask: Ask, { by = caller, query = '', headers = {} } = {}) => {
      const { status, body, text } = await by.send(method, at(ask) + query, { body: ask.body, headers });
      return { status, body: body as Record<string, string>, text };
    };
    /** What the feed has besides after some work. */
    const added = async (work: () => Promise<unknown>) => {
      const before = await newestActivity(caller);
      await work();
      return feedAfter(caller, before);
    };
    const succeeds = async (ask: Ask, headers?: Record<string, string>) => {
      const { status, body, text } = await send(ask, { headers });
      assert.equal(status, 200, text);
      return body;
    };
    /** Refused, and with nothing in the feed. */
    const refused = async (ask: Ask, options?: Parameters<typeof send>[1]) => {
      const told = await added(async () => {
        const { status, text } = await send(ask, options);
        assert.ok(status >= 400 && status < 500, text);
      });
      assert.deepEqual(told, []);
    };

    it('tells of each effect once, and of who had it', async () => {
      const ask = await effect.ask(caller);
      // While the feed is disabled, it can’t be read.
      const before = id === 'compliance_settings.update' ? undefined : await newestActivity(caller);
      const answer = await succeeds(ask);
      const all = await feedAfter(caller, before);
      const expected = effect.tells(ask, answer);
      const cascaded = effect.cascades?.(ask) ?? [];
      const told = before === undefined ? all.slice(-expected.length) : all;
      assert.deepEqual(
        told.map(membersOf),
        structuredClone([...expected, ...cascaded].map((each) => ({ ...each }))),
      );
      for (const { actor } of told.slice(0, expected.length)) {
        assert.deepEqual(
          [actor.type, actor.admin_api_key_id, actor.via],
          ['admin_api_key_actor', key.id, 'api'],
        );
      }
      for (const { actor } of told.slice(expected.length)) {
        assert.deepEqual(actor, { type: 'system_actor', service: 'cascade' });
      }
    });

    if (!effect.repeats && !effect.isOnce) {
      it('tells nothing if it changes nothing', async () => {
        const ask = await effect.ask(caller);
        await succeeds(ask);
        assert.deepEqual(await added(() => succeeds(ask)), []);
      });
    }

    if (effect.isOnce) {
      it('tells nothing if it is refused the second time', async () => {
        const ask = await effect.ask(caller);
        await succeeds(ask);
        await refused(ask);
      });
    }

    if (method === 'POST') {
      it('tells nothing when a response is replayed', async () => {
        const ask = await effect.ask(caller);
        const headers = { 'idempotency-key': crypto.randomUUID() };
        const first = await succeeds(ask, headers);
        const told = await added(async () => assert.deepEqual(await succeeds(ask, headers), first));
        assert.deepEqual(told, []);
      });
    }

    it('tells nothing if it is refused', async () => {
      const ask = await effect.ask(caller);
      await caller.post(feedSettings, { state: 'enabled' });
      await refused(ask, { query: '?zzz=1' });
      await refused(ask, { by: limited });
      if (ask.body !== undefined) await refused({ ...ask, body: { ...ask.body, zzz: 1 } });
      const names = Object.keys(ask.params ?? {});
      for (const name of names) await refused({ ...ask, params: { ...ask.params, [name]: 'unknown' } });
      for (const one of (await effect.refuses?.(caller)) ?? []) await refused(one);
    });
  });
}
