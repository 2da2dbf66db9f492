import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Operation } from '../contract/operation.ts';
import type { Database } from '../db/database.ts';
import { Answers, readyAnswer } from './answers.ts';

const asked = (organizationId: string, url: string) => ({ organizationId, wire: 'new' as const, url });
const ready = (text: string, until = Number.POSITIVE_INFINITY) =>
  readyAnswer({ id: 'workspaces.get' } as unknown as Operation, '/1', text, until);

/** Kept answers over a database whose commits the test tells of. */
function keep(maxBytes: number) {
  let changed: (organizationId: string | undefined) => void = () => {};
  const db = { onChange: (listener: typeof changed) => (changed = listener), caughtUp: () => true };
  const answers = new Answers(db as unknown as Database, maxBytes);
  const answer = ready('x'.repeat(1000));
  const add = (organizationId: string, url: string) =>
    answers.keep(asked(organizationId, url), answer, answers.generation);
  const has = (organizationId: string, url: string) => answers.find(asked(organizationId, url)) !== undefined;
  return { answers, answer, add, has, change: (organizationId?: string) => changed(organizationId) };
}

test('responses are cached until their organization changes, and others stay', () => {
  const { add, has, change } = keep(1_000_000);
  add('a', '/1');
  add('b', '/1');
  assert.ok(has('a', '/1') && has('b', '/1') && !has('a', '/2'));
  change('a');
  assert.ok(!has('a', '/1') && has('b', '/1'));
  change(undefined);
  assert.ok(!has('b', '/1'));
});

test('a response that was read before a change isn’t cached after it', () => {
  const { answers, answer, has, change } = keep(1_000_000);
  const { generation } = answers;
  change('a');
  answers.keep(asked('a', '/1'), answer, generation);
  assert.ok(!has('a', '/1'));
});

test('above the maximum size the oldest organizations are dropped; with size 0 nothing is cached', () => {
  const { add, has } = keep(5000);
  for (const organizationId of ['a', 'b', 'c', 'd', 'e']) add(organizationId, '/1');
  assert.deepEqual(
    ['a', 'b', 'c', 'd', 'e'].map((organizationId) => has(organizationId, '/1')),
    [false, true, true, true, true],
  );
  const none = keep(0);
  none.add('a', '/1');
  assert.ok(!none.has('a', '/1'));
});

test('each encoding is made once, also for concurrent requests, and counts towards the size', async () => {
  const { answers, add, has } = keep(9000);
  const digits = Array.from({ length: 4000 }, () => Math.random().toString(36)[2]).join('');
  const answer = ready(digits);
  answers.keep(asked('a', '/2'), answer, answers.generation);
  add('b', '/1');
  const [one, other] = await Promise.all(
    ['a', 'a'].map((id) => answers.encode(asked(id, '/2'), answer, 'gzip')),
  );
  assert.ok(one !== undefined && one === other);
  assert.equal(await answers.encode(asked('a', '/2'), answer, 'gzip'), one);
  assert.ok(has('a', '/2'));
  await answers.encode(asked('a', '/2'), answer, 'br');
  assert.ok(!has('a', '/2') && has('b', '/1'));
});

test('a response is cached for its version, and only as long as it is valid', () => {
  const { answers } = keep(1_000_000);
  answers.keep(asked('a', '/1'), ready('new'), answers.generation);
  assert.equal(answers.find({ organizationId: 'a', wire: 'old', url: '/1' }), undefined);
  answers.keep(asked('a', '/2'), ready('past', Date.now() - 1), answers.generation);
  assert.equal(answers.find(asked('a', '/2')), undefined);
  const fresh = ready('fresh', Date.now() + 60_000);
  answers.keep(asked('a', '/2'), fresh, answers.generation);
  assert.equal(answers.find(asked('a', '/2')), fresh);
});
