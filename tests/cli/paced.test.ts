import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Call, Refused } from '../../src/cli/client.ts';
import { type Pace, paced } from '../../src/cli/paced.ts';
import { Unreachable } from '../../src/cli/unreachable.ts';

/** A paced client of a server that fails as often as there are errors; it and its time are fake. */
function client(errors: (Error | undefined)[], pace: Omit<Pace, 'time'> = {}) {
  let now = 1_000_000;
  const sent: number[] = [];
  const answer: Call = async () => {
    sent.push(now);
    const error = errors.shift();
    if (error) throw error;
    return '{}';
  };
  const time = {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  return { call: paced(answer, { ...pace, time }), sent, pass: (ms: number) => time.sleep(ms), begin: now };
}

const get = { method: 'GET', path: '/' } as const;
const post = { method: 'POST', path: '/' } as const;
const refused = (status: number, headers = {}) =>
  new Refused('no', { status, headers: new Headers(headers) });
const gone = () => new Unreachable('gone');

describe('a paced client', () => {
  it('keeps to its budget in any 60 seconds, whenever it is called', async () => {
    const { call, sent, pass } = client([], { budget: 10 });
    for (let count = 0; count < 45; count += 1) {
      await call(get);
      if (count % 7 === 0) await pass(3100);
    }
    for (const [index, time] of sent.entries()) assert.ok(time - (sent[index - 10] ?? -Infinity) >= 60_000);
    assert.ok((sent.at(-1) ?? 0) - (sent[0] ?? 0) < 5 * 60_000);
  });

  it('counts what was sent before, and tries that failed', async () => {
    const { call, sent, begin } = client([refused(429, { 'retry-after': '1' })], {
      budget: 3,
      before: [990_000, 995_000],
    });
    await call(get);
    assert.deepEqual(
      sent.map((time) => time - begin),
      [0, 50_000],
    );
  });

  it('waits as long as retry-after says, also before it repeats a write', async () => {
    for (const operation of [get, post]) {
      const { call, sent, begin } = client([refused(429, { 'retry-after': '7' })]);
      await call(operation);
      assert.deepEqual(
        sent.map((time) => time - begin),
        [0, 7000],
      );
    }
  });

  it('repeats a read that fails for now, longer and longer, and gives up', async () => {
    const { call, sent, begin } = client([refused(500), refused(503), refused(502)]);
    await call(get);
    assert.deepEqual(
      sent.map((time) => time - begin),
      [0, 500, 1500, 3500],
    );
    const down = client(Array.from({ length: 9 }, () => refused(503)));
    await assert.rejects(down.call(get), Refused);
    assert.equal(down.sent.length, 6);
  });

  it('repeats neither what is refused for good nor a write that may have happened', async () => {
    for (const [operation, error] of [
      [get, refused(400)],
      [get, refused(404)],
      [post, refused(500)],
      [post, gone()],
    ] as const) {
      const { call, sent } = client([error]);
      await assert.rejects(call(operation), error);
      assert.equal(sent.length, 1);
    }
  });

  it('repeats a read if the connection breaks, but not if there never was one', async () => {
    const { call, sent } = client([gone(), undefined, gone()]);
    await assert.rejects(call(get), Unreachable);
    assert.equal(sent.length, 1);
    await call(get);
    await call(get);
    assert.equal(sent.length, 4);
  });
});
