import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { forEachDatabase, type Kind } from '../../tests/databases.ts';
import { limits } from '../../tests/limits.ts';
import { foundOrganization } from '../api/organizations/found.ts';
import { setName } from '../api/organizations/store.ts';
import { createClock } from '../contract/clock.ts';
import { ApiError } from '../contract/errors.ts';
import { Lag } from './lag.ts';

const delay = 60_000;

/** An organization whose writes are seen a minute late, by a clock that is set by hand. */
async function stage(kind: Kind, t: TestContext) {
  const db = await kind.open();
  const { id } = await foundOrganization({ db, now: createClock(), limits }, 'first');
  const lag = new Lag(db);
  lag.set(id, delay);
  // Whole, so that half a delay twice is the delay.
  let now = Math.ceil(performance.now());
  t.mock.method(performance, 'now', () => now);
  return {
    lag,
    id,
    rename: (name: string) => lag.write(id, (tx) => setName(tx, id, name)),
    seen: () =>
      lag.read(id, async (reads) => {
        const row = await reads.get<{ name: string }>('SELECT name FROM organizations WHERE id = $1', id);
        return row?.name;
      }),
    pass(ms: number) {
      now += ms;
    },
  };
}

const isRefusal = (error: unknown) =>
  error instanceof ApiError && error.type === 'overloaded_error' && error.message.startsWith('200 writes');

forEachDatabase((kind) => {
  test('at most 200 writes are hidden: more are refused until the first of them is visible', async (t) => {
    const { rename, seen, pass } = await stage(kind, t);
    await rename('0');
    pass(delay / 2);
    for (let index = 1; index < 200; index++) await rename(String(index));
    await assert.rejects(rename('one too many'), isRefusal);
    assert.equal(await seen(), 'first');
    pass(delay / 2);
    assert.equal(await seen(), '0');
    await rename('200');
    await assert.rejects(rename('one too many'), isRefusal);
    pass(delay);
    assert.equal(await seen(), '200');
  });

  test('a write that fails hides nothing, neither itself nor those before and after it', async (t) => {
    const { lag, id, rename, seen, pass } = await stage(kind, t);
    const fail = () =>
      assert.rejects(
        lag.write(id, () => Promise.reject(new Error('failed'))),
        /failed/,
      );
    await fail();
    assert.ok(lag.isCurrent(id));
    await rename('second');
    await fail();
    await rename('third');
    assert.equal(await seen(), 'first');
    pass(delay);
    assert.equal(await seen(), 'third');
    assert.ok(lag.isCurrent(id));
  });
});
