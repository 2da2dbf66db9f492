import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '../contract/errors.ts';
import { createRateLimit, Tries } from './rate-limit.ts';

test('each organization has its own limit per minute, and is told when the next minute begins', (t) => {
  let time = 60_000 * 1000 + 20_500;
  t.mock.method(performance, 'now', () => time);
  const limit = createRateLimit(2);
  limit('a');
  limit('a');
  limit('b');
  const refused = (error: unknown) =>
    error instanceof ApiError && error.status === 429 && error.headers?.['retry-after'] === '40';
  assert.throws(() => limit('a'), refused);
  time += 40_000;
  limit('a');
});

test('wrong tries are limited per address, right ones don’t count, and those under way do', () => {
  const tries = new Tries();
  const many = { length: Tries.perMinute };
  for (const _ of Array.from(many)) {
    tries.begin('a');
    tries.right('a');
  }
  for (const _ of Array.from(many)) tries.begin('a');
  assert.throws(() => tries.begin('a'), { status: 429 });
  tries.right('a');
  tries.begin('a');
  assert.throws(() => tries.begin('a'), { status: 429 });
  tries.begin('b');
});
