import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import pg from 'pg';
import { checkInvitable, type InviteLimits, makeInvite } from '../../src/api/invites/make.ts';
import { insertInvite, markDeleted } from '../../src/api/invites/store.ts';
import { foundOrganization } from '../../src/api/organizations/found.ts';
import { createClock, timestamp } from '../../src/contract/clock.ts';
import type { Database } from '../../src/db/database.ts';
import { forEachDatabase } from '../databases.ts';
import { limits } from '../limits.ts';

const now = createClock();
const usual: InviteLimits = { inviteLifetime: 21, memberLimit: 0, emailDomains: [] };
let invites = 0;

/** Invites a person as the API does, for so many days; returns the ID. */
const invite = (db: Database, organizationId: string, email: string, days = 21): Promise<string> =>
  db.transaction(
    organizationId,
    async (tx) => {
      await checkInvitable(tx, organizationId, email, usual);
      const made = makeInvite({ email, role: 'user' }, { inviteLifetime: days }, tx.moment);
      invites += 1;
      insertInvite(tx, organizationId, made, `hash ${invites}`);
      return made.id;
    },
    [email],
  );

forEachDatabase((kind) => {
  async function open() {
    const db = await kind.open();
    const { id } = await foundOrganization({ db, now, limits }, 'An organization', 100);
    return { db, id };
  }

  test('an address is invited once, also by those that share a transaction', async () => {
    const { db, id } = await open();
    const addresses = Array.from({ length: 60 }, (_, index) => `person-${index % 20}@example.com`);
    const sent = await Promise.allSettled(addresses.map((address) => invite(db, id, address)));
    assert.deepEqual(
      sent.map(({ status }) => status),
      addresses.map((_address, index) => (index < 20 ? 'fulfilled' : 'rejected')),
    );
    for (const one of sent.slice(20)) {
      assert.match(
        String((one as PromiseRejectedResult).reason),
        /there is a pending invite for this address/,
      );
    }
  });

  test('a pending invite is found among expired ones, and no longer once it was deleted', async () => {
    const { db, id } = await open();
    for (const days of [-3, -1, -2]) await invite(db, id, 'a@example.com', days);
    const [pending = ''] = await Promise.all(['a', 'b'].map((name) => invite(db, id, `${name}@example.com`)));
    const again = () =>
      Promise.allSettled(['a', 'c', 'd'].map((name) => invite(db, id, `${name}@example.com`)));
    const [refused, ...others] = await again();
    assert.match(String((refused as PromiseRejectedResult).reason), new RegExp(pending));
    assert.deepEqual(
      others.map(({ status }) => status),
      ['fulfilled', 'fulfilled'],
    );
    const [, invited] = await Promise.all([
      db.transaction(id, (tx) => markDeleted(tx, id, pending, timestamp(tx.moment))),
      invite(db, id, 'a@example.com'),
    ]);
    assert.notEqual(invited, pending);
  });

  if (kind.name === 'sqlite') return;
  test('invites that share a transaction look up their addresses together', async () => {
    const { db, id } = await open();
    const query = mock.method(pg.Client.prototype, 'query');
    await Promise.all(Array.from({ length: 60 }, (_, index) => invite(db, id, `new-${index}@example.com`)));
    const texts = query.mock.calls.map(({ arguments: [config] }) =>
      String((config as { text?: string }).text),
    );
    query.mock.restore();
    const lookUps = texts.filter((text) => /^SELECT [\s\S]+ FROM (users|invites)\b/.test(text));
    assert.ok(lookUps.length < 10, `${lookUps.length} look-ups`);
  });
});
