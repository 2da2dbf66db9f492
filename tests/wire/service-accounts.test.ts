import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import Former from 'anthropic-sdk-0';
import { Caller, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import type { Answer } from './http.ts';
import { invalid, notFound, refused } from './shapes.ts';

interface Account {
  id: string;
  name: string;
  description: string | null;
  organization_role: string;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
  created_by_actor_id: string | null;
  updated_by_actor_id: string | null;
  archived_by_actor_id: string | null;
}
interface Member {
  service_account_id: string;
  workspace_id: string;
  workspace_role: string;
  implicit: boolean;
}
interface TokenPage<T> {
  data: T[];
  next_page: string | null;
}

const accounts = '/v1/organizations/service_accounts';
const unknown = 'svac_01JwQvzr7rXLA5AGx3HKfFUJ';
const server = await startServer();
const caller = await server.organization();
const byDefault = (await caller.defaultWorkspace()).id;

/** The body of a successful answer. */
function ok<T>(answer: Answer): T {
  assert.equal(answer.status, 200, answer.text);
  return answer.body as T;
}
let names = 0;
const named = () => `account-${++names}`;
const create = async (fields: object = {}, by = caller) =>
  ok<Account>(await by.post(accounts, { name: named(), ...fields }));
const archive = async (id: string) => ok<Account>(await caller.post(`${accounts}/${id}/archive`));
const list = async <T = Account>(path = accounts, by = caller) => ok<TokenPage<T>>(await by.get(path));
const inWorkspace = (workspace: string, account = '') =>
  `${workspaces}/${workspace}/service_accounts${account && `/${account}`}`;
const ofAccount = (account: string, workspace = '') =>
  `${accounts}/${account}/workspaces${workspace && `/${workspace}`}`;

describe('create', () => {
  it('answers the whole object, with what wasn’t sent as null or its default', async () => {
    const name = named();
    const made = await create({ name });
    assert.match(made.id, /^svac_01[1-9A-HJ-NP-Za-km-z]{22}$/);
    assert.deepEqual(made, {
      id: made.id,
      type: 'service_account',
      name,
      description: null,
      organization_role: 'developer',
      created_at: made.created_at,
      updated_at: made.created_at,
      archived_at: null,
      created_by_actor_id: null,
      updated_by_actor_id: null,
      archived_by_actor_id: null,
    });
    assert.deepEqual(ok(await caller.get(`${accounts}/${made.id}`)), made);
  });

  it('keeps what was sent; a description of null is one never set', async () => {
    const made = await create({ description: 'Nightly', organization_role: 'admin' });
    assert.deepEqual([made.description, made.organization_role], ['Nightly', 'admin']);
    assert.equal((await create({ description: null })).description, null);
  });

  const pattern = "name: String should match pattern '^[a-z0-9-]+$'";
  const roles = "organization_role: Input should be 'developer' or 'admin'";
  const faults: [body: object, message: string][] = [
    [{}, 'name: Field required'],
    [{ name: null }, 'name: Input should be a valid string'],
    [{ name: '' }, 'name: String should have at least 1 character'],
    [{ name: 'a'.repeat(256) }, 'name: String should have at most 255 characters'],
    [{ name: 'Upper' }, pattern],
    [{ name: 'a_b' }, pattern],
    [{ name: 'a\n' }, pattern],
    [
      { name: 'ok', description: 'x'.repeat(2001) },
      'description: String should have at most 2000 characters',
    ],
    [{ name: 'ok', organization_role: 'owner' }, roles],
    [{ name: 'ok', organization_role: null }, roles],
    [{ name: 'ok', id: 'svac_1' }, 'id: Extra inputs are not permitted'],
  ];
  for (const [body, message] of faults) {
    it(`refuses ${JSON.stringify(body).slice(0, 60)}: ${message}`, async () => {
      invalid(await caller.post(accounts, body), message);
    });
  }

  it('accepts the longest name and description', async () => {
    const made = await create({ name: 'a'.repeat(255), description: 'x'.repeat(2000) });
    assert.deepEqual([made.name.length, made.description?.length], [255, 2000]);
  });

  it('refuses a name that is taken with 409, not to be retried; an archived account’s name is free', async () => {
    const first = await create();
    const again = await caller.post(accounts, { name: first.name });
    refused(again, 409, 'conflict_error', 'A service account with this name already exists.');
    assert.equal(again.headers['x-should-retry'], 'false');
    await archive(first.id);
    assert.notEqual((await create({ name: first.name })).id, first.id);
    const stranger = await server.organization();
    assert.equal((await create({ name: first.name }, stranger)).name, first.name);
  });

  it('answers a retry with the account that it made', async () => {
    const body = { name: named() };
    const made = ok<Account>(await caller.post(accounts, body));
    assert.deepEqual(ok(await caller.post(accounts, body, { 'x-stainless-retry-count': '1' })), made);
    await archive(made.id);
    const other = ok<Account>(await caller.post(accounts, body, { 'x-stainless-retry-count': '2' }));
    assert.deepEqual([other.id === made.id, other.archived_at], [false, null]);
    const keyed = { name: named() };
    const key = { 'idempotency-key': 'account' };
    const once = ok<Account>(await caller.post(accounts, keyed, key));
    assert.deepEqual(ok(await caller.post(accounts, keyed, key)), once);
  });

  it('names the user whom the admin key is linked to', async () => {
    const organizationId = caller.organizationId ?? '';
    const org = ['--org', organizationId];
    const user = await server.admin<{ id: string }>('users', 'add', ...org, '--email', 'ada@example.com');
    const linked = new Caller(server.url, (await server.adminKey(organizationId, '--user', user.id)).key);
    const made = await create({}, linked);
    assert.deepEqual([made.created_by_actor_id, made.updated_by_actor_id], [user.id, user.id]);
    ok(
      await linked.post(inWorkspace(byDefault), {
        service_account_id: made.id,
        workspace_role: 'workspace_user',
      }),
    );
    const { created_by_actor_id } = ok<Account>(await caller.get(inWorkspace(byDefault, made.id)));
    assert.equal(created_by_actor_id, user.id);
    assert.equal((await archive(made.id)).archived_by_actor_id, null);
  });
});

describe('update', () => {
  it('changes what is sent and when it was updated; null clears the description and leaves the role', async () => {
    const made = await create({ description: 'First', organization_role: 'admin' });
    const path = `${accounts}/${made.id}`;
    const cleared = ok<Account>(await caller.post(path, { description: null, organization_role: null }));
    assert.ok(cleared.updated_at > made.updated_at);
    assert.deepEqual(cleared, { ...made, description: '', updated_at: cleared.updated_at });
    const changed = ok<Account>(await caller.post(path, { organization_role: 'developer' }));
    assert.deepEqual([changed.description, changed.organization_role], ['', 'developer']);
    assert.deepEqual(ok(await caller.get(path)), changed);
  });

  it('moves nothing if nothing changes', async () => {
    const made = await create({ description: 'Same' });
    for (const body of [{}, { description: 'Same' }, { organization_role: 'developer' }]) {
      assert.deepEqual(ok(await caller.post(`${accounts}/${made.id}`, body)), made);
    }
  });

  it('refuses a name, and an archived account', async () => {
    const { id, name } = await create();
    invalid(await caller.post(`${accounts}/${id}`, { name }), 'name: Extra inputs are not permitted');
    await archive(id);
    invalid(await caller.post(`${accounts}/${id}`, {}), 'An archived service account can’t be updated.');
  });
});

describe('archive', () => {
  it('is final and can be repeated', async () => {
    const made = await create();
    const archived = await archive(made.id);
    assert.ok((archived.archived_at ?? '') > made.created_at);
    assert.deepEqual(archived, { ...made, archived_at: archived.archived_at });
    assert.deepEqual(await archive(made.id), archived);
    assert.deepEqual(ok(await caller.get(`${accounts}/${made.id}`)), archived);
  });
});

describe('an ID that names nothing', async () => {
  const foreign = (await create({}, await server.organization())).id;
  for (const id of [unknown, foreign, 'svac_test', '%00', 'x'.repeat(300), byDefault]) {
    it(`${id.slice(0, 40)} is 404`, async () => {
      const { id: workspace } = await caller.create();
      const role = { workspace_role: 'workspace_user' };
      const answers = [
        await caller.get(`${accounts}/${id}`),
        await caller.post(`${accounts}/${id}`, {}),
        await caller.post(`${accounts}/${id}/archive`),
        await caller.get(ofAccount(id)),
        await caller.post(ofAccount(id), { workspace_id: workspace, ...role }),
        await caller.send('DELETE', ofAccount(id, workspace)),
        await caller.get(inWorkspace(workspace, id)),
        await caller.post(inWorkspace(workspace, id), role),
        await caller.send('DELETE', inWorkspace(workspace, id)),
      ];
      for (const answer of answers) notFound(answer, 'Service account not found.');
      const inBody = { service_account_id: decodeURIComponent(id), ...role };
      if (id !== '%00')
        notFound(await caller.post(inWorkspace(workspace), inBody), 'Service account not found.');
    });
  }

  it('also a workspace’s, in a path or in a body', async () => {
    const { id } = await create();
    const { id: elsewhere } = await (await server.organization()).create();
    const body = { service_account_id: id, workspace_role: 'workspace_user' };
    for (const workspace of ['wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ', elsewhere]) {
      for (const answer of [
        await caller.get(inWorkspace(workspace)),
        await caller.post(inWorkspace(workspace), body),
        await caller.get(inWorkspace(workspace, id)),
        await caller.send('DELETE', ofAccount(id, workspace)),
        await caller.post(ofAccount(id), { workspace_id: workspace, workspace_role: 'workspace_user' }),
      ])
        notFound(answer, 'Workspace not found.');
    }
  });
});

describe('list', async () => {
  const own = await server.organization();
  const made: string[] = [];
  for (let index = 0; index < 25; index++) made.unshift((await create({}, own)).id);
  const idsOf = ({ data }: TokenPage<Account>) => data.map(({ id }) => id);

  it('has 20 at first, newest first, without has_more', async () => {
    const page = await list(accounts, own);
    assert.deepEqual(Object.keys(page), ['data', 'next_page']);
    assert.deepEqual(idsOf(page), made.slice(0, 20));
    assert.match(page.next_page ?? '', /^page_/);
    const rest = await list(`${accounts}?page=${page.next_page}`, own);
    assert.deepEqual([idsOf(rest), rest.next_page], [made.slice(20), null]);
  });

  it('shows archived ones only if asked, and neither skips nor repeats while others are archived', async () => {
    const first = await list(`${accounts}?limit=10`, own);
    for (const id of [made[9], made[15]]) ok(await own.post(`${accounts}/${id}/archive`));
    const next = await list(`${accounts}?limit=10&page=${first.next_page}`, own);
    assert.deepEqual(idsOf(next), [...made.slice(10, 15), ...made.slice(16, 21)]);
    assert.deepEqual(idsOf(await list(`${accounts}?limit=100&include_archived=true`, own)), made);
  });

  it('takes 1 to 100 at once, and only its own tokens', async () => {
    assert.equal(idsOf(await list(`${accounts}?limit=1`, own)).length, 1);
    const { next_page } = await list(`${accounts}?limit=1`, own);
    const faults: [query: string, message: string][] = [
      ['limit=0', 'limit: Input should be greater than or equal to 1'],
      ['limit=101', 'limit: Input should be less than or equal to 100'],
      ['page=page_x', 'page: invalid cursor'],
      [`page=${next_page}`, 'page: cursor does not match current query parameters'],
      ['after_id=x', 'after_id: Extra inputs are not permitted'],
    ];
    for (const [query, message] of faults) invalid(await own.get(`${accounts}?${query}`), message);
    const asNew = { 'anthropic-version': '2026-10-21' };
    const other = await own.get(`${accounts}?limit=1&page=${next_page}`, asNew);
    invalid(other, 'page: cursor was issued by a different API version');
  });

  for (const [name, client] of [
    ['1.x', new Anthropic({ baseURL: own.url, apiKey: own.key }).organization],
    ['0.137', new Former({ baseURL: own.url, apiKey: own.key }).beta.organization],
  ] as const) {
    it(`pages with the official library ${name}, which can also do the rest`, async () => {
      const seen: string[] = [];
      for await (const { id } of client.serviceAccounts.list({ limit: 7, include_archived: true }))
        seen.push(id);
      assert.deepEqual(seen.slice(-25), made);
      const { id } = await client.serviceAccounts.create({ name: named(), description: 'x' });
      assert.equal((await client.serviceAccounts.retrieve(id)).id, id);
      assert.equal((await client.serviceAccounts.update(id, { description: null })).description, '');
      const { id: workspace_id } = await own.create();
      const { serviceAccounts: members } = client.workspaces;
      const role = { workspace_role: 'workspace_admin' } as const;
      assert.equal((await members.add(workspace_id, { service_account_id: id, ...role })).implicit, false);
      const update = { workspace_id, workspace_role: 'workspace_user' } as const;
      assert.equal((await members.update(id, update)).workspace_role, 'workspace_user');
      assert.equal((await members.retrieve(id, { workspace_id })).workspace_id, workspace_id);
      const inIt: string[] = [];
      for await (const member of members.list(workspace_id)) inIt.push(member.service_account_id);
      assert.deepEqual(inIt, [id]);
      await client.serviceAccounts.workspaces.add(id, { workspace_id, ...role });
      const its: string[] = [];
      for await (const member of client.serviceAccounts.workspaces.list(id, { limit: 1 }))
        its.push(member.workspace_id);
      assert.deepEqual(its.slice(1), [workspace_id]);
      const gone = { type: 'service_account_workspace_member_deleted', service_account_id: id, workspace_id };
      assert.deepEqual(
        await client.serviceAccounts.workspaces.remove(workspace_id, { service_account_id: id }),
        gone,
      );
      assert.deepEqual(await members.remove(id, { workspace_id }), gone);
      assert.notEqual((await client.serviceAccounts.archive(id)).archived_at, null);
    });
  }
});

describe('memberships', () => {
  const asRole = (workspace_role: string) => ({ workspace_role });
  const user = asRole('workspace_user');

  it('are one row with two sides; adding again replaces the role', async () => {
    const [{ id: account }, { id: workspace }] = [await create(), await caller.create()];
    const body = { service_account_id: account, ...asRole('workspace_developer') };
    const added = ok<Member>(await caller.post(inWorkspace(workspace), body));
    assert.deepEqual(added, {
      type: 'service_account_workspace_member',
      service_account_id: account,
      workspace_id: workspace,
      workspace_role: 'workspace_developer',
      implicit: false,
      created_by_actor_id: null,
    });
    assert.deepEqual((await list<Member>(inWorkspace(workspace))).data, [added]);
    const admin = { ...added, workspace_role: 'workspace_admin' };
    const replaced = await caller.post(ofAccount(account), {
      workspace_id: workspace,
      ...asRole('workspace_admin'),
    });
    assert.deepEqual(ok(replaced), admin);
    assert.deepEqual(ok(await caller.get(inWorkspace(workspace, account))), admin);
    assert.deepEqual((await list<Member>(ofAccount(account))).data[1], admin);
    const restricted = asRole('workspace_restricted_developer');
    assert.deepEqual(ok(await caller.post(inWorkspace(workspace, account), restricted)), {
      ...added,
      ...restricted,
    });
    const gone = { service_account_id: account, workspace_id: workspace };
    for (const path of [
      inWorkspace(workspace, account),
      inWorkspace(workspace, account),
      ofAccount(account, workspace),
    ]) {
      const removed = ok(await caller.send('DELETE', path));
      assert.deepEqual(removed, { type: 'service_account_workspace_member_deleted', ...gone });
    }
    const message = 'The service account is not a member of the workspace.';
    notFound(await caller.get(inWorkspace(workspace, account)), message);
    notFound(await caller.post(inWorkspace(workspace, account), user), message);
  });

  it('have one of four roles', async () => {
    const [{ id: account }, { id: workspace }] = [await create(), await caller.create()];
    const sentence =
      "workspace_role: Input should be 'workspace_user', 'workspace_developer', 'workspace_restricted_developer' or 'workspace_admin'";
    for (const [path, ids] of [
      [inWorkspace(workspace), { service_account_id: account }],
      [ofAccount(account), { workspace_id: workspace }],
      [inWorkspace(workspace, account), {}],
    ] as const) {
      invalid(await caller.post(path, { ...ids, ...asRole('workspace_billing') }), sentence);
      invalid(await caller.post(path, ids), 'workspace_role: Field required');
    }
  });

  it('of the default workspace are implicit until they are explicit', async () => {
    const { id: account } = await create();
    const implicit = {
      type: 'service_account_workspace_member',
      service_account_id: account,
      workspace_id: byDefault,
      workspace_role: 'workspace_user',
      implicit: true,
      created_by_actor_id: null,
    };
    const path = inWorkspace(byDefault, account);
    const isListed = async () =>
      (await list<Member>(`${inWorkspace(byDefault)}?limit=100`)).data.some(
        (each) => each.service_account_id === account,
      );
    assert.deepEqual(ok(await caller.get(path)), implicit);
    assert.equal(await isListed(), false);
    assert.deepEqual((await list<Member>(ofAccount(account))).data, [implicit]);
    const message =
      'The implicit membership of the default workspace can’t be updated: add the service account.';
    invalid(await caller.post(path, user), message);
    ok(await caller.send('DELETE', path));
    assert.deepEqual(ok(await caller.get(path)), implicit);

    const body = { workspace_id: byDefault, ...asRole('workspace_admin') };
    const explicit = { ...implicit, ...asRole('workspace_admin'), implicit: false };
    assert.deepEqual(ok(await caller.post(ofAccount(account), body)), explicit);
    assert.deepEqual([ok(await caller.get(path)), await isListed()], [explicit, true]);
    assert.deepEqual((await list<Member>(ofAccount(account))).data, [explicit]);
    assert.deepEqual(ok(await caller.post(path, user)), { ...explicit, ...user });
    ok(await caller.send('DELETE', path));
    assert.deepEqual(ok(await caller.get(path)), implicit);
  });

  it('of an account: the implicit one comes first, beyond the limit, the others newest first', async () => {
    const { id: account } = await create();
    const made: string[] = [];
    for (let index = 0; index < 3; index++) {
      const { id } = await caller.create();
      made.unshift(id);
      ok(await caller.post(ofAccount(account), { workspace_id: id, ...user }));
    }
    const seen: string[][] = [];
    for (let page: string | null = ''; page !== null; ) {
      const asked: TokenPage<Member> = await list(`${ofAccount(account)}?limit=1${page && `&page=${page}`}`);
      seen.push(asked.data.map(({ workspace_id }) => workspace_id));
      page = asked.next_page;
    }
    assert.deepEqual(seen, [[byDefault, made[0]], [made[1]], [made[2]]]);
  });

  it('of an archived account are gone', async () => {
    const [{ id: account }, { id: workspace }] = [await create(), await caller.create()];
    ok(await caller.post(ofAccount(account), { workspace_id: workspace, ...user }));
    await archive(account);
    assert.deepEqual(await list(ofAccount(account)), { data: [], next_page: null });
    assert.deepEqual((await list(inWorkspace(workspace))).data, []);
    for (const place of [workspace, byDefault]) notFound(await caller.get(inWorkspace(place, account)));
    const message = 'The service account is archived.';
    invalid(await caller.post(inWorkspace(workspace, account), user), message);
    invalid(await caller.post(inWorkspace(workspace), { service_account_id: account, ...user }), message);
    invalid(await caller.post(ofAccount(account), { workspace_id: workspace, ...user }), message);
  });

  it('of an archived workspace are seen and removed from the account’s side only', async () => {
    const [{ id: account }, { id: workspace }] = [await create(), await caller.create()];
    const member = ok(await caller.post(ofAccount(account), { workspace_id: workspace, ...user }));
    await caller.archive(workspace);
    const path = inWorkspace(workspace, account);
    for (const answer of [
      await caller.get(inWorkspace(workspace)),
      await caller.post(inWorkspace(workspace), { service_account_id: account, ...user }),
      await caller.get(path),
      await caller.post(path, user),
      await caller.send('DELETE', path),
      await caller.post(ofAccount(account), { workspace_id: workspace, ...user }),
    ])
      invalid(answer, 'The workspace is archived.');
    assert.deepEqual((await list<Member>(ofAccount(account))).data[1], member);
    ok(await caller.send('DELETE', ofAccount(account, workspace)));
    assert.equal((await list<Member>(ofAccount(account))).data.length, 1);
  });
});
