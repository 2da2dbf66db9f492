import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Turns } from './turns.ts';

function work(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

test('work starts at once until the turn’s time is used up, then one per turn, from each party in turn', async () => {
  const turns = new Turns(10, 1);
  const order: string[] = [];
  const read = async (name: string, organizationId: string, ms: number) => {
    const turn = turns.enter(organizationId);
    if (turn !== undefined) await turn;
    order.push(name);
    work(ms);
  };
  const many = ['1', '2', '3', '4', '5'].map((name) => read(name, 'much', 6));
  const few = ['a', 'b'].map((name) => read(name, 'little', 0));
  assert.deepEqual(order, ['1', '2']);
  let seen = 0;
  while (order.length < 7) {
    const before = order.length;
    await nextTurn();
    seen += 1;
    assert.ok(order.length - before <= 1, 'other requests are seen in between');
  }
  await Promise.all([...many, ...few]);
  assert.deepEqual(order, ['1', '2', '3', 'a', '4', 'b', '5']);
  assert.ok(seen >= 5);
});

test('if too much of a party is waiting, only that party’s work is refused', async () => {
  const turns = new Turns(1, 1000);
  turns.enter('much');
  work(2);
  const waiting = Array.from({ length: 5000 }, () => turns.enter('much'));
  await assert.rejects(async () => turns.enter('much'), { status: 503 });
  await turns.enter('little');
  await Promise.all(waiting);
});
