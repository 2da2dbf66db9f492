import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase, type Kind } from '../../../tests/databases.ts';
import { limits as published } from '../../../tests/limits.ts';
import type { Change, WriteCall } from '../../call.ts';
import { createClock } from '../../contract/clock.ts';
import { ApiError } from '../../contract/errors.ts';
import type { Database } from '../../db/database.ts';
import { Creates } from '../creates.ts';
import { foundOrganization } from '../organizations/found.ts';
import { serviceAccountHandlers } from '../service-accounts/handlers.ts';
import { workspaceHandlers } from '../workspaces/handlers.ts';
import { Replays } from '../workspaces/replays.ts';
import { apiKeyHandlers } from './handlers.ts';
import { archiveKeysOfWorkspace, countActive } from './store.ts';

const now = createClock();
const tools = { safeReplays: false, onReplayClaimed: () => {} };
const creates = new Creates(tools);
const accounts = serviceAccountHandlers(creates);
const rounds = 10;
/** After every test’s keys, before the end of time. */
const future = '2999-01-01T00:00:00.000000Z';

/** An organization as two servers see it. */
async function twoServers(kind: Kind, limits = { orgApiKeyLimit: 0, workspaceApiKeyLimit: 0 }) {
  const db = await kind.open();
  const servers: [Database, Database] = [db, await kind.again(db)];
  const { id: organizationId } = await foundOrganization({ db, now, limits: published }, 'An organization');
  const keys = apiKeyHandlers({ creates, limits: { ...limits, maxKeyLifetime: 0 } });
  const workspaces = workspaceHandlers({
    ...tools,
    limits: published,
    workspaceLimit: 100,
    pageMaxBytes: 4_194_304,
    replays: new Replays(db),
  });
  /** Does something on one server, or on the other. */
  const write = async (server: number, work: (call: WriteCall) => Promise<Change>) => {
    const { answer } = await (servers[server % 2] as Database).transaction(organizationId, (tx) =>
      work({
        organizationId,
        keyId: 'a key',
        scopes: null,
        via: 'api',
        wire: 'new',
        now,
        requestHash: 'a hash',
        replay: 0,
        delivery: { hungUp: false, isUndecided: false, watch() {} },
        db: tx,
      }),
    );
    return JSON.parse(answer) as { id: string };
  };
  const nowhere = { params: undefined, query: undefined };
  const scopeOf = (workspace_id: string) => ({ type: 'workspace', workspace_id }) as const;
  return {
    db,
    organizationId,
    createAccount: (server: number, name: string) =>
      write(server, (call) => accounts.create({ ...nowhere, body: { name } }, call)),
    createWorkspace: () => write(0, (call) => workspaces.create({ ...nowhere, body: { name: 'x' } }, call)),
    archiveWorkspace: (server: number, workspace_id: string) =>
      write(server, async (call) => {
        const input = { params: { workspace_id }, query: undefined, body: undefined };
        const change = await workspaces.archive(input, call);
        await archiveKeysOfWorkspace(call.db, organizationId, workspace_id);
        return change;
      }),
    createKey: (server: number, workspaceId: string) =>
      write(server, (call) =>
        keys.create({ ...nowhere, body: { name: 'x', scope: scopeOf(workspaceId) } }, call),
      ),
    setKey: (server: number, id: string, status: 'active' | 'inactive') =>
      write(server, (call) =>
        keys.update({ params: { api_key_id: id }, query: undefined, body: { status } }, call),
      ),
  };
}

/** How many were done; all others must have been refused with this message. */
function done(results: PromiseSettledResult<unknown>[], message: string): number {
  const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  for (const refusal of refusals) {
    assert.ok(refusal instanceof ApiError, String(refusal));
    assert.equal(refusal.message, message);
  }
  return results.length - refusals.length;
}

const attempts = (count: number, attempt: (number: number) => Promise<unknown>) =>
  Promise.allSettled(Array.from({ length: count }, (_each, number) => attempt(number)));

forEachDatabase((kind) => {
  test('of several creates of one account name, one succeeds', async () => {
    const { createAccount } = await twoServers(kind);
    for (let round = 0; round < rounds; round++) {
      const results = await attempts(6, (number) => createAccount(number, `name-${round}`));
      assert.equal(done(results, 'A service account with this name already exists.'), 1);
    }
  });

  test('no key is left active in a workspace that is archived meanwhile', async () => {
    const own = await twoServers(kind);
    for (let round = 0; round < rounds; round++) {
      const { id } = await own.createWorkspace();
      const [, results] = await Promise.all([
        own.archiveWorkspace(round, id),
        attempts(6, (number) => own.createKey(number, id)),
      ]);
      done(results, 'scope.workspace_id: the workspace is archived');
      assert.equal(await countActive(own.db, own.organizationId, future, id), 0);
    }
  });

  test('limits hold exactly, for new keys and for those that become active again', async () => {
    const own = await twoServers(kind, { orgApiKeyLimit: 7, workspaceApiKeyLimit: 3 });
    const workspaces = [
      await own.createWorkspace(),
      await own.createWorkspace(),
      await own.createWorkspace(),
    ];
    const [first, second, third] = workspaces.map(({ id }) => id) as [string, string, string];
    const [inEach, inAll] = ['workspace', 'organization'].map(
      (what) => `The ${what} has reached its limit of active API keys.`,
    ) as [string, string];
    const idle = await Promise.all([0, 1, 2].map((number) => own.createKey(number, first)));
    for (const { id } of idle) await own.setKey(0, id, 'inactive');
    const mixed = await attempts(8, (number) =>
      number < 3 ? own.setKey(number, idle[number]?.id ?? '', 'active') : own.createKey(number, first),
    );
    assert.equal(done(mixed, inEach), 3);
    assert.equal(done(await attempts(8, (number) => own.createKey(number, second)), inEach), 3);
    assert.equal(done(await attempts(8, (number) => own.createKey(number, third)), inAll), 1);
    assert.equal(await countActive(own.db, own.organizationId, future), 7);
  });
});
