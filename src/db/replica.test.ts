import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Replica } from './replica.ts';

const row = (id: string, archived = false, isDefault = false) => ({
  id,
  doc: `"${id}"`,
  archived_at: archived ? 'then' : null,
  is_default: isDefault ? 1 : 0,
});

function replicaOf(...ids: string[]) {
  const replica = new Replica(1);
  for (const id of ids) replica.put(row(id));
  return replica;
}

const pages = (replica: Replica, limit: number, ask: Partial<Parameters<Replica['page']>[0]>) => {
  const all = { from: undefined, ascending: false, active: true, ordinary: true, ...ask };
  const { rows, more } = replica.page(all, limit);
  return `${rows.map(({ id }) => id).join('')}${more ? '+' : ''}`;
};

test('pages begin after any id, in both directions, in whatever order rows came', () => {
  const replica = replicaOf('b', 'd', 'c', 'f', 'a');
  assert.equal(pages(replica, 9, {}), 'fdcba');
  assert.equal(pages(replica, 2, {}), 'fd+');
  assert.equal(pages(replica, 2, { from: 'd' }), 'cb+');
  assert.equal(pages(replica, 2, { from: 'e' }), 'dc+');
  assert.equal(pages(replica, 2, { from: 'a' }), '');
  assert.equal(pages(replica, 2, { ascending: true, from: 'b' }), 'cd+');
  assert.equal(pages(replica, 3, { ascending: true, from: 'bb' }), 'cdf');
  assert.equal(pages(replica, 5, { ascending: true }), 'abcdf');
});

test('archived rows and the default are left out if they should be', () => {
  const replica = replicaOf('a', 'b', 'c');
  replica.put(row('b', true));
  replica.put(row('0', false, true));
  assert.equal(pages(replica, 9, {}), 'ca');
  assert.equal(pages(replica, 9, { active: false }), 'cba');
  assert.equal(pages(replica, 9, { ordinary: false }), 'ca0');
  assert.equal(pages(replica, 9, { from: 'b' }), 'a');
});

test('a row is replaced, and the memory is that of what is there', () => {
  const replica = replicaOf('a', 'b');
  const { bytes } = replica;
  replica.put({ ...row('a'), doc: 'a longer text' });
  assert.equal(replica.get('a')?.doc, 'a longer text');
  assert.equal(replica.bytes, bytes + 'a longer text'.length - '"a"'.length);
  assert.equal(pages(replica, 9, {}), 'ba');
});

test('the rows that fit are counted in bytes', () => {
  const replica = replicaOf('a', 'b');
  replica.put({ ...row('c'), doc: '"ü"' });
  const fit = (limit: number, bytes: number) =>
    replica.fit({ from: undefined, ascending: false, active: true, ordinary: true }, limit, bytes);
  assert.deepEqual(fit(9, 100), { rows: 3, bytes: 5 + 4 + 4 });
  assert.deepEqual(fit(2, 100), { rows: 2, bytes: 9 });
  assert.deepEqual(fit(9, 8), { rows: 1, bytes: 5 });
  assert.deepEqual(fit(9, 1), { rows: 1, bytes: 5 });
});
