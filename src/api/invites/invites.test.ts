import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase, type Kind } from '../../../tests/databases.ts';
import { limits as workspaceLimits } from '../../../tests/limits.ts';
import type { Change, OpenCall, WriteCall } from '../../call.ts';
import { createClock, timestamp } from '../../contract/clock.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { migrate } from '../../db/migrate.ts';
import { openDatabase } from '../../db/open.ts';
import { recordActivities } from '../activities/record.ts';
import { Creates } from '../creates.ts';
import { foundOrganization } from '../organizations/found.ts';
import type { User } from '../users/contract.ts';
import { userHandlers } from '../users/handlers.ts';
import type { Invite, InviteLink, InviteStatus } from './contract.ts';
import { inviteHandlers } from './handlers.ts';
import type { InviteLimits } from './make.ts';

const day = 86_400_000_000;
const noLimits: InviteLimits = { inviteLifetime: 21, memberLimit: 0, emailDomains: [] };

/** A clock that can be set forward, in microseconds. */
function settable() {
  const clock = createClock();
  const set = { ahead: 0 };
  return Object.assign(() => clock() + set.ahead, {
    ago: (before: number) => clock.ago(before) + set.ahead,
    set,
  });
}

/** Two servers on one database, with an organization and a clock that both look at. */
async function twoServers(kind: Kind) {
  const now = settable();
  const url = await kind.url();
  const dbs = await Promise.all([0, 1].map(() => openDatabase(url, { now })));
  const [db] = dbs as [Database, Database];
  await migrate(db, now());
  const { id } = await foundOrganization({ db, now, limits: workspaceLimits }, 'An organization');
  const close = async () => {
    for (const each of dbs) await each.close();
  };
  return { now, dbs: dbs as [Database, Database], id, close, [Symbol.asyncDispose]: close };
}

/** The operations as one server runs them. */
function caller(db: Database, now: ReturnType<typeof settable>, organizationId: string, limits = noLimits) {
  const tokens: string[] = [];
  const creates = new Creates({ safeReplays: true, onReplayClaimed: () => {} });
  const handlers = inviteHandlers({
    limits,
    creates,
    publicUrl: undefined,
    notify: (_invite, token) => tokens.push(token),
  });
  const who = { organizationId, keyId: 'apikey_1', scopes: null, via: 'api', wire: 'new', now } as const;
  const actor = { type: 'system_actor', service: 'cli' } as const;
  const recorded = async <C extends Change>(tx: Transaction, change: C) => {
    await recordActivities(tx, organizationId, actor, change);
    return change;
  };
  const write = async <T>(work: (call: WriteCall) => Promise<Change>): Promise<T> => {
    const request = { requestHash: 'hash', replay: 0, delivery: undefined };
    const change = await db.transaction(organizationId, async (tx) =>
      recorded(tx, await work({ ...who, ...request, db: tx })),
    );
    change.afterwards?.();
    return JSON.parse(change.answer) as T;
  };
  const open: OpenCall = {
    db,
    wire: 'new',
    transaction: async (id, work) =>
      (await db.transaction(id, async (tx) => recorded(tx, await work(tx)))).answer,
  };
  let until = '';
  const reading = {
    ...who,
    db,
    expectBytes: () => {},
    turn: async () => {},
    tokens: { issue: () => '', read: () => [] },
    validUntil: (time: string) => {
      until = time;
    },
  };
  const at = (invite_id: string) => ({ params: { invite_id }, query: undefined, body: undefined });
  return {
    create: (email: string) =>
      write<Invite>((call) =>
        handlers.create({ params: undefined, query: undefined, body: { email, role: 'user' } }, call),
      ),
    /** The token of the latest create. */
    token: () => tokens.at(-1) as string,
    delete: (id: string) => write((call) => handlers.delete(at(id), call)),
    link: (id: string) => write<InviteLink>((call) => handlers.link(at(id), call)),
    accept: (id: string) => write<{ user: User }>((call) => handlers.accept({ ...at(id), body: {} }, call)),
    redeem: async (token: string) =>
      JSON.parse(await handlers.redeem({ params: undefined, query: undefined, body: { token } }, open)) as {
        user: User;
      },
    remove: (user_id: string) =>
      write((call) => userHandlers.remove({ params: { user_id }, query: undefined, body: undefined }, call)),
    users: async (): Promise<string[]> =>
      (
        await db.all<{ id: string }>(
          'SELECT id FROM users WHERE organization_id = $1 AND deleted_at IS NULL',
          organizationId,
        )
      ).map(({ id }) => id),
    pending: async () => (await list({ 'statuses[]': ['pending'] })).length,
    events: async () =>
      (
        await db.all<{ type: string }>(
          'SELECT type FROM activities WHERE organization_id = $1 ORDER BY id',
          organizationId,
        )
      ).map(({ type }) => type),
    list,
    get: async (id: string) => JSON.parse(await handlers.retrieve(at(id), reading)) as Invite,
    /** Until when the latest read said that it is valid. */
    until: () => until,
  };

  async function list(query: { 'statuses[]'?: InviteStatus[] } = {}): Promise<Invite[]> {
    const usual = { limit: 20, 'roles[]': [], 'statuses[]': [] };
    const input = { params: undefined, query: { ...usual, ...query }, body: undefined };
    return JSON.parse(await handlers.list(input, reading)).data;
  }
}

/** The same organization on both servers. */
function both({ dbs: [first, second], now, id }: Awaited<ReturnType<typeof twoServers>>, limits = noLimits) {
  return [caller(first, now, id, limits), caller(second, now, id, limits)] as const;
}

const outcomes = (results: PromiseSettledResult<unknown>[]) =>
  results.map((result) =>
    result.status === 'fulfilled' ? 'done' : result.reason.message.replace(/_01\w+/, '_'),
  );
const times = 8;

forEachDatabase((kind) => {
  test('an invite expires by the clock alone: status, filters, cached answers, and what can still be done', async () => {
    await using servers = await twoServers(kind);
    const own = caller(servers.dbs[0], servers.now, servers.id);
    const first = await own.create('first@a.com');
    servers.now.set.ahead = day;
    const second = await own.create('second@a.com');
    const token = own.token();
    assert.equal((await own.get(first.id)).status, 'pending');
    assert.equal(own.until(), first.expires_at);
    await own.list();
    assert.equal(own.until(), first.expires_at);

    servers.now.set.ahead = 21 * day;
    const expired = { ...first, status: 'expired' };
    assert.deepEqual(await own.get(first.id), expired);
    assert.deepEqual(await own.list(), [second, expired]);
    assert.equal(own.until(), second.expires_at);
    assert.deepEqual(await own.list({ 'statuses[]': ['expired'] }), [expired]);
    assert.deepEqual(await own.list({ 'statuses[]': ['pending'] }), [second]);
    assert.deepEqual(await own.list({ 'statuses[]': ['accepted', 'expired'] }), [expired]);
    assert.deepEqual(await own.list({ 'statuses[]': ['accepted', 'pending'] }), [second]);
    assert.deepEqual(await own.list({ 'statuses[]': ['expired', 'pending'] }), [second, expired]);
    await assert.rejects(own.accept(first.id), { status: 400, message: 'invite has expired' });
    await assert.rejects(own.delete(first.id), {
      status: 400,
      message: 'An expired invite can’t be deleted.',
    });
    await assert.rejects(own.link(first.id), {
      status: 400,
      message: 'The invite has expired: create a new one.',
    });
    const again = await own.create('FIRST@a.com');
    assert.equal((await own.get(again.id)).status, 'pending');

    await own.accept(second.id);
    servers.now.set.ahead = 60 * day;
    assert.equal((await own.get(second.id)).status, 'accepted');
    await own.redeem(token);
  });

  test('at expires_at an invite has expired, a microsecond before it hasn’t', async () => {
    await using servers = await twoServers(kind);
    const now = Object.assign(() => 0, { ago: () => 0, set: { ahead: 0 } });
    const own = caller(servers.dbs[0], servers.now, servers.id);
    const { id, invited_at, expires_at } = await own.create('a@a.com');
    const micros = Date.parse(invited_at) * 1000 + Number(invited_at.slice(23, 26)) + 21 * day;
    assert.equal(timestamp(micros), expires_at);
    for (const [before, status] of [
      [1, 'pending'],
      [0, 'expired'],
    ] as const) {
      const other = caller(
        servers.dbs[0],
        Object.assign(() => micros - before, now),
        servers.id,
      );
      assert.equal((await other.get(id)).status, status);
    }
  });

  test('members of an accepted invite that expires don’t count twice, and expired invites don’t count', async () => {
    await using servers = await twoServers(kind);
    const own = caller(servers.dbs[0], servers.now, servers.id, { ...noLimits, memberLimit: 2 });
    await own.create('a@a.com');
    await own.accept((await own.create('b@a.com')).id);
    await assert.rejects(own.create('c@a.com'), { code: 'org_member_limit_exceeded' });
    servers.now.set.ahead = 22 * day;
    await own.create('c@a.com');
    await assert.rejects(own.create('d@a.com'), { code: 'org_member_limit_exceeded' });
  });

  test('on two servers at once: accept and delete, of which one wins', async () => {
    await using servers = await twoServers(kind);
    const [one, other] = both(servers);
    for (let time = 0; time < times; time++) {
      const { id } = await one.create(`p${time}@a.com`);
      const before = await one.users();
      const settled = await Promise.allSettled([one.redeem(one.token()), other.delete(id)]);
      const joined = (await one.users()).length - before.length;
      const expected = joined
        ? ['done', 'An accepted invite can’t be deleted.']
        : ['Invite not found.', 'done'];
      assert.deepEqual(outcomes(settled), expected);
    }
    const events = await one.events();
    const count = (type: string) => events.filter((each) => each === type).length;
    assert.equal(count('org_user_invite_accepted') + count('org_user_invite_deleted'), times);
    assert.equal(count('claude_user_role_updated'), (await one.users()).length);
  });

  test('on two servers at once: accept and a new link, of which one wins', async () => {
    await using servers = await twoServers(kind);
    const [one, other] = both(servers);
    for (let time = 1; time <= times; time++) {
      const { id } = await one.create(`p${time}@a.com`);
      const settled = await Promise.allSettled([one.redeem(one.token()), other.link(id)]);
      const expected =
        (await one.users()).length === time
          ? ['done', 'The invite was accepted already.']
          : ['Invite not found.', 'done'];
      assert.deepEqual(outcomes(settled), expected);
      if (settled[0].status === 'rejected') await one.redeem(other.token());
    }
  });

  test('on two servers at once: two accepts make one user', async () => {
    await using servers = await twoServers(kind);
    const [one, other] = both(servers);
    for (let time = 1; time <= times; time++) {
      const { id } = await one.create(`p${time}@a.com`);
      const [first, second, third] = await Promise.all([
        one.redeem(one.token()),
        other.accept(id),
        other.redeem(one.token()),
      ]);
      assert.deepEqual(first, second);
      assert.deepEqual(first, third);
      assert.equal((await one.users()).length, time);
    }
    const joins = (await one.events()).filter((type) => type !== 'org_user_invite_sent');
    assert.equal(joins.length, 2 * times);
  });

  test('on two servers at once: of the last two users, one stays', async () => {
    await using servers = await twoServers(kind);
    const [one, other] = both(servers);
    await one.accept((await one.create('first@a.com')).id);
    for (let time = 0; time < times; time++) {
      await one.accept((await one.create(`p${time}@a.com`)).id);
      const [a, b] = (await one.users()) as [string, string];
      const settled = await Promise.allSettled([one.remove(a), other.remove(b)]);
      assert.deepEqual(outcomes(settled).toSorted(), [
        'The last member of an organization can’t be removed.',
        'done',
      ]);
      assert.equal((await one.users()).length, 1);
    }
  });

  test('on two servers at once: two invites for one address, of which one is made', async () => {
    await using servers = await twoServers(kind);
    const [one, other] = both(servers);
    for (let time = 1; time <= times; time++) {
      const settled = await Promise.allSettled([
        one.create(`p${time}@a.com`),
        other.create(`P${time}@a.com`),
      ]);
      assert.deepEqual(outcomes(settled).toSorted(), [
        'done',
        'email: there is a pending invite for this address: invite_',
      ]);
      assert.equal(await one.pending(), time);
    }
  });

  test('on two servers at once: the limit of members holds exactly', async () => {
    await using servers = await twoServers(kind);
    const callers = both(servers, { ...noLimits, memberLimit: 5 });
    const [one] = callers;
    await one.accept((await one.create('member@a.com')).id);
    const settled = await Promise.allSettled(
      Array.from({ length: 20 }, (_each, index) => callers[index % 2]?.create(`p${index}@a.com`)),
    );
    assert.equal(outcomes(settled).filter((outcome) => outcome === 'done').length, 4);
    assert.equal(await one.pending(), 4);
  });
});
