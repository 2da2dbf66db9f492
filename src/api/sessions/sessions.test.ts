import assert from 'node:assert/strict';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { forEachDatabase, type Kind } from '../../../tests/databases.ts';
import { limits } from '../../../tests/limits.ts';
import { createClock, timestamp } from '../../contract/clock.ts';
import { Authenticator } from '../../http/authenticate.ts';
import { addAdminKey, newAdminKey } from '../admin-keys/key.ts';
import { foundOrganization } from '../organizations/found.ts';
import { beginSession } from './begin.ts';

const hour = 3_600_000;

/** An organization that sessions are begun in, at times that are set by hand, in hours from now. */
async function stage(kind: Kind, t: TestContext) {
  const db = await kind.open();
  const start = Math.floor(Date.now() / 1000) * 1000;
  t.mock.timers.enable({ apis: ['Date'], now: start });
  const now = createClock();
  const { id: organizationId } = await foundOrganization({ db, now, limits }, 'An organization');
  const { id: keyId } = await db.transaction(organizationId, (tx) =>
    addAdminKey(tx, organizationId, newAdminKey(), { name: 'a key', now: now(), expiresAt: null }),
  );
  /** How many statements that delete each session began with. */
  const deletions: number[] = [];
  const set = (hours: number) => t.mock.timers.setTime(start + hours * hour);
  return {
    /** Begins a session, by the clock of a server that has just started. */
    begin(hours: number) {
      set(hours);
      return db.transaction(organizationId, async (tx) => {
        const { mock } = t.mock.method(tx, 'run');
        const token = await beginSession(tx, organizationId, keyId, createClock());
        deletions.push(mock.calls.filter(({ arguments: [sql] }) => sql.startsWith('DELETE')).length);
        return token;
      });
    },
    /** Whether a session is let in, by a server that remembers nothing, once what that writes is stored. */
    async enters(token: string, hours: number) {
      set(hours);
      const request = new IncomingMessage(new Socket());
      request.headers = { cookie: `workspaced_session=${token}`, 'x-workspaced-console': '1' };
      const entered = await Promise.resolve(new Authenticator(db).authenticate(request)).then(
        (caller) => caller.keyId === keyId,
        () => false,
      );
      await db.transaction(organizationId, async () => {});
      return entered;
    },
    /** When the sessions were last used, in the order in which they began. */
    uses: async () => {
      const rows = await db.all<{ used_at: string }>('SELECT used_at FROM sessions ORDER BY created_at');
      return rows.map(({ used_at }) => used_at.slice(0, 19));
    },
    deletions,
    at: (hours: number) => timestamp((start + hours * hour) * 1000).slice(0, 19),
  };
}

/** Every eleven hours, for a week. */
const allWeek = Array.from({ length: 15 }, (_, index) => 11 * (index + 1));
const lives: [how: string, used: number[], last: number, end: number][] = [
  ['12 hours after it began, if it is never used', [], 11.99, 12.01],
  ['12 hours after it was last used', [5], 16.99, 17.01],
  ['7 days after it began, however much it is used', allWeek, 167.99, 168.01],
];

forEachDatabase((kind) => {
  for (const [how, used, last, end] of lives) {
    test(`a session ends ${how}`, async (t) => {
      for (const [hours, expected] of [
        [last, true],
        [end, false],
      ] as const) {
        const { begin, enters } = await stage(kind, t);
        const token = await begin(0);
        for (const time of used) assert.ok(await enters(token, time), `after ${time} hours`);
        assert.equal(await enters(token, hours), expected, `after ${hours} hours`);
        t.mock.timers.reset();
      }
    });
  }

  test('the use of a session is recorded, ten minutes after it was last', async (t) => {
    const { begin, enters, uses, at } = await stage(kind, t);
    const token = await begin(0);
    for (const [minutes, recorded] of [
      [9, 0],
      [11, 11],
      [20, 11],
      [22, 22],
    ] as const) {
      assert.ok(await enters(token, minutes / 60));
      assert.deepEqual(await uses(), [at(recorded / 60)], `after ${minutes} minutes`);
    }
  });

  test('of sessions that begin in a row, only the first looks for those that have ended', async (t) => {
    const { begin, deletions } = await stage(kind, t);
    for (const seconds of [0, 1, 9, 11, 12]) await begin(seconds / 3600);
    assert.deepEqual(deletions, [1, 0, 0, 1, 0]);
  });

  test('a session that begins deletes those that have ended, and no others', async (t) => {
    const { begin, enters, uses, at } = await stage(kind, t);
    const oldest = await begin(0);
    await begin(1);
    await begin(3);
    assert.ok(await enters(oldest, 11));
    await begin(13.5);
    assert.deepEqual(await uses(), [at(11), at(3), at(13.5)], 'without what was idle for 12 hours');
    for (const time of allWeek.slice(1)) assert.ok(await enters(oldest, time));
    const last = await begin(167.5);
    assert.deepEqual(await uses(), [at(165), at(167.5)], 'until 7 days have passed');
    assert.ok(await enters(last, 168.1));
    await begin(168.2);
    assert.deepEqual(await uses(), [at(168.1), at(168.2)]);
  });
});
