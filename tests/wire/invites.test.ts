import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import Former from 'anthropic-sdk-0';
import { startServer } from './harness.ts';
import { request } from './http.ts';
import { bodyOf, type Invite, invite, invites, join, list, type User, users } from './people.ts';
import { invalid, notFound, refused } from './shapes.ts';

/** What the system that mails invites received. */
interface Notice {
  type: string;
  invite: Invite;
  token: string;
  url: string;
}
const notices: Notice[] = [];
let notified = Promise.withResolvers<void>();
const mailer = createServer(async (incoming, outgoing) => {
  const chunks = await incoming.toArray();
  notices.push(JSON.parse(Buffer.concat(chunks).toString()));
  outgoing.writeHead(notices.length === 1 ? 500 : 204).end();
  notified.resolve();
}).listen(0, '127.0.0.1');
await once(mailer, 'listening');
after(() => mailer.close());

const server = await startServer({
  'invite-webhook': `http://127.0.0.1:${(mailer.address() as AddressInfo).port}/hook`,
  'public-url': 'https://people.example.com/',
});
const limited = await startServer({
  'member-limit': 3,
  'email-domains': 'A.com,b.org',
  'invite-lifetime': 2,
});
const [ours, theirs] = [await server.organization('Ours'), await server.organization('Theirs')];
const foreign = await invite(theirs, 'foreign@a.com');
const nameless = ['invite_01JwQvzr7rXLA5AGx3HKfFUJ', 'invite_01', 'x', '%00', foreign.id];
const day = 86_400_000;

/** Invites somebody and waits for the notice. */
async function notice(email: string): Promise<Notice> {
  notified = Promise.withResolvers();
  const made = await invite(ours, email);
  await notified.promise;
  const found = notices.find((each) => each.invite.id === made.id);
  assert.ok(found);
  return found;
}

const acceptAt = (id: string) => `/x/v1/organizations/invites/${id}/accept`;
const redeem = (body: object, headers = {}) =>
  request(server.url, 'POST', '/x/v1/invites/accept', { body, headers });
const remove = (id: string) => ours.send('DELETE', `${invites}/${id}`);

interface Accepted {
  type: string;
  invite: Invite;
  user: User;
}

describe('create', () => {
  it('answers a pending invite, every member present, which get and list have too', async () => {
    const made = await invite(ours, 'Jane+x@Example.com', 'developer');
    assert.match(made.id, /^invite_01[1-9A-HJ-NP-Za-km-z]{22}$/);
    assert.match(made.invited_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    assert.equal(made.invited_at.slice(-7), made.expires_at.slice(-7));
    assert.equal(Date.parse(made.expires_at) - Date.parse(made.invited_at), 21 * day);
    assert.deepEqual(made, {
      id: made.id,
      type: 'invite',
      email: 'Jane+x@Example.com',
      role: 'developer',
      status: 'pending',
      invited_at: made.invited_at,
      expires_at: made.expires_at,
      accepted_at: null,
      rbac_group_ids: [],
    });
    assert.deepEqual(bodyOf(await ours.get(`${invites}/${made.id}`)), made);
    assert.deepEqual((await list<Invite>(ours, invites)).data[0], made);
  });

  it('rbac_group_ids may be null or empty', async () => {
    for (const rbac_group_ids of [null, []]) {
      const email = `groups${String(rbac_group_ids)}@a.com`;
      bodyOf(await ours.post(invites, { email, role: 'user', rbac_group_ids }));
    }
  });

  it('an address may have 254 characters', async () => {
    bodyOf(await ours.post(invites, { email: `${'a'.repeat(248)}@a.com`, role: 'user' }));
  });

  const valid = { email: 'new@a.com', role: 'user' };
  const roles = "role: Input should be 'user', 'developer', 'billing' or 'claude_code_user'";
  for (const [fields, message] of [
    [{ email: undefined }, 'email: Field required'],
    [{ email: null }, 'email: Input should be a valid string'],
    [{ email: `${'a'.repeat(249)}@a.com` }, 'email: String should have at most 254 characters'],
    ...['a', '@a', 'a@', 'a@b@c', 'a b@c', ''].map((email) => [
      { email },
      'email: Input should be an email address',
    ]),
    [{ role: undefined }, 'role: Field required'],
    [{ role: 'admin' }, roles],
    [{ role: 'managed' }, roles],
    [{ rbac_group_ids: ['g'] }, 'rbac_group_ids: groups are not available in this organization'],
    [{ rbac_group_ids: [1] }, 'rbac_group_ids.0: Input should be a valid string'],
    [{ rbac_group_ids: Array(101).fill('g') }, 'rbac_group_ids: List should have at most 100 items'],
    [{ expires_at: 'x' }, 'expires_at: Extra inputs are not permitted'],
  ] as [object, string][]) {
    it(`400: ${JSON.stringify(fields).slice(0, 60)}`, async () => {
      invalid(await ours.post(invites, { ...valid, ...fields }), message);
    });
  }

  it('400: the address of a member, whatever its letter case; not one with another tag', async () => {
    const { id } = await join(ours, 'member@a.com');
    const message = `email: is already a member of the organization: ${id}`;
    invalid(await ours.post(invites, { email: 'MEMBER@a.com', role: 'user' }), message, 'already_member');
    await invite(ours, 'member+x@a.com');
    await invite(theirs, 'member@a.com');
  });

  it('400: an address with a pending invite, until that is deleted', async () => {
    const { id } = await invite(ours, 'twice@a.com');
    const message = `email: there is a pending invite for this address: ${id}`;
    const again = () => ours.post(invites, { email: 'Twice@a.com', role: 'user' });
    invalid(await again(), message, 'invite_already_exists');
    bodyOf(await remove(id));
    bodyOf(await again());
  });

  it('a counted retry gets the invite that the first attempt made, and an Idempotency-Key too', async () => {
    const [first, second] = [
      { email: 'retried@a.com', role: 'user' },
      { email: 'keyed@a.com', role: 'user' },
    ];
    const made = bodyOf(await ours.post(invites, first));
    assert.deepEqual(bodyOf(await ours.post(invites, first, { 'x-stainless-retry-count': '1' })), made);
    invalid(await ours.post(invites, first), undefined, 'invite_already_exists');
    const key = { 'idempotency-key': crypto.randomUUID() };
    const keyed = bodyOf(await ours.post(invites, second, key));
    assert.deepEqual(bodyOf(await ours.post(invites, second, key)), keyed);
  });
});

describe('limits', async () => {
  const full = await limited.organization();

  it('the domain must be one of those allowed; letter case is ignored', async () => {
    const { invited_at, expires_at, id } = await invite(full, 'x@A.COM');
    assert.equal(Date.parse(expires_at) - Date.parse(invited_at), 2 * day);
    for (const domain of ['c.com', 'sub.a.com', 'xa.com', 'b.org.com']) {
      const answer = await full.post(invites, { email: `x@${domain}`, role: 'user' });
      invalid(answer, 'email: invites to this domain are not allowed', 'email_domain_not_allowed');
    }
    bodyOf(await full.send('DELETE', `${invites}/${id}`));
  });

  it('members and pending invites count, and nothing else', async () => {
    const first = await join(full, 'a@a.com');
    const { id } = await invite(full, 'b@b.org');
    await invite(full, 'c@b.org');
    const fourth = () => full.post(invites, { email: 'd@a.com', role: 'user' });
    const message = 'email: the organization has reached its limit of 3 members and pending invites';
    invalid(await fourth(), message, 'org_member_limit_exceeded');
    invalid(await full.post(invites, { email: 'c@b.org', role: 'user' }), undefined, 'invite_already_exists');
    bodyOf(await full.post(acceptAt(id), {}));
    invalid(await fourth(), message, 'org_member_limit_exceeded');
    bodyOf(await full.send('DELETE', `${users}/${first.id}`));
    bodyOf(await fourth());
  });
});

describe('list', async () => {
  const caller = await server.organization('Lists');
  const pending = await invite(caller, 'pending@a.com', 'billing');
  const { id } = await invite(caller, 'Accepted@a.com', 'developer');
  const { invite: accepted } = bodyOf<Accepted>(await caller.post(acceptAt(id), {}));
  const deleted = await invite(caller, 'deleted@a.com');
  bodyOf(await caller.send('DELETE', `${invites}/${deleted.id}`));

  for (const [query, found] of [
    ['', [accepted, pending]],
    ['?statuses[]=accepted', [accepted]],
    ['?statuses[]=pending', [pending]],
    ['?statuses[]=expired', []],
    ['?statuses=expired&statuses=pending', [pending]],
    ['?statuses[]=expired&statuses[]=accepted', [accepted]],
    ['?statuses%5B%5D=pending&statuses%5B%5D=accepted', [accepted, pending]],
    ['?statuses[]=pending&statuses[]=accepted&statuses[]=expired', [accepted, pending]],
    ['?statuses[]=', [accepted, pending]],
    ['?email=accepted%2Bx@a.com', [accepted]],
    ['?email=deleted@a.com', []],
    ['?roles=billing&roles=admin', [pending]],
    ['?roles[]=billing&statuses[]=accepted', []],
    ['?limit=1&email=pending@a.com', [pending]],
    [`?after_id=${accepted.id}`, [pending]],
    [`?after_id=${deleted.id}`, [accepted, pending]],
    [`?before_id=${pending.id}`, [accepted]],
  ] as const) {
    it(query || 'all but deleted ones, newest first', async () => {
      const page = await list<Invite>(caller, invites, query);
      const [first_id = null, last_id = null] = [found.at(0)?.id, found.at(-1)?.id];
      assert.deepEqual(page, { data: found, has_more: false, first_id, last_id });
    });
  }

  for (const [query, message] of [
    ['statuses[]=deleted', "statuses[].0: Input should be 'accepted', 'expired' or 'pending'"],
    ['roles[]=x', "roles[].0: Input should be 'admin', 'billing', 'claude_code_user', 'developer' or 'user'"],
    [`after_id=${foreign.id}`, 'after_id: not found in this organization'],
    ['status=pending', 'status: Extra inputs are not permitted'],
  ] as const) {
    it(`400: ${query}`, async () => invalid(await caller.get(`${invites}?${query}`), message));
  }
});

describe('delete', () => {
  it('a pending invite is gone, and deleting again is fine', async () => {
    const { id } = await invite(ours, 'gone@a.com');
    for (let time = 1; time <= 2; time++) {
      assert.deepEqual(bodyOf(await remove(id)), { id, type: 'invite_deleted' });
      notFound(await ours.get(`${invites}/${id}`));
      notFound(await ours.post(acceptAt(id), {}));
    }
  });

  it('400: an accepted invite', async () => {
    const { id } = await invite(ours, 'fixed@a.com');
    bodyOf(await ours.post(acceptAt(id), {}));
    invalid(await remove(id), 'An accepted invite can’t be deleted.');
  });

  it('404 for every ID that names nothing here, with every operation', async () => {
    for (const id of nameless) {
      notFound(await remove(id), 'Invite not found.');
      notFound(await ours.get(`${invites}/${id}`), 'Invite not found.');
      notFound(await ours.post(acceptAt(id), {}), 'Invite not found.');
    }
    bodyOf(await theirs.get(`${invites}/${foreign.id}`));
  });
});

describe('accept', () => {
  it('makes a user with the email and role of the invite; again, the same one', async () => {
    const made = await invite(ours, 'Ada@a.com', 'developer');
    const accepted = bodyOf<Accepted>(await ours.post(acceptAt(made.id), { name: 'Ada' }));
    const { user, invite: now } = accepted;
    assert.deepEqual(accepted, {
      type: 'invite_accepted',
      invite: { ...made, status: 'accepted', accepted_at: user.added_at },
      user: { ...user, type: 'user', email: 'Ada@a.com', role: 'developer', name: 'Ada' },
    });
    assert.deepEqual(bodyOf(await ours.get(`${invites}/${made.id}`)), now);
    assert.deepEqual(bodyOf(await ours.get(`${users}/${user.id}`)), user);
    assert.deepEqual(bodyOf(await ours.post(acceptAt(made.id), { name: 'Eve' })), accepted);
    assert.equal((await list(ours, users, '?email=ada@a.com')).data.length, 1);
    bodyOf(await ours.send('DELETE', `${users}/${user.id}`));
    invalid(await ours.post(acceptAt(made.id), {}), 'The invite was used, and its user was removed since.');
  });

  it('the name is at most 255 characters, null is no name', async () => {
    const { id } = await invite(ours, 'named@a.com');
    const path = acceptAt(id);
    invalid(
      await ours.post(path, { name: 'x'.repeat(256) }),
      'name: String should have at most 255 characters',
    );
    invalid(await ours.post(path, { token: 'x' }), 'token: Extra inputs are not permitted');
    assert.equal(bodyOf<Accepted>(await ours.post(path, { name: null })).user.name, '');
  });

  it('400: the person has become a member meanwhile', async () => {
    const { id } = await invite(ours, 'meanwhile@a.com');
    const args = ['--org', ours.organizationId ?? '', '--email', 'Meanwhile@a.com'];
    const user = await server.admin<User>('users', 'add', ...args);
    const message = `The address is already that of a member: ${user.id}`;
    invalid(await ours.post(acceptAt(id), {}), message, 'already_member');
  });
});

describe('accept with a token, without a key', () => {
  it('the invite and its token are posted to the webhook, once', async () => {
    const told = await notice('posted@a.com');
    assert.deepEqual(told, {
      type: 'invite',
      invite: bodyOf(await ours.get(`${invites}/${told.invite.id}`)),
      token: told.token,
      url: `https://people.example.com/console/invite#${told.token}`,
    });
    assert.match(told.token, /^[\w-]{52}$/);
    assert.equal(notices.filter(({ invite }) => invite.id === told.invite.id).length, 1);
  });

  it('makes the user; again, the same one', async () => {
    const { token, invite: made } = await notice('token@a.com');
    const accepted = bodyOf<Accepted>(await redeem({ token, name: 'T' }, { 'x-api-key': 'nonsense' }));
    assert.equal(accepted.invite.id, made.id);
    assert.equal(accepted.user.name, 'T');
    assert.deepEqual(bodyOf(await ours.get(`${users}/${accepted.user.id}`)), accepted.user);
    assert.deepEqual(bodyOf(await redeem({ token })), accepted);
    assert.deepEqual(bodyOf(await ours.post(acceptAt(made.id), {})), accepted);
  });

  it('404: an unknown token, and that of a deleted invite', async () => {
    const { token, invite: made } = await notice('late@a.com');
    bodyOf(await remove(made.id));
    for (const wrong of [token, token.slice(1), 'x', '', made.id])
      notFound(await redeem({ token: wrong }), 'Invite not found.');
  });

  for (const [body, message] of [
    [{}, 'token: Field required'],
    [{ token: 1 }, 'token: Input should be a valid string'],
    [{ token: 'x'.repeat(256) }, 'token: String should have at most 255 characters'],
    [{ token: 'x', name: 1 }, 'name: …'],
    [{ token: 'x', role: 'admin' }, 'role: Extra inputs are not permitted'],
  ] as const) {
    it(`400: ${JSON.stringify(body).slice(0, 30)}`, async () => invalid(await redeem(body), message));
  }

  it('the log has no token', async () => {
    assert.ok(notices.length > 5);
    for (const { token } of notices) assert.ok(!server.log.includes(token));
    assert.match(server.log, /status 500.*an invite could not be posted/);
  });

  it('429: an address tries too many wrong tokens', async () => {
    let answer = await redeem({ token: 'wrong' });
    // The minute may end in between.
    for (let tried = 1; tried <= 62 && answer.status === 404; tried++)
      answer = await redeem({ token: 'wrong' });
    refused(answer, 429, 'rate_limit_error');
    assert.match(String(answer.headers['retry-after']), /^([1-9]|[1-5]\d|60)$/);
    assert.equal((await ours.get(invites)).status, 200);
  });
});

it('reading needs read:members, writing write:members', async () => {
  const key = async (scope: string) =>
    (await server.adminKey(ours.organizationId ?? '', '--scopes', scope)).key;
  const [reading, writing] = [await key('read:members'), await key('write:members')];
  const send = (by: string, method: string, path: string) =>
    ours.send(method, path, { body: method === 'POST' ? {} : undefined, headers: { 'x-api-key': by } });
  assert.equal((await send(reading, 'GET', invites)).status, 200);
  for (const [method, path] of [
    ['POST', invites],
    ['POST', acceptAt('x')],
    ['DELETE', `${invites}/x`],
  ] as const) {
    const message = "Missing required scopes. Needed: ['write:members']";
    refused(await send(reading, method, path), 403, 'permission_error', message);
    assert.notEqual((await send(writing, method, path)).status, 403);
  }
  for (const path of [invites, `${invites}/x`]) assert.equal((await send(writing, 'GET', path)).status, 403);
});

describe('the official SDKs', async () => {
  const many = await server.organization('Many');
  for (let index = 0; index < 14; index++) await invite(many, `p${index}@a.com`);
  const options = { baseURL: server.url, apiKey: many.key };
  const surfaces = {
    '1.x organization': new Anthropic(options).organization.invites,
    '1.x beta': new Anthropic(options).beta.organization.invites,
    '0.137 beta': new Former(options).beta.organization.invites as unknown as Anthropic.Organization.Invites,
  };
  for (const [name, client] of Object.entries(surfaces)) {
    it(`${name}: auto-paging in both directions keeps its place when invites are deleted or accepted`, async () => {
      const all = (await list<Invite>(many, invites, '?limit=1000&statuses=pending')).data.map(
        ({ id }) => id,
      );
      const forward: string[] = [];
      for await (const { id } of client.list({ limit: 3, statuses: ['pending'] })) {
        forward.push(id);
        if (forward.length === 3) await client.delete(id);
        if (forward.length === 6) bodyOf(await many.post(acceptAt(id), {}));
      }
      assert.deepEqual(forward, all);
      const left = all.filter((_id, index) => index !== 2 && index !== 5);
      const backward: string[] = [];
      const query = { limit: 2, before_id: left.at(-1) as string, statuses: ['pending' as const] };
      for await (const { id } of client.list(query)) backward.push(id);
      assert.deepEqual(backward.toSorted(), left.slice(0, -1).toSorted());
      assert.deepEqual(backward.slice(0, 2), left.slice(-3, -1));
    });

    it(`${name}: create, retrieve, filters, codes`, async () => {
      const made = await client.create({ email: `${name.replaceAll(' ', '')}@b.com`, role: 'developer' });
      assert.deepEqual(await client.retrieve(made.id), made);
      const found = await client.list({ email: made.email, roles: ['developer'], statuses: ['pending'] });
      assert.deepEqual(found.data, [made]);
      await assert.rejects(
        client.create({ email: made.email, role: 'user' }),
        (error: { status: number; error: unknown }) => {
          assert.match(JSON.stringify(error.error), /"error_code":"invite_already_exists"/);
          return error.status === 400;
        },
      );
    });
  }
});
