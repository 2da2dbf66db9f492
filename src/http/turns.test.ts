import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Turns } from './turns.ts';

function work(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

test('work starts at once until the turn’s time is used up, then in that of the next turns, from each party in turn', async (t) => {
  let now = 1;
  t.mock.method(performance, 'now', () => now);
  const turns = new Turns(10);
  let order = '';
  const read = async (name: string, organizationId: string, ms: number) => {
    const turn = turns.enter(organizationId);
    if (turn !== undefined) {
      await turn;
      // Reads do their work some microtasks later.
      for (let hop = 0; hop < 20; hop++) await undefined;
    }
    order += name;
    now += ms;
  };
  const many = ['1', '2', '3', '4', '5', '6', '7'].map((name) => read(name, 'much', 6));
  const few = ['a', 'b'].map((name) => read(name, 'little', 0));
  const seen = [order];
  while (order.length < 9) {
    await nextTurn();
    seen.push(order);
  }
  await Promise.all([...many, ...few]);
  assert.deepEqual(seen, ['12', '123a4', '123a4b56', '123a4b567']);
});

test('if too much of a party is waiting, only that party’s work is refused', async () => {
  const turns = new Turns(1);
  turns.enter('much');
  work(2);
  const waiting = Array.from({ length: 5000 }, () => turns.enter('much'));
  await assert.rejects(async () => turns.enter('much'), { status: 503 });
  await turns.enter('little');
  await Promise.all(waiting);
});
