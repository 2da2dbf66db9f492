import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { adminKeys, newAdminKeyOf } from './admin-keys.ts';
import { Caller, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import { bodyOf, join, list, type User, users } from './people.ts';
import { notFound } from './shapes.ts';

interface Place {
  workspace_id: string;
  name: string;
  workspace_role: string;
  via: string;
}
interface Access {
  type: string;
  user_id: string;
  workspaces: Place[];
  has_more: boolean;
  api_keys: number | null;
}

const server = await startServer({ 'workspace-limit': 1100 });
const accessAt = (id: string) => `/x/v1/organizations/users/${id}/access`;
const accessOf = async (by: Caller, id: string) => bodyOf<Access>(await by.get(accessAt(id)));
const addAdmin = ({ organizationId = '' }: Caller) =>
  server.admin<User>('users', 'add', '--org', organizationId, '--email', 'root@a.com', '--role', 'admin');

describe('200', async () => {
  const caller = await server.organization();
  const user = await join(caller, 'user@a.com');
  const put = (workspace: string, user_id: string, workspace_role: string, path = '') =>
    caller.post(`${workspaces}/${workspace}/members${path}`, {
      ...(path === '' && { user_id }),
      workspace_role,
    });

  it('nothing for a new user, every member present', async () => {
    assert.deepEqual(await accessOf(caller, user.id), {
      type: 'user_access',
      user_id: user.id,
      workspaces: [],
      has_more: false,
      api_keys: 0,
    });
  });

  it('names and roles of active workspaces, newest first', async () => {
    const [first, second, archived] = await caller.createMany(3);
    for (const each of [second, archived, first]) {
      bodyOf(await put(each?.id ?? '', user.id, 'workspace_developer'));
    }
    await caller.archive(archived?.id ?? '');
    await caller.update(first?.id ?? '', { name: 'Renamed' });
    const place = { workspace_role: 'workspace_developer', via: 'membership' };
    assert.deepEqual((await accessOf(caller, user.id)).workspaces, [
      { workspace_id: second?.id, name: 'w2', ...place },
      { workspace_id: first?.id, name: 'Renamed', ...place },
    ]);
  });

  it('api_keys are the active ones that act as the user, and end with them', async () => {
    const principal = { type: 'user_actor', user_id: user.id };
    const add = async (fields: object) =>
      bodyOf<{ id: string }>(await caller.post('/x/v1/organizations/api_keys', { name: 'x', ...fields })).id;
    const keys = [await add({ principal }), await add({ principal, scope: { type: 'organization' } })];
    const inactive = await add({ principal });
    bodyOf(await caller.post(`/v1/organizations/api_keys/${inactive}`, { status: 'inactive' }));
    const expires_at = new Date(Date.now() + 300).toISOString();
    await add({ principal, expires_at });
    await add({});
    assert.equal((await accessOf(caller, user.id)).api_keys, 3);
    await sleep(Date.parse(expires_at) - Date.now() + 5);
    assert.equal((await accessOf(caller, user.id)).api_keys, 2);
    const made = await caller.post(adminKeys, { name: 'x', scopes: ['read:members'] });
    const limited = new Caller(server.url, newAdminKeyOf(made).raw_key);
    assert.equal((await accessOf(limited, user.id)).api_keys, null);
    await join(caller, 'last@a.com');
    bodyOf(await caller.send('DELETE', `${users}/${user.id}`));
    for (const id of keys) {
      const { status } = bodyOf<{ status: string }>(await caller.get(`/v1/organizations/api_keys/${id}`));
      assert.equal(status, 'archived');
    }
    notFound(await caller.get(accessAt(user.id)), 'User not found.');
  });

  it('404 for a user who isn’t there', async () => {
    const other = await server.organization('Other');
    const theirs = await join(other, 'theirs@a.com');
    for (const id of ['user_01JwQvzr7rXLA5AGx3HKfFUJ', theirs.id, 'x', '%00']) {
      notFound(await caller.get(accessAt(id)), 'User not found.');
    }
  });
});

it('whatever happens, it says the same as the members of each workspace and the roles in the organization', async () => {
  const caller = await server.organization('Property');
  const people = [
    await addAdmin(caller),
    ...(await Promise.all(['one', 'two', 'three'].map((name) => join(caller, `${name}@a.com`)))),
  ];
  const places = await caller.createMany(4);
  const roles = [
    'workspace_user',
    'workspace_developer',
    'workspace_restricted_developer',
    'workspace_admin',
  ];
  const commands = fc.array(
    fc.record({
      verb: fc.constantFrom('add', 'add', 'update', 'remove', 'organization', 'create', 'archive'),
      place: fc.nat({ max: 7 }),
      person: fc.nat({ max: 3 }),
      role: fc.constantFrom(...roles, 'workspace_billing'),
      organizationRole: fc.constantFrom('user', 'developer', 'billing', 'billing'),
    }),
    { minLength: 1, maxLength: 8 },
  );
  const newest = () => places.at(-1)?.id ?? '';

  /** What the members of each active workspace, and the role in the organization, come to. */
  async function expected({ id }: User): Promise<Place[]> {
    const { role } = bodyOf<User>(await caller.get(`${users}/${id}`));
    const { data } = await caller.list({ limit: 1000 });
    const found = data.map(async ({ id: workspace_id, name }) => {
      const members = await list<{ user_id: string; workspace_role: string }>(
        caller,
        `${workspaces}/${workspace_id}/members`,
      );
      const own = members.data.find(({ user_id }) => user_id === id)?.workspace_role;
      const implied = { admin: 'workspace_admin', billing: 'workspace_billing' }[role];
      const isRaised = role === 'billing' && own === 'workspace_admin';
      const [workspace_role, via] =
        implied === undefined || isRaised ? [own, 'membership'] : [implied, 'organization_role'];
      return { workspace_id, name, workspace_role: workspace_role ?? '', via };
    });
    return (await Promise.all(found)).filter(({ workspace_role }) => workspace_role !== '');
  }

  await fc.assert(
    fc.asyncProperty(commands, async (some) => {
      for (const { verb, place, person, role, organizationRole } of some) {
        const id = places[place % places.length]?.id ?? '';
        const user_id = people[person]?.id ?? '';
        const at = `${workspaces}/${id}/members`;
        // They may be refused.
        if (verb === 'add') await caller.post(at, { user_id, workspace_role: role });
        else if (verb === 'update') await caller.post(`${at}/${user_id}`, { workspace_role: role });
        else if (verb === 'remove') await caller.send('DELETE', `${at}/${user_id}`);
        else if (verb === 'organization')
          await caller.post(`${users}/${user_id}`, { role: organizationRole });
        else if (verb === 'create') places.push(await caller.create({ name: `w${places.length}` }));
        else if (place === 0) await caller.archive(newest());
      }
      for (const each of people) {
        const access = await accessOf(caller, each.id);
        assert.deepEqual(access.workspaces, await expected(each));
        assert.equal(access.has_more, false);
      }
    }),
    { numRuns: 40, seed: 20_261_129 },
  );
});

it('an admin’s and a billing user’s earlier memberships don’t go before their role', async () => {
  const caller = await server.organization('Promoted');
  const { id } = await join(caller, 'promoted@a.com');
  const made = await caller.create();
  bodyOf(
    await caller.post(`${workspaces}/${made.id}/members`, { user_id: id, workspace_role: 'workspace_user' }),
  );
  bodyOf(await caller.post(`${users}/${id}`, { role: 'billing' }));
  const [place] = (await accessOf(caller, id)).workspaces;
  assert.deepEqual([place?.workspace_role, place?.via], ['workspace_billing', 'organization_role']);
  bodyOf(await caller.post(`${users}/${id}`, { role: 'user' }));
  const [again] = (await accessOf(caller, id)).workspaces;
  assert.deepEqual([again?.workspace_role, again?.via], ['workspace_user', 'membership']);
});

it('at most 1,000 workspaces, newest first, and whether there are more', async () => {
  const caller = await server.organization('Large');
  const admin = await addAdmin(caller);
  const made: string[] = [];
  for (let round = 0; round < 50; round++) {
    const some = await Promise.all(Array.from({ length: 20 }, () => caller.create()));
    made.push(...some.map(({ id }) => id));
  }
  const newestFirst = () => made.toSorted().toReversed();
  const whole = await accessOf(caller, admin.id);
  assert.deepEqual(
    whole.workspaces.map(({ workspace_id }) => workspace_id),
    newestFirst(),
  );
  assert.equal(whole.has_more, false);
  made.push((await caller.create()).id);
  const part = await accessOf(caller, admin.id);
  assert.deepEqual(
    part.workspaces.map(({ workspace_id }) => workspace_id),
    newestFirst().slice(0, 1000),
  );
  assert.equal(part.has_more, true);
});
