import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '../contract/errors.ts';
import { createRateLimit } from './rate-limit.ts';

test('each organization has its requests of each minute, and is told when the next one begins', () => {
  let time = 60_000_000 * 1000 + 20_500_000;
  const limit = createRateLimit(2, () => time);
  limit('a');
  limit('a');
  limit('b');
  const refused = (error: unknown) =>
    error instanceof ApiError && error.status === 429 && error.headers?.['retry-after'] === '40';
  assert.throws(() => limit('a'), refused);
  time += 40_000_000;
  limit('a');
});
