import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import Former from 'anthropic-sdk-0';
import { type Caller, type Query, queryString, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import type { Answer } from './http.ts';
import { invalid, notFound, unknownId } from './shapes.ts';
import { namelessIds, show } from './table.ts';

interface Member {
  type: 'workspace_member';
  user_id: string;
  workspace_id: string;
  workspace_role: string;
}

const server = await startServer();
const [caller, other] = await Promise.all([server.organization(), server.organization()]);
const addUser = async (to: Caller, id: string, role: string) => {
  const options = ['--org', to.organizationId ?? '', '--email', `${id}@example.com`, '--role', role];
  return (await server.admin<{ id: string }>('users', 'add', ...options, '--id', id)).id;
};
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((letter) => `user_01${letter}`);
const [ada = '', ben = ''] = await Promise.all(names.map((id) => addUser(caller, id, 'user')));
const [admin, billing, theirs] = await Promise.all([
  addUser(caller, 'user_admin', 'admin'),
  addUser(caller, 'user_billing', 'billing'),
  addUser(other, 'user_theirs', 'user'),
]);
const byDefault = await caller.defaultWorkspace();

const membersOf = (workspace: string) => `${workspaces}/${workspace}/members`;
const member = (workspace_id: string, user_id: string, workspace_role: string): Member => ({
  type: 'workspace_member',
  user_id,
  workspace_id,
  workspace_role,
});
const removed = (workspace_id: string, user_id: string) => ({
  type: 'workspace_member_deleted',
  user_id,
  workspace_id,
});
const add = (workspace: string, user_id: string, workspace_role = 'workspace_user') =>
  caller.post(membersOf(workspace), { user_id, workspace_role });
const update = (workspace: string, user: string, workspace_role: string) =>
  caller.post(`${membersOf(workspace)}/${user}`, { workspace_role });
const get = (workspace: string, user: string) => caller.get(`${membersOf(workspace)}/${user}`);
const remove = (workspace: string, user: string) => caller.send('DELETE', `${membersOf(workspace)}/${user}`);

function ok(answer: Answer, expected: object): void {
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.text, JSON.stringify(expected));
}

async function list(workspace: string, query: Query = {}) {
  const answer = await caller.get(membersOf(workspace) + queryString(query));
  assert.equal(answer.status, 200, answer.text);
  return answer.body as { data: Member[]; has_more: boolean; first_id: string; last_id: string };
}

const usersIn = async (workspace: string) => (await list(workspace)).data.map(({ user_id }) => user_id);

describe('a member', async () => {
  const { id } = await caller.create();

  it('is added, found, listed, updated and removed', async () => {
    const made = member(id, ada, 'workspace_user');
    ok(await add(id, ada), made);
    ok(await get(id, ada), made);
    assert.deepEqual(await list(id), { data: [made], has_more: false, first_id: ada, last_id: ada });
    const changed = member(id, ada, 'workspace_restricted_developer');
    ok(await update(id, ada, 'workspace_restricted_developer'), changed);
    ok(await get(id, ada), changed);
    ok(await remove(id, ada), removed(id, ada));
    notFound(await get(id, ada), 'Workspace member not found.');
    assert.deepEqual(await usersIn(id), []);
    ok(await add(id, ada, 'workspace_admin'), member(id, ada, 'workspace_admin'));
    ok(await remove(id, ada), removed(id, ada));
  });

  for (const role of [
    'workspace_user',
    'workspace_developer',
    'workspace_restricted_developer',
    'workspace_admin',
  ]) {
    it(`can be ${role}`, async () => {
      const { id } = await caller.create();
      ok(await add(id, ben, role), member(id, ben, role));
      ok(await update(id, ben, role), member(id, ben, role));
    });
  }

  it('added or updated to what it is already is the same member', async () => {
    const made = await add(id, ben, 'workspace_developer');
    for (const again of [
      await add(id, ben, 'workspace_developer'),
      await update(id, ben, 'workspace_developer'),
    ]) {
      assert.equal(again.text, made.text);
    }
  });

  it('is the same in all versions', async () => {
    await add(id, ben, 'workspace_developer');
    for (const version of ['2023-01-01', '2023-06-01', '2026-10-21']) {
      const answer = await caller.get(`${membersOf(id)}/${ben}`, { 'anthropic-version': version });
      ok(answer, member(id, ben, 'workspace_developer'));
    }
  });

  it('stays in its workspace', async () => {
    const elsewhere = await caller.create();
    notFound(await get(elsewhere.id, ben));
    assert.deepEqual(await usersIn(elsewhere.id), []);
  });

  it('removed again is removed, as is a user who never was a member', async () => {
    await add(id, ada);
    for (let times = 0; times < 2; times++) ok(await remove(id, ada), removed(id, ada));
    const { id: empty } = await caller.create();
    ok(await remove(empty, ada), removed(empty, ada));
  });
});

describe('400', async () => {
  const { id } = await caller.create();
  const four =
    "Input should be 'workspace_user', 'workspace_developer', 'workspace_restricted_developer' or 'workspace_admin'";
  const five =
    "Input should be 'workspace_user', 'workspace_developer', 'workspace_restricted_developer', 'workspace_admin' or 'workspace_billing'";
  const role = { workspace_role: 'workspace_user' };
  const bodies: [body: object, message: string][] = [
    [{}, 'user_id: Field required'],
    [role, 'user_id: Field required'],
    [{ user_id: ada }, 'workspace_role: Field required'],
    [{ user_id: 1, ...role }, 'user_id: Input should be a valid string'],
    [{ user_id: null, ...role }, 'user_id: Input should be a valid string'],
    [{ user_id: ada, workspace_role: null }, `workspace_role: ${four}`],
    [{ user_id: ada, workspace_role: 'admin' }, `workspace_role: ${four}`],
    [{ user_id: ada, workspace_role: 'workspace_billing' }, `workspace_role: ${four}`],
    [{ user_id: ada, ...role, zzz: 1 }, 'zzz: Extra inputs are not permitted'],
  ];
  for (const [body, message] of bodies) {
    it(`add ${show(body)}`, async () => invalid(await caller.post(membersOf(id), body), message));
  }
  for (const [body, message] of [
    [{}, 'workspace_role: Field required'],
    [{ workspace_role: 'owner' }, `workspace_role: ${five}`],
    [{ ...role, user_id: ada }, 'user_id: Extra inputs are not permitted'],
  ] as const) {
    it(`update ${show(body)}`, async () =>
      invalid(await caller.post(`${membersOf(id)}/${ada}`, body), message));
  }

  it('add of a member who has another role, which the message names', async () => {
    await add(id, ben, 'workspace_developer');
    invalid(
      await add(id, ben, 'workspace_admin'),
      'user_id: is already a member of this workspace, as workspace_developer',
    );
    ok(await get(id, ben), member(id, ben, 'workspace_developer'));
  });

  it('update of a user who isn’t a member', async () => {
    invalid(await update(id, ada, 'workspace_admin'), 'The specified user is not in the Workspace');
    await add(id, ada);
    await remove(id, ada);
    invalid(await update(id, ada, 'workspace_admin'), 'The specified user is not in the Workspace');
  });

  it('update to workspace_billing of one who isn’t billing in the organization', async () => {
    await add(id, ben, 'workspace_developer');
    invalid(await update(id, ben, 'workspace_billing'), 'workspace_role: …');
    ok(await get(id, ben), member(id, ben, 'workspace_developer'));
  });
});

describe('an admin of the organization is implicitly an admin of every workspace', async () => {
  const { id } = await caller.create();

  it('but in no list', async () => {
    notFound(await get(id, admin));
    assert.deepEqual(await usersIn(id), []);
  });

  it('and can’t be added, updated or removed', async () => {
    for (const role of ['workspace_user', 'workspace_admin']) {
      invalid(await add(id, admin, role));
      invalid(await update(id, admin, role));
    }
    invalid(await update(id, admin, 'workspace_billing'));
    invalid(await remove(id, admin));
    invalid(await remove(id, admin));
  });
});

describe('a billing user of the organization is implicitly workspace_billing', async () => {
  const { id } = await caller.create();
  const raised = member(id, billing, 'workspace_admin');
  const implied = member(id, billing, 'workspace_billing');

  it('in no list', async () => {
    notFound(await get(id, billing));
    assert.deepEqual(await usersIn(id), []);
  });

  it('can only be raised, to workspace_admin', async () => {
    invalid(await add(id, billing, 'workspace_user'));
    invalid(await update(id, billing, 'workspace_developer'));
    invalid(await remove(id, billing));
    ok(await update(id, billing, 'workspace_billing'), implied);
    notFound(await get(id, billing));
  });

  it('is raised by add, and lowered by update', async () => {
    ok(await add(id, billing, 'workspace_admin'), raised);
    ok(await add(id, billing, 'workspace_admin'), raised);
    ok(await get(id, billing), raised);
    invalid(await update(id, billing, 'workspace_user'));
    ok(await update(id, billing, 'workspace_billing'), implied);
    notFound(await get(id, billing));
    ok(await update(id, billing, 'workspace_billing'), implied);
  });

  it('is raised by update, and lowered by remove', async () => {
    ok(await update(id, billing, 'workspace_admin'), raised);
    ok(await update(id, billing, 'workspace_admin'), raised);
    assert.deepEqual(await usersIn(id), [billing]);
    for (let times = 0; times < 2; times++) ok(await remove(id, billing), removed(id, billing));
    assert.deepEqual(await usersIn(id), []);
  });

  for (const [how, lower] of [
    ['update', () => update(id, billing, 'workspace_billing')],
    ['remove', () => remove(id, billing)],
  ] as const) {
    it(`keeps no personal key there when it is lowered by ${how}`, async () => {
      ok(await add(id, billing, 'workspace_admin'), raised);
      const keys = [id, (await caller.defaultWorkspace()).id].map(async (workspace_id) => {
        const body = {
          name: 'Personal',
          principal: { type: 'user_actor', user_id: billing },
          scope: { type: 'workspace', workspace_id },
        };
        const made = await caller.post('/x/v1/organizations/api_keys', body);
        return `/v1/organizations/api_keys/${(made.body as { id: string }).id}`;
      });
      const [there, elsewhere] = await Promise.all(keys);
      assert.equal((await lower()).status, 200);
      const statusOf = async (path = '') => ((await caller.get(path)).body as { status: string }).status;
      assert.deepEqual([await statusOf(there), await statusOf(elsewhere)], ['archived', 'active']);
    });
  }
});

describe('404', async () => {
  const { id } = await caller.create();
  const nameless = [...namelessIds, theirs, 'user_01test', 'x'.repeat(256)];
  for (const user of nameless) {
    it(`${show(user)} names no user`, async () => {
      notFound(await get(id, user), 'Workspace member not found.');
      notFound(await update(id, user, 'workspace_user'), 'User not found.');
      notFound(await remove(id, user), 'User not found.');
      notFound(await add(id, decodeURIComponent(user).replace('\0', '\x01')), 'User not found.');
    });
  }

  const strange = await other.create();
  for (const workspace of [...namelessIds, strange.id]) {
    it(`${show(workspace)} names no workspace`, async () => {
      const sentence = 'Workspace not found.';
      notFound(await caller.get(membersOf(workspace)), sentence);
      notFound(await add(workspace, ada), sentence);
      notFound(await get(workspace, ada), sentence);
      notFound(await update(workspace, ada, 'workspace_user'), sentence);
      notFound(await remove(workspace, ada), sentence);
    });
  }

  it('comes after the body', async () => {
    invalid(await caller.post(membersOf(unknownId), {}));
    invalid(await update(unknownId, ada, 'x'));
  });
});

describe('the default workspace has no members', () => {
  const { id } = byDefault;

  it('none to read', async () => {
    assert.deepEqual(await list(id), { data: [], has_more: false, first_id: null, last_id: null });
    notFound(await get(id, ada));
  });

  it('and takes none', async () => {
    invalid(await add(id, ada));
    invalid(await update(id, ada, 'workspace_admin'));
    invalid(await remove(id, ada));
    notFound(await add(id, theirs));
  });
});

describe('an archived workspace', async () => {
  const { id } = await caller.create();
  await add(id, ada);
  await caller.archive(id);

  it('keeps its members', async () => {
    ok(await get(id, ada), member(id, ada, 'workspace_user'));
    assert.deepEqual(await usersIn(id), [ada]);
  });

  it('changes no more', async () => {
    for (const answer of [
      await add(id, ada),
      await add(id, ben),
      await update(id, ada, 'workspace_user'),
      await update(id, ada, 'workspace_admin'),
      await remove(id, ada),
      await remove(id, ben),
    ]) {
      invalid(answer, 'The members of an archived workspace can’t be changed.');
    }
  });
});

describe('pages', async () => {
  const { id } = await caller.create();
  await Promise.all(names.map((user) => add(id, user)));
  const listed = names.toReversed();
  const page = async (query: Query) => {
    const { data, has_more, first_id, last_id } = await list(id, query);
    const users = data.map(({ user_id }) => user_id);
    assert.deepEqual([first_id, last_id], [users[0] ?? null, users.at(-1) ?? null]);
    return { users, has_more };
  };

  it('are in the order of user IDs, the highest first', async () => {
    assert.deepEqual(await page({}), { users: listed, has_more: false });
    assert.deepEqual(await page({ limit: 7 }), { users: listed, has_more: false });
    assert.deepEqual(await page({ limit: 6 }), { users: listed.slice(0, 6), has_more: true });
  });

  it('follow user IDs in both directions', async () => {
    const query = { limit: 2, after_id: listed[1] ?? '' };
    assert.deepEqual(await page(query), { users: listed.slice(2, 4), has_more: true });
    const back = { limit: 2, before_id: listed[3] ?? '' };
    assert.deepEqual(await page(back), { users: listed.slice(1, 3), has_more: true });
    assert.deepEqual(await page({ before_id: listed[0] ?? '' }), { users: [], has_more: false });
  });

  it('begin at any user of the organization, member or not', async () => {
    assert.deepEqual((await page({ after_id: billing })).users, listed);
    await remove(id, 'user_01d');
    const rest = ['user_01c', 'user_01b', 'user_01a'];
    assert.deepEqual((await page({ after_id: 'user_01d' })).users, rest);
    assert.deepEqual((await page({ before_id: 'user_01d' })).users, ['user_01g', 'user_01f', 'user_01e']);
    await add(id, 'user_01d');
  });

  const faults: [query: Query, message: string][] = [
    [{ limit: 0 }, 'limit: Input should be greater than or equal to 1'],
    [{ limit: 1001 }, 'limit: Input should be less than or equal to 1000'],
    [{ after_id: theirs }, 'after_id: not found in this organization'],
    [{ before_id: 'user_unknown' }, 'before_id: not found in this organization'],
    [{ after_id: '\x01' }, 'after_id: not found in this organization'],
    [{ after_id: ada, before_id: ada }, 'before_id: can’t be combined with after_id'],
    [{ workspace_role: 'x' }, 'workspace_role: Extra inputs are not permitted'],
  ];
  for (const [query, message] of faults) {
    it(`400: ${show(query)}`, async () =>
      invalid(await caller.get(membersOf(id) + queryString(query)), message));
  }

  const clients = {
    '1.x client.organization': new Anthropic({ baseURL: caller.url, apiKey: caller.key }).organization,
    '1.x client.beta.organization': new Anthropic({ baseURL: caller.url, apiKey: caller.key }).beta
      .organization,
    '0.137 client.beta.organization': new Former({ baseURL: caller.url, apiKey: caller.key }).beta
      .organization,
  };
  for (const [name, client] of Object.entries(clients)) {
    const { members } = client.workspaces;
    const walked = async (query: object) => {
      const users: string[] = [];
      for await (const { user_id } of members.list(id, { limit: 2, ...query })) users.push(user_id);
      return users;
    };

    it(`${name}.workspaces.members pages forward and backward`, async () => {
      assert.deepEqual(await walked({}), listed);
      assert.deepEqual((await walked({ before_id: ada })).toSorted(), names.slice(1));
    });

    it(`${name}.workspaces.members has all five operations`, async () => {
      const { id: workspace_id } = await caller.create();
      const body = { user_id: ben, workspace_role: 'workspace_user' } as const;
      const made = await members.add(workspace_id, body);
      assert.deepEqual({ ...(await members.retrieve(ben, { workspace_id })) }, { ...made });
      const asked = { workspace_id, workspace_role: 'workspace_admin' } as const;
      assert.equal((await members.update(ben, asked)).workspace_role, 'workspace_admin');
      assert.equal((await members.remove(ben, { workspace_id })).type, 'workspace_member_deleted');
      await assert.rejects(members.retrieve(ben, { workspace_id }), { status: 404 });
    });
  }
});

it('an Idempotency-Key returns the first response', async () => {
  const { id } = await caller.create();
  const key = { 'idempotency-key': crypto.randomUUID() };
  const body = { user_id: ada, workspace_role: 'workspace_user' };
  const first = await caller.post(membersOf(id), body, key);
  await remove(id, ada);
  const again = await caller.post(membersOf(id), body, key);
  assert.deepEqual([again.text, again.headers['idempotent-replayed']], [first.text, 'true']);
  notFound(await get(id, ada));
});
