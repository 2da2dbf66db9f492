import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase, type Kind } from '../../tests/databases.ts';
import { limits } from '../../tests/limits.ts';
import type { MarkDelivery, WriteCall } from '../call.ts';
import { createClock } from '../contract/clock.ts';
import type { Transaction } from '../db/database.ts';
import { Creates } from './creates.ts';
import { foundOrganization } from './organizations/found.ts';

const now = createClock();

/** An organization in which identical creates are sent, each with its retry count and a client that hung up or didn't. */
async function stage(kind: Kind) {
  const db = await kind.open();
  const { id: organizationId } = await foundOrganization({ db, now, limits }, 'An organization');
  const creates = new Creates({ safeReplays: true, onReplayClaimed: () => {} });
  let made = 0;
  /** The object that a create is answered with: that of an earlier one, or a new one. And how its delivery is marked. */
  async function create(replay: number, hungUp = false) {
    let mark: MarkDelivery | undefined;
    const delivery = {
      hungUp,
      isUndecided: false,
      watch(_undelivered: boolean, marking: MarkDelivery) {
        mark = marking;
      },
    };
    const id = await db.transaction(organizationId, async (tx: Transaction) => {
      const caller = { organizationId, keyId: 'a key', scopes: null, via: 'api', wire: 'new' } as const;
      const call: WriteCall = { ...caller, now, requestHash: 'a hash', replay, delivery, db: tx };
      const claimed = await creates.claim(call);
      if (claimed !== undefined) return claimed.id;
      const name = `object ${++made}`;
      await creates.note(call, name);
      return name;
    });
    const fail = () => db.transaction(organizationId, async (tx) => mark?.(tx, true));
    return { id, fail };
  }
  return { create };
}

/** What each create is answered with, by its retry count and whether its client hung up. */
const rows: [what: string, creates: [replay: number, hungUp: boolean, object: number][]][] = [
  [
    'a retry by its count gets what no retry with this count, or a higher one, got',
    [
      [0, false, 1],
      [1, false, 1],
      [1, false, 2],
      [2, false, 1],
      [2, false, 2],
      [2, false, 3],
    ],
  ],
  [
    'what a client that hung up should have got goes to one create, which counts as a retry of it',
    [
      [0, true, 1],
      [0, false, 1],
      [0, false, 2],
      [1, false, 2],
      [1, false, 3],
      [2, false, 1],
    ],
  ],
];

forEachDatabase((kind) => {
  for (const [what, creates] of rows) {
    test(what, async () => {
      const { create } = await stage(kind);
      for (const [index, [replay, hungUp, object]] of creates.entries()) {
        assert.equal((await create(replay, hungUp)).id, `object ${object}`, `create ${index}`);
      }
    });
  }

  test('a response that turns out undelivered late, when a retry has got its object, isn’t repeated once more', async () => {
    const { create } = await stage(kind);
    const first = await create(0);
    await first.fail();
    assert.equal((await create(0)).id, first.id);
    await first.fail();
    assert.notEqual((await create(0)).id, first.id);
  });

  test('a retry whose own response is undelivered is followed by another, whatever its count', async () => {
    const { create } = await stage(kind);
    const { id } = await create(0);
    const third = await create(3);
    assert.equal(third.id, id);
    await third.fail();
    assert.equal((await create(1)).id, id);
    assert.notEqual((await create(4)).id, id, 'that was the fourth');
  });
});
