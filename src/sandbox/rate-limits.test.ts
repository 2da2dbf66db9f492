import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '../contract/errors.ts';
import { RateLimits } from './rate-limits.ts';

const refusal = (seconds: number) => (error: unknown) =>
  error instanceof ApiError && error.status === 429 && error.headers?.['retry-after'] === String(seconds);

test('a minute begins with its first request, and another one when it is over', (t) => {
  let time = 20_500;
  t.mock.method(performance, 'now', () => time);
  const limits = new RateLimits();
  limits.set('a', 2);
  for (let minute = 0; minute < 3; minute++) {
    assert.ok(limits.take('a'));
    time += 50_500;
    assert.ok(limits.take('a'));
    assert.throws(() => limits.take('a'), refusal(10));
    time += 9499;
    assert.throws(() => limits.take('a'), refusal(1));
    time += 1 + minute * 1000;
  }
});

test('each organization has its own, or none; a new one begins to count anew', (t) => {
  t.mock.method(performance, 'now', () => 0);
  const limits = new RateLimits();
  limits.set('a', 1);
  limits.set('b', 1);
  assert.ok(limits.take('a') && limits.take('b'));
  assert.equal(limits.take('c'), undefined);
  assert.throws(() => limits.take('a'), refusal(60));
  limits.set('a', 1);
  assert.ok(limits.take('a'));
  assert.throws(() => limits.take('b'), refusal(60));
  limits.set('b', 0);
  assert.equal(limits.take('b'), undefined);
});
