import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Fields, findStuck, type Operation } from './linearizable.ts';

const never = Number.POSITIVE_INFINITY;
const write = (call: number, end: number, value: string): Operation => ({ call, end, writes: { value } });
const read = (call: number, end: number, value: string): Operation => ({ call, end, shows: { value } });
const initial = { value: '' };
const isLinearizable = (operations: readonly Operation[]) => findStuck(operations, initial) === undefined;

const histories: [why: string, linearizable: boolean, operations: Operation[]][] = [
  ['no operation', true, []],
  ['a read of what there was at first', true, [read(1, 2, '')]],
  ['a read of what nobody wrote', false, [read(1, 2, 'a')]],
  ['a read after a write', true, [write(1, 2, 'a'), read(3, 4, 'a')]],
  ['a read after a write that shows what was before', false, [write(1, 2, 'a'), read(3, 4, '')]],
  ['a read called when a write ended is at once with it', true, [write(1, 2, 'a'), read(2, 3, '')]],
  ['a read during a write shows it', true, [write(1, 4, 'a'), read(2, 3, 'a')]],
  ['a read during a write doesn’t show it', true, [write(1, 4, 'a'), read(2, 3, '')]],
  ['two reads during a write', true, [write(1, 6, 'a'), read(2, 3, ''), read(4, 5, 'a')]],
  [
    'two reads during a write, the wrong way round',
    false,
    [write(1, 6, 'a'), read(2, 3, 'a'), read(4, 5, '')],
  ],
  ['two reads at once during a write', true, [write(1, 6, 'a'), read(2, 5, 'a'), read(3, 4, '')]],
  ['a read before a write that shows it', false, [read(1, 2, 'a'), write(3, 4, 'a')]],
  ['two writes at once, the first called wins', true, [write(1, 4, 'a'), write(2, 3, 'b'), read(5, 6, 'a')]],
  ['two writes at once, the other wins', true, [write(1, 4, 'a'), write(2, 3, 'b'), read(5, 6, 'b')]],
  [
    'two writes at once of which both win',
    false,
    [write(1, 4, 'a'), write(2, 3, 'b'), read(5, 6, 'a'), read(7, 8, 'b')],
  ],
  [
    'two readers who saw two writes in different orders',
    false,
    [write(1, 9, 'a'), write(1, 9, 'b'), read(2, 3, 'a'), read(4, 5, 'b'), read(6, 7, 'a')],
  ],
  ['a write without an end that never took effect', true, [write(1, never, 'a'), read(3, 4, '')]],
  ['a write without an end that took effect', true, [write(1, never, 'a'), read(3, 4, 'a')]],
  [
    'a write without an end that took effect late',
    true,
    [write(1, never, 'a'), write(2, 3, 'b'), read(4, 5, 'b'), read(6, 7, 'a')],
  ],
  [
    'a write without an end that took effect twice',
    false,
    [write(1, never, 'a'), read(2, 3, 'a'), write(4, 5, 'b'), read(6, 7, 'b'), read(8, 9, 'a')],
  ],
  ['a write without an end that took effect before its call', false, [read(1, 2, 'a'), write(3, never, 'a')]],
  [
    'two writes without an end',
    true,
    [write(1, never, 'a'), write(1, never, 'b'), read(2, 3, 'b'), read(4, 5, 'a')],
  ],
  [
    'a write without an end, hidden by later calls',
    true,
    [write(1, 2, 'a'), read(8, 9, 'b'), write(3, never, 'b'), write(20, never, 'c')],
  ],
];

describe('a history is linearizable, or not', () => {
  for (const [why, linearizable, operations] of histories) {
    test(`${linearizable ? 'is' : 'isn’t'}: ${why}`, () => {
      assert.equal(isLinearizable(operations), linearizable);
      assert.equal(
        isLinearizable(operations.toReversed()),
        linearizable,
        'in whatever order they are listed',
      );
    });
  }

  test('writes of some fields keep the others, and their answers are compared', () => {
    const first = { name: '', tag: '' };
    const named: Operation = { call: 1, end: 2, writes: { name: 'a' }, shows: { name: 'a', tag: '' } };
    const tagged: Operation = { call: 3, end: 4, writes: { tag: 'b' }, shows: { name: 'a', tag: 'b' } };
    assert.equal(findStuck([named, tagged], first), undefined);
    const torn = { ...tagged, shows: { name: '', tag: 'b' } };
    assert.deepEqual(findStuck([named, torn], first), { held: { name: 'a', tag: '' }, none: [torn] });
  });

  test('it is said where the longest order ends', () => {
    const late = read(5, 6, 'a');
    const other = read(5, 7, '');
    const stuck = findStuck([write(1, 2, 'a'), write(3, 4, 'b'), late, other, read(8, 9, 'b')], initial);
    assert.deepEqual(stuck, { held: { value: 'b' }, none: [late, other] });
  });
});

const aValue = fc.constantFrom('', 'a', 'b');
const anyOperation = fc
  .record({
    call: fc.nat(12),
    lasts: fc.option(fc.nat(6), { nil: never }),
    writes: fc.option(aValue, { nil: undefined }),
    shows: fc.option(aValue, { nil: undefined }),
  })
  .map(
    ({ call, lasts, writes, shows }): Operation => ({
      call,
      end: call + lasts,
      ...(writes !== undefined && { writes: { value: writes } }),
      ...(shows !== undefined && { shows: { value: shows } }),
    }),
  );

/** Whether some order is right, by trying all of them. */
function hasOrder(remaining: readonly Operation[], held: Fields): boolean {
  if (remaining.every(({ end }) => end === never)) return true;
  return remaining.some((operation) => {
    const others = remaining.filter((other) => other !== operation);
    if (others.some(({ end }) => end < operation.call)) return false;
    const next = { ...held, ...operation.writes };
    return (operation.shows?.value ?? next.value) === next.value && hasOrder(others, next);
  });
}

describe('of random histories', () => {
  test('the same are linearizable as by trying all orders', () => {
    const counts = { true: 0, false: 0 };
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 6 }), (operations) => {
        const expected = hasOrder(operations, initial);
        counts[`${expected}`] += 1;
        assert.equal(isLinearizable(operations), expected);
      }),
      { numRuns: 3000 },
    );
    assert.ok(counts.true > 300 && counts.false > 300, JSON.stringify(counts));
  });

  /** Writes and reads of a real register, each of which takes effect at its own moment; some writes have no end. */
  const effects = fc.array(fc.record({ writes: fc.boolean(), before: fc.nat(3), after: fc.nat(3) }), {
    minLength: 2000,
    maxLength: 2000,
  });

  test('those of a real register are, until it is read wrongly', () => {
    fc.assert(
      fc.property(effects, (list) => {
        let value = '';
        const operations = list.map(({ writes, before, after }, moment): Operation => {
          if (!writes) return read(moment - before, moment + after, value);
          value = `${moment}`;
          return write(moment - before, moment % 500 === 0 ? never : moment + after, value);
        });
        assert.ok(isLinearizable(operations));
        assert.ok(!isLinearizable([...operations, read(3000, 3001, '-')]));
      }),
      { numRuns: 2 },
    );
  });
});
