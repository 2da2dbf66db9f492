import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import Former from 'anthropic-sdk-0';
import { startServer } from './harness.ts';
import { bodyOf, join, list, type User, users } from './people.ts';
import { invalid, notFound, refused } from './shapes.ts';

const server = await startServer();
const [ours, theirs] = [await server.organization('Ours'), await server.organization('Theirs')];
const add = (org: string | undefined, ...args: string[]) =>
  server.admin<User>('users', 'add', '--org', org ?? '', ...args);

const admin = await add(
  ours.organizationId,
  '--email',
  'Root@a.com',
  '--role',
  'admin',
  '--id',
  'user_01test',
);
const stranger = await join(theirs, 'stranger@a.com');
const people: User[] = [admin];
for (const role of ['user', 'developer', 'billing', 'claude_code_user']) {
  people.unshift(await join(ours, `${role}@a.com`, role, role));
}

const nameless = ['user_01JwQvzr7rXLA5AGx3HKfFUJ', 'user_01', 'x', '%00', 'x'.repeat(300), stranger.id];

describe('get', () => {
  it('a user, every member present', async () => {
    for (const user of people) {
      assert.deepEqual(Object.keys(user).sort(), ['added_at', 'email', 'id', 'name', 'role', 'type']);
      assert.match(user.added_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      assert.deepEqual(bodyOf(await ours.get(`${users}/${user.id}`)), user);
    }
    assert.deepEqual(
      [admin.id, admin.email, admin.name, admin.type],
      ['user_01test', 'Root@a.com', '', 'user'],
    );
  });

  it('404 for every ID that names nobody here, with every operation', async () => {
    for (const id of nameless) {
      notFound(await ours.get(`${users}/${id}`), 'User not found.');
      notFound(await ours.post(`${users}/${id}`, { role: 'user' }), 'User not found.');
      notFound(await ours.send('DELETE', `${users}/${id}`), 'User not found.');
    }
    assert.deepEqual(bodyOf(await theirs.get(`${users}/${stranger.id}`)), stranger);
  });
});

describe('list', () => {
  it('newest first, of this organization alone', async () => {
    const page = await list<User>(ours, users);
    assert.deepEqual(page, {
      data: people,
      has_more: false,
      first_id: people[0]?.id,
      last_id: admin.id,
    });
  });

  for (const email of ['root@a.com', 'ROOT@A.COM', 'root%2Bx@a.com', 'root+x@a.com']) {
    it(`email=${email} finds Root@a.com`, async () => {
      assert.deepEqual((await list<User>(ours, users, `?email=${email}`)).data, [admin]);
    });
  }

  for (const email of ['roo@a.com', 'root@b.com', 'root', '%2B@a.com', 'stranger@a.com']) {
    it(`email=${email} finds nobody`, async () => {
      assert.deepEqual((await list<User>(ours, users, `?email=${email}`)).data, []);
    });
  }

  for (const query of [
    'roles[]=admin&roles[]=billing',
    'roles%5B%5D=admin&roles%5B%5D=billing',
    'roles=admin&roles=billing',
  ]) {
    it(`${query} finds users with either role`, async () => {
      const { data } = await list<User>(ours, users, `?${query}&roles=admin`);
      assert.deepEqual(
        data.map(({ role }) => role),
        ['billing', 'admin'],
      );
    });
  }

  it('empty filters count as absent', async () => {
    assert.equal((await list<User>(ours, users, '?email=&roles[]=&after_id=')).data.length, 5);
  });

  for (const [query, message] of [
    [
      'roles[]=owner',
      "roles[].0: Input should be 'admin', 'billing', 'claude_code_user', 'developer' or 'user'",
    ],
    ['roles=user&roles=managed', 'roles[].1: Input should be …'],
    [`email=${'a'.repeat(255)}`, 'email: String should have at most 254 characters'],
    ['limit=0', 'limit: Input should be greater than or equal to 1'],
    ['limit=1001', 'limit: Input should be less than or equal to 1000'],
    ['after_id=a&before_id=b', 'before_id: can’t be combined with after_id'],
    [`after_id=${stranger.id}`, 'after_id: not found in this organization'],
    ['before_id=%F0%9F%98%80', 'before_id: not found in this organization'],
    ['page=1', 'page: Extra inputs are not permitted'],
  ] as const) {
    it(`400: ${query.slice(0, 30)}`, async () => invalid(await ours.get(`${users}?${query}`), message));
  }
});

describe('update', () => {
  it('changes the role, and nothing else', async () => {
    const user = await join(ours, 'promoted@a.com');
    for (const role of ['developer', 'billing', 'claude_code_user', 'user', 'user']) {
      const answer = bodyOf(await ours.post(`${users}/${user.id}`, { role }));
      assert.deepEqual(answer, { ...user, role });
      assert.deepEqual(bodyOf(await ours.get(`${users}/${user.id}`)), answer);
      assert.deepEqual((await list<User>(ours, users, `?roles=${role}&email=promoted@a.com`)).data, [answer]);
    }
    bodyOf(await ours.send('DELETE', `${users}/${user.id}`));
  });

  const sentence = "role: Input should be 'user', 'developer', 'billing' or 'claude_code_user'";
  for (const [body, message] of [
    [{}, 'role: Field required'],
    [{ role: 'admin' }, sentence],
    [{ role: 'managed' }, sentence],
    [{ role: null }, 'role: …'],
    [{ role: 'user', name: 'x' }, 'name: Extra inputs are not permitted'],
  ] as const) {
    it(`400: ${JSON.stringify(body)}`, async () => {
      invalid(await ours.post(`${users}/${people[0]?.id}`, body), message);
      invalid(await ours.post(`${users}/user_unknown`, body), message);
    });
  }

  it('400: an admin', async () => {
    const message = 'An admin’s role can’t be changed through the API.';
    invalid(await ours.post(`${users}/${admin.id}`, { role: 'user' }), message);
  });
});

describe('remove', () => {
  it('the user is gone, and removing again is fine', async () => {
    const user = await join(ours, 'leaver@a.com');
    const gone = { id: user.id, type: 'user_deleted' };
    for (let time = 1; time <= 2; time++) {
      assert.deepEqual(bodyOf(await ours.send('DELETE', `${users}/${user.id}`)), gone);
      notFound(await ours.get(`${users}/${user.id}`));
      notFound(await ours.post(`${users}/${user.id}`, { role: 'user' }));
      assert.deepEqual((await list<User>(ours, users, '?email=leaver@a.com')).data, []);
    }
    const again = await join(ours, 'leaver@a.com');
    assert.ok(again.id > user.id);
    assert.ok(again.added_at > user.added_at);
    bodyOf(await ours.send('DELETE', `${users}/${user.id}`));
    assert.deepEqual(bodyOf(await ours.get(`${users}/${again.id}`)), again);
    bodyOf(await ours.send('DELETE', `${users}/${again.id}`));
  });

  it('400: an admin', async () => {
    invalid(await ours.send('DELETE', `${users}/${admin.id}`), 'An admin can’t be removed through the API.');
  });

  it('400: the last member, before the rule about admins', async () => {
    const code = 'cannot_remove_last_member';
    const message = 'The last member of an organization can’t be removed.';
    invalid(await theirs.send('DELETE', `${users}/${stranger.id}`), message, code);
    const alone = await server.organization('Alone');
    const last = await add(alone.organizationId, '--email', 'last@a.com', '--role', 'admin');
    invalid(await alone.send('DELETE', `${users}/${last.id}`), message, code);
  });
});

it('sign_out is refused, whoever it is', async () => {
  const code = 'organization_not_enrolled_in_beta';
  for (const id of [admin.id, 'user_unknown'])
    invalid(await ours.post(`${users}/${id}/sign_out`), undefined, code);
  const sdk = new Anthropic({ baseURL: server.url, apiKey: ours.key });
  await assert.rejects(
    sdk.beta.organization.users.signOut(admin.id),
    (error: { status: number }) => error.status === 400,
  );
});

it('reading needs read:members, writing write:members, before any look-up', async () => {
  const limited = async (scope: string) => {
    const { key } = await server.adminKey(ours.organizationId ?? '', '--scopes', scope);
    return (method: string, path: string, body?: object) =>
      ours.send(method, path, { body, headers: { 'x-api-key': key } });
  };
  const [reading, writing] = [await limited('read:members'), await limited('write:members')];
  assert.equal((await reading('GET', users)).status, 200);
  assert.equal((await reading('GET', `${users}/${admin.id}`)).status, 200);
  const forbidden = (answer: Awaited<ReturnType<typeof reading>>, scope: string) =>
    refused(answer, 403, 'permission_error', `Missing required scopes. Needed: ['${scope}']`);
  forbidden(await reading('POST', `${users}/x`, { role: 'user' }), 'write:members');
  forbidden(await reading('DELETE', `${users}/x`), 'write:members');
  forbidden(await reading('POST', `${users}/x/sign_out`), 'write:members');
  forbidden(await writing('GET', users), 'read:members');
  forbidden(await writing('GET', `${users}/x`), 'read:members');
  notFound(await writing('DELETE', `${users}/x`));
});

describe('the official SDKs', async () => {
  const many = await server.organization('Many');
  for (let index = 0; index < 12; index++) await join(many, `p${index}@a.com`);
  const options = { baseURL: server.url, apiKey: many.key };
  const surfaces = {
    '1.x organization': new Anthropic(options).organization.users,
    '1.x beta': new Anthropic(options).beta.organization.users,
    '0.137 beta': new Former(options).beta.organization.users as unknown as Anthropic.Organization.Users,
  };
  for (const [name, client] of Object.entries(surfaces)) {
    it(`${name}: auto-paging in both directions keeps its place when users leave`, async () => {
      const all = (await list<User>(many, users, '?limit=1000')).data.map(({ id }) => id);
      const forward: string[] = [];
      for await (const user of client.list({ limit: 3 })) {
        forward.push(user.id);
        if (forward.length === 6) await client.remove(user.id);
      }
      assert.deepEqual(forward, all);
      const left = all.filter((id) => id !== forward[5]);
      const backward: string[] = [];
      for await (const user of client.list({ limit: 2, before_id: left.at(-1) as string }))
        backward.push(user.id);
      assert.deepEqual(backward.toSorted(), left.slice(0, -1).toSorted());
      assert.deepEqual(backward.slice(0, 2), left.slice(-3, -1));
      const gone = (await client.list({ limit: 3, after_id: forward[5] as string })).data.map(({ id }) => id);
      assert.deepEqual(gone, forward.slice(6, 9));
    });

    it(`${name}: retrieve, update, filters, errors`, async () => {
      const [first] = (await client.list({ email: 'p0@a.com', roles: ['user', 'admin'] })).data;
      const id = first?.id ?? '';
      assert.equal((await client.update(id, { role: 'billing' })).role, 'billing');
      assert.equal((await client.retrieve(id)).role, 'billing');
      await client.update(id, { role: 'user' });
      await assert.rejects(
        client.retrieve('user_unknown'),
        (error: { status: number }) => error.status === 404,
      );
    });
  }
});
