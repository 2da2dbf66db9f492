import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import pg from 'pg';
import { foundOrganization } from '../../src/api/organizations/found.ts';
import { createClock } from '../../src/contract/clock.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/open.ts';
import { once } from '../../src/http/idempotency.ts';
import { postgresUrl } from '../databases.ts';
import { limits } from '../limits.ts';

const now = createClock();

type Send = (config: unknown, callback: (...result: unknown[]) => void) => void;

/** Counts how often a statement is sent to PostgreSQL while no other one is on its way. */
async function roundTrips(work: () => Promise<unknown>): Promise<number> {
  const { query } = pg.Client.prototype as unknown as { query: Send };
  let [trips, open] = [0, 0];
  const counting = mock.method(pg.Client.prototype as unknown as { query: Send }, 'query', function (
    this: pg.Client,
    config,
    callback,
  ) {
    if (open === 0) trips += 1;
    open += 1;
    query.call(this, config, (...result) => {
      open -= 1;
      callback(...result);
    });
  } as Send);
  await work();
  counting.mock.restore();
  return trips;
}

test('what an Idempotency-Key needs is sent together', async () => {
  const db = await openDatabase(await postgresUrl());
  await migrate(db, now());
  const { id: organizationId } = await foundOrganization({ db, now, limits }, 'An organization');
  const answers: { text: string; replayed: boolean }[] = [];
  const send = (idempotencyKey: string) => {
    const request = { organizationId, keyId: 'key', idempotencyKey, requestHash: 'hash', maxBytes: 10_000 };
    return db.transaction(organizationId, async (tx) => {
      answers.push(await once(tx, request, now, async () => `{"of":"${idempotencyKey}"}`));
    });
  };
  await send('first');
  // It begins, looks for a stored response, stores its own, counts its bytes, and commits.
  assert.ok((await roundTrips(() => send('second'))) <= 5);
  await send('second');
  assert.deepEqual(answers, [
    { text: '{"of":"first"}', replayed: false },
    { text: '{"of":"second"}', replayed: false },
    { text: '{"of":"second"}', replayed: true },
  ]);
  await db.close();
});
