import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fields, pairs, seconds, table } from '../../src/cli/table.ts';

describe('what people are shown', () => {
  it('a table is aligned, wide characters and emoji included', () => {
    const columns = { name: (row: string) => row, length: (row: string) => String(row.length) };
    const lines = table(columns, ['plain', '日本', '🎉', 'e\u0301', '👩‍👩‍👧']).split('\n');
    assert.deepEqual(lines, [
      'NAME   LENGTH',
      'plain  5',
      '日本   2',
      '🎉     2',
      'e\u0301      2',
      '👩‍👩‍👧     8',
    ]);
  });

  it('an object has a line for each member, however deep', () => {
    const object = { id: 'x', none: null, list: ['a', 'b'], empty: {}, nested: { deep: { member: 1 } } };
    assert.deepEqual(fields(object).split('\n'), [
      'id                  x',
      'none                -',
      'list                a,b',
      'empty               -',
      'nested.deep.member  1',
    ]);
  });

  it('what would control a terminal is shown as its code', () => {
    assert.equal(fields({ a: '\x1b[2J\n\x9b\u202e' }), 'a  \\u001b[2J\\u000a\\u009b\\u202e');
    assert.equal(fields({ '\r': 'key' }), '\\u000d  key');
  });

  it('moments and pairs are short', () => {
    assert.equal(seconds('2024-10-30T23:58:27.427722Z'), '2024-10-30T23:58:27Z');
    assert.equal(seconds(null), '-');
    assert.equal(pairs({ a: '1', b: '' }), 'a=1 b=');
    assert.equal(pairs({}), '-');
  });
});
