import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Caller, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import { invalid } from './shapes.ts';

const first = await startServer();
const second = await startServer({}, first.database);

/** One new organization, reached through either server. */
async function both(): Promise<[Caller, Caller]> {
  const caller = await first.organization();
  return [caller, new Caller(second.url, caller.key)];
}

describe('two servers on one database', () => {
  it('what one has acknowledged, the other shows at once', async () => {
    const [here, there] = await both();
    const { id } = await here.create();
    for (let number = 0; number < 100; number++) {
      const [writer, reader] = number % 2 === 0 ? [here, there] : [there, here];
      const updated = await writer.update(id, { name: `w${number}` });
      assert.deepEqual(await reader.retrieve(id), updated);
      assert.deepEqual((await reader.list()).data, [updated]);
    }
  });

  it('also while the other is busy writing', async () => {
    const [here, there] = await both();
    const [, elsewhere] = await both();
    const { id } = await here.create();
    const busy = await elsewhere.create();
    let done = false;
    const writers = Array.from({ length: 4 }, async () => {
      while (!done) await elsewhere.update(busy.id, { tags: { at: `${performance.now()}` } });
    });
    for (let number = 0; number < 300; number++) {
      await there.retrieve(id);
      const updated = await here.update(id, { name: `w${number}` });
      assert.deepEqual(await there.retrieve(id), updated);
    }
    done = true;
    await Promise.all(writers);
  });

  it('200 concurrent creates, half of them on each, give exactly 100', async () => {
    const callers = await both();
    const attempts = Array.from({ length: 200 }, (_, number) =>
      (callers[number % 2] as Caller).post(workspaces, { name: `w${number}` }),
    );
    const answers = await Promise.all(attempts);
    for (const answer of answers.filter(({ status }) => status !== 200)) invalid(answer);
    assert.equal(answers.filter(({ status }) => status === 200).length, 100);
    assert.equal((await callers[0].list({ limit: 1000 })).data.length, 100);
  });

  it('a retry gets what the other server created', async () => {
    const [here, there] = await both();
    const made = await here.create({ name: 'Replayed' });
    const again = await there.create({ name: 'Replayed' }, { 'x-stainless-retry-count': '1' });
    assert.deepEqual(again, made);
  });

  it('an Idempotency-Key works on both', async () => {
    const [here, there] = await both();
    const key = { 'idempotency-key': 'either' };
    const made = await here.create({ name: 'Keyed' }, key);
    assert.deepEqual(await there.create({ name: 'Keyed' }, key), made);
  });
});
