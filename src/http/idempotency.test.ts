import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachDatabase } from '../../tests/databases.ts';
import { limits } from '../../tests/limits.ts';
import { createClock } from '../contract/clock.ts';
import { foundOrganization } from '../organizations/found.ts';
import { once } from './idempotency.ts';

forEachDatabase((kind) => {
  test('an answer is kept for 24 hours, and dropped by what is kept after that', async () => {
    const db = await kind.open();
    const clock = createClock();
    let ahead = 0;
    const now = Object.assign(() => clock() + ahead, { ago: (before: number) => clock() + ahead - before });
    const { id } = await foundOrganization({ db, now, limits }, 'An organization');
    let made = 0;
    const ask = async (idempotencyKey: string) => {
      const request = {
        organizationId: id,
        keyId: 'key',
        idempotencyKey,
        requestHash: 'hash',
        maxBytes: 100_000,
      };
      return (await db.transaction(id, (tx) => once(tx, request, now, async () => `${++made}`))).text;
    };
    const kept = async () => (await db.all('SELECT idempotency_key FROM idempotency_keys')).length;
    assert.deepEqual([await ask('a'), await ask('b'), await ask('a')], ['1', '2', '1']);
    ahead = 24 * 3600 * 1_000_000 - 60_000_000;
    assert.equal(await ask('a'), '1');
    ahead = 24 * 3600 * 1_000_000 + 60_000_000;
    assert.equal(await ask('a'), '3');
    assert.equal(await kept(), 1);
  });
});
