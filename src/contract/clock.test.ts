import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createClock, timestamp } from './clock.ts';

test('a timestamp is of the moment that it is asked for, whatever was asked before', () => {
  const moment = fc.integer({ min: 0, max: 4_000_000_000_000_000 });
  const nearby = fc.array(fc.integer({ min: 0, max: 3_000_000 }), { minLength: 1 });
  fc.assert(
    fc.property(moment, nearby, (start, steps) => {
      for (const microseconds of steps.map((step) => start + step)) {
        const text = timestamp(microseconds);
        assert.match(text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
        assert.equal(Date.parse(text), Math.floor(microseconds / 1000));
        assert.equal(Number(text.slice(-4, -1)), microseconds % 1000);
      }
    }),
  );
});

test('a clock never gives the same moment twice, nor an earlier one', () => {
  const now = createClock();
  const times = Array.from({ length: 10_000 }, now);
  assert.ok(times.every((time, index) => index === 0 || time > (times[index - 1] as number)));
});
