import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { json } from '../../src/cli/json.ts';
import { fields, pairs, seconds, table } from '../../src/cli/table.ts';

describe('output for people', () => {
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

  it('a table is cut at the width of a terminal, ids at the very last', () => {
    const columns = {
      id: (row: string) => `wrkspc_${row.length}`,
      name: (row: string) => row,
      state: () => 'active',
    };
    const rows = [
      'a plain and long name',
      '日本語の長い名前です',
      'e\u0301'.repeat(20),
      '👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧',
      'short',
    ];
    const cut = table(columns, rows, 30).split('\n');
    assert.deepEqual(cut, [
      'ID         NAME         STATE',
      'wrkspc_21  a plain an…  active',
      'wrkspc_10  日本語の長…  active',
      `wrkspc_40  ${'e\u0301'.repeat(10)}…  active`,
      'wrkspc_56  👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧…  active',
      'wrkspc_5   short        active',
    ]);
    assert.equal(table(columns, rows, 17).split('\n')[1], 'wrkspc_21  a…  a…');
    assert.equal(table(columns, rows, 10).split('\n')[1], 'wrk…  …  …');
    assert.equal(table(columns, rows, 0), table(columns, rows, undefined));
    assert.equal(table(columns, rows, 0), table(columns, rows, 1000));
  });

  it('JSON is indented on a terminal and cannot control it, and is one line elsewhere', () => {
    const value = { name: 'red\u009b\u202e\n', list: [1] };
    assert.equal(json(value, { isTTY: false }), JSON.stringify(value));
    const shown = json(value, { isTTY: true });
    assert.equal(shown.split('\n')[1], '  "name": "red\\u009b\\u202e\\n",');
    assert.deepEqual(JSON.parse(shown), value);
  });

  it('an object has a line for each member, however deep', () => {
    const object = {
      id: 'x',
      none: null,
      list: ['a', 'b'],
      rows: [
        { geo: 'us', count: 1 },
        { geo: 'eu', count: 0 },
      ],
      empty: {},
      nested: { deep: { member: 1 } },
    };
    assert.deepEqual(fields(object).split('\n'), [
      'id                  x',
      'none                -',
      'list                a, b',
      'rows                geo=us count=1, geo=eu count=0',
      'empty               -',
      'nested.deep.member  1',
    ]);
  });

  it('what would control a terminal is shown as its code', () => {
    assert.equal(fields({ a: '\x1b[2J\n\x9b\u202e' }), 'a  \\u001b[2J\\u000a\\u009b\\u202e');
    assert.equal(fields({ '\r': 'key' }), '\\u000d  key');
  });

  it('times and pairs are short', () => {
    assert.equal(seconds('2024-10-30T23:58:27.427722Z'), '2024-10-30T23:58:27Z');
    assert.equal(seconds(null), '-');
    assert.equal(pairs({ a: '1', b: '' }), 'a=1 b=');
    assert.equal(pairs({}), '-');
  });
});
