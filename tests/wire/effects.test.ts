import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { adminKeys, newAdminKeyOf } from './admin-keys.ts';
import { Caller } from './caller.ts';
import { feedAfter, feedSettings, membersOf, newestActivity } from './feed.ts';
import { startServer } from './harness.ts';
import { documentOf } from './openapi.ts';

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

it('every operation that writes has a row', () => {
  assert.deepEqual(writes.map(({ id }) => id).toSorted(), Object.keys(effects).toSorted());
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
      assert.deepEqual(told.map(membersOf), [...expected, ...cascaded]);
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

    if (!effect.repeats) {
      it('tells nothing if it changes nothing', async () => {
        const ask = await effect.ask(caller);
        await succeeds(ask);
        assert.deepEqual(await added(() => succeeds(ask)), []);
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
