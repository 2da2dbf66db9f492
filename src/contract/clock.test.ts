import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { createClock, timestamp } from './clock.ts';

test('a timestamp is right, whatever was formatted before', () => {
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

test('a clock never returns the same time twice, nor an earlier one', () => {
  const now = createClock();
  const times = Array.from({ length: 10_000 }, now);
  assert.ok(times.every((time, index) => index === 0 || time > (times[index - 1] as number)));
});

describe('ago', () => {
  const minute = 60_000_000;

  /** A clock of a machine whose own clock can be set, and time that goes by. */
  function machine(t: TestContext) {
    let [wall, elapsed] = [1_800_000_000_000, 5000];
    t.mock.method(Date, 'now', () => wall);
    t.mock.method(performance, 'now', () => elapsed);
    const clock = createClock();
    return {
      clock,
      pass: (ms: number) => {
        wall += ms;
        elapsed += ms;
      },
      set: (ms: number) => {
        wall += ms;
      },
    };
  }

  test('is that much earlier if the system clock isn’t set', (t) => {
    const { clock, pass } = machine(t);
    const stamp = clock();
    pass(60_000);
    assert.ok(Math.abs(clock.ago(minute) - stamp) < 10);
    pass(1000);
    assert.ok(Math.abs(clock.ago(minute) - stamp - 1_000_000) < 1000);
  });

  for (const hours of [1, -1, 1000, -1000]) {
    test(`covers exactly the stamps of the last minute when the system clock is set by ${hours} hours`, (t) => {
      const { clock, pass, set } = machine(t);
      const stamps: number[] = [];
      for (let second = 0; second < 200; second++) {
        if (second === 100) set(hours * 3_600_000);
        stamps.push(clock());
        const since = clock.ago(minute);
        const inside = stamps.filter((stamp) => stamp >= since).length;
        const expected = Math.min(second + 1, 61);
        assert.ok(Math.abs(inside - expected) <= 1, `${inside} of ${expected} at ${second}`);
        pass(1000);
      }
    });
  }

  test('also when it is set forward and back again', (t) => {
    const { clock, pass: passAtOnce, set } = machine(t);
    const pass = (ms: number) => {
      for (let second = 0; second < ms; second += 1000) {
        passAtOnce(1000);
        clock();
      }
    };
    const before = clock();
    pass(10_000);
    set(86_400_000);
    const future = clock();
    pass(10_000);
    set(-86_400_000);
    const after = clock();
    pass(20_000);
    assert.ok(before < future && future < after);
    assert.ok(before >= clock.ago(minute));
    pass(25_000);
    assert.ok(before < clock.ago(minute) && future >= clock.ago(minute));
    pass(10_000);
    assert.ok(future < clock.ago(minute) && after >= clock.ago(minute));
    pass(10_000);
    assert.ok(after < clock.ago(minute));
  });
});
