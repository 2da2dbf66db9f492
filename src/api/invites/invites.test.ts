import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase } from '../../../tests/databases.ts';
import { both, caller, noLimits, twoServers } from '../../../tests/invites.ts';
import { timestamp } from '../../contract/clock.ts';

const day = 86_400_000_000;

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
