import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { adminKeys, newAdminKeyOf } from './admin-keys.ts';
import { Caller, type Query, queryString, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import { bodyOf, join, list } from './people.ts';
import { invalid, unknownId } from './shapes.ts';

interface Counts {
  workspace_id: string;
  members: number | null;
  service_accounts: number | null;
  api_keys: number | null;
}

const path = '/x/v1/workspaces/counts';
const accounts = '/v1/organizations/service_accounts';
const server = await startServer();
const caller = await server.organization();

async function counts(ids: readonly string[], by: Caller = caller): Promise<Counts[]> {
  const query: Query = { 'ids[]': ids };
  return bodyOf<{ data: Counts[] }>(await by.get(path + queryString(query))).data;
}

const idOf = async (at: string, body: object) => bodyOf<{ id: string }>(await caller.post(at, body)).id;
const addMember = async (workspace: string, user_id: string) =>
  bodyOf(
    await caller.post(`${workspaces}/${workspace}/members`, { user_id, workspace_role: 'workspace_user' }),
  );
const addAccount = async (workspace: string, service_account_id: string) =>
  bodyOf(
    await caller.post(`${workspaces}/${workspace}/service_accounts`, {
      service_account_id,
      workspace_role: 'workspace_user',
    }),
  );
const addKey = (workspace_id: string, fields: object = {}) =>
  idOf('/x/v1/organizations/api_keys', {
    name: 'x',
    scope: { type: 'workspace', workspace_id },
    ...fields,
  });
const none = (workspace_id: string) => ({ workspace_id, members: 0, service_accounts: 0, api_keys: 0 });

describe('200', () => {
  it('the same numbers as the lists of each workspace, in the order of the ids', async () => {
    const [empty = '', few = '', many = ''] = (await caller.createMany(3)).map(({ id }) => id);
    const people = await Promise.all(
      [1, 2, 3].map((number) =>
        join(caller, `counted${number}@example.com`, number === 3 ? 'billing' : 'user'),
      ),
    );
    const machines = await Promise.all([1, 2].map((number) => idOf(accounts, { name: `counted-${number}` })));
    for (const { id } of people) await addMember(many, id).catch(() => {});
    await addMember(few, people[0]?.id ?? '');
    for (const id of machines) await addAccount(many, id);
    await addKey(many);
    await addKey(many, { principal: { type: 'user_actor', user_id: people[0]?.id } });
    await addKey(few);

    const found = await counts([many, empty, few]);
    assert.deepEqual(found, [
      { workspace_id: many, members: 2, service_accounts: 2, api_keys: 2 },
      none(empty),
      { workspace_id: few, members: 1, service_accounts: 0, api_keys: 1 },
    ]);
    for (const { workspace_id, members, service_accounts, api_keys } of found) {
      const lengthOf = async (at: string) => (await list(caller, at)).data.length;
      assert.equal(await lengthOf(`${workspaces}/${workspace_id}/members`), members);
      assert.equal(await lengthOf(`${workspaces}/${workspace_id}/service_accounts`), service_accounts);
      const filter = `?status=active&workspace_id=${workspace_id}`;
      assert.equal(await lengthOf(`/v1/organizations/api_keys${filter}`), api_keys);
    }
  });

  it('what left, was archived or expired doesn’t count', async () => {
    const { id } = await caller.create();
    const user = await join(caller, 'leaver@example.com');
    await join(caller, 'stayer@example.com');
    await addMember(id, user.id);
    const account = await idOf(accounts, { name: 'leaver' });
    await addAccount(id, account);
    const key = await addKey(id);
    const expires_at = new Date(Date.now() + 400).toISOString();
    await addKey(id, { expires_at });
    assert.deepEqual(await counts([id]), [
      { workspace_id: id, members: 1, service_accounts: 1, api_keys: 2 },
    ]);
    await sleep(Date.parse(expires_at) - Date.now() + 5);
    assert.equal((await counts([id]))[0]?.api_keys, 1);
    bodyOf(await caller.post(`/v1/organizations/api_keys/${key}`, { status: 'inactive' }));
    bodyOf(await caller.post(`${accounts}/${account}/archive`));
    bodyOf(await caller.send('DELETE', `/v1/organizations/users/${user.id}`));
    assert.deepEqual(await counts([id]), [none(id)]);
  });

  it('an archived workspace keeps its members; the default workspace has none', async () => {
    const { id } = await caller.create();
    await addMember(id, (await join(caller, 'archived@example.com')).id);
    await addKey(id);
    await caller.archive(id);
    const byDefault = await caller.defaultWorkspace();
    assert.deepEqual(await counts([id, byDefault.id]), [{ ...none(id), members: 1 }, none(byDefault.id)]);
  });

  it('ids that nobody or somebody else has, or that are malformed, are left out', async () => {
    const other = await server.organization('Other');
    const [ours, theirs] = [await caller.create(), await other.create()];
    assert.deepEqual(await counts([unknownId, theirs.id, 'x', '\x7f', ours.id]), [none(ours.id)]);
    assert.deepEqual(await counts([theirs.id]), []);
  });

  it('100 ids, a repeated one once, in both spellings', async () => {
    const { id } = await caller.create();
    const ids = [...Array.from({ length: 99 }, (_each, index) => `unknown${index}`), id];
    assert.deepEqual(await counts(ids), [none(id)]);
    const { data } = bodyOf<{ data: Counts[] }>(await caller.get(`${path}?ids=${id}&ids=${id}`));
    assert.deepEqual(data, [none(id)]);
  });

  it('a count whose scope the key lacks is null; responses aren’t shared between keys', async () => {
    const { id } = await caller.create();
    await addKey(id);
    const limited = async (...scopes: string[]) => {
      const made = await caller.post(adminKeys, { name: 'x', scopes: ['read:workspaces', ...scopes] });
      return new Caller(server.url, newAdminKeyOf(made).raw_key);
    };
    const nothing = { workspace_id: id, members: null, service_accounts: null, api_keys: null };
    for (const [by, seen] of [
      [await limited(), {}],
      [await limited('read:members'), { members: 0 }],
      [await limited('read:service_accounts'), { service_accounts: 0 }],
      [await limited('read:api_keys'), { api_keys: 1 }],
      [caller, { members: 0, service_accounts: 0, api_keys: 1 }],
      [await limited('write:members', 'write:api_keys'), {}],
    ] as const) {
      for (let time = 1; time <= 2; time++)
        assert.deepEqual(await counts([id], by), [{ ...nothing, ...seen }]);
    }
    const answer = await caller.get(`${path}?ids[]=${id}`);
    assert.equal(answer.headers.etag, undefined);
  });
});

describe('400', () => {
  const many = Array.from({ length: 101 }, (_each, index) => `ids[]=${index}`).join('&');
  for (const [query, message] of [
    ['', 'ids[]: Field required'],
    ['ids[]=', 'ids[]: Field required'],
    [many, 'ids[]: List should have at most 100 items'],
    ['ids[]=x&limit=1', 'limit: Extra inputs are not permitted'],
  ] as const) {
    it(query.slice(0, 40) || 'no query', async () => invalid(await caller.get(`${path}?${query}`), message));
  }
});
