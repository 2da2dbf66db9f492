import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { type Caller, type Query, queryString } from './caller.ts';
import { startServer } from './harness.ts';
import { bodyOf, list, type Page } from './people.ts';
import { invalid } from './shapes.ts';

interface Key {
  id: string;
  name: string;
  status: string;
  expires_at: string | null;
  partial_key_hint: string;
  scope: { workspace_id?: string };
}
type Found = Page<Key> & { total_count: number };

const path = '/x/v1/organizations/api_keys';
const listPath = '/v1/organizations/api_keys';
const server = await startServer();
const [caller, other] = await Promise.all([server.organization('Searched'), server.organization('Other')]);

async function search(query: Query, by: Caller = caller): Promise<Found> {
  const found = bodyOf<Found>(await by.get(path + queryString(query)));
  assert.deepEqual(Object.keys(found), ['data', 'has_more', 'first_id', 'last_id', 'total_count']);
  assert.equal(found.first_id, found.data.at(0)?.id ?? null);
  assert.equal(found.last_id, found.data.at(-1)?.id ?? null);
  return found;
}

const create = async (fields: object, by: Caller = caller) =>
  bodyOf<{ id: string; raw_key: string }>(await by.post(path, fields));
const namesOf = async (query: Query) => (await search(query)).data.map(({ name }) => name);

const names = ['Nightly', 'NIGHTLY two', 'Straße', 'ΟΔΟΣ', '100% _off_', 'a"b\\c', 'naïve Café', 'plain'];
const years = [null, '2030-01-01T00:00:00Z', '2031-06-01T12:00:00.5Z', '2040-12-31T23:59:59Z'];
const workspace = await caller.create();
for (const [index, name] of [...names, ...names, ...names].entries()) {
  const scope = index % 3 === 0 ? { type: 'workspace', workspace_id: workspace.id } : null;
  const { id } = await create({
    name: index < names.length ? name : `${name} ${index}`,
    expires_at: years[index % years.length],
    scope,
  });
  if (index % 5 === 4) bodyOf(await caller.post(`${listPath}/${id}`, { status: 'inactive' }));
  if (index % 7 === 6) bodyOf(await caller.post(`${listPath}/${id}`, { status: 'archived' }));
}
await create({ name: 'Nightly' }, other);
const rows = (await list<Key>(caller, listPath, '?limit=1000')).data;

describe('200', () => {
  it('without a filter it is the list, with the total', async () => {
    const found = await search({ limit: 5 });
    assert.deepEqual(found.data, rows.slice(0, 5));
    assert.deepEqual([found.total_count, found.has_more], [24, true]);
    assert.equal((await search({ status: 'archived' })).total_count, 3);
    assert.equal((await search({ workspace_id: workspace.id })).total_count, 8);
  });

  for (const [part, found] of [
    ['nightly', ['NIGHTLY two', 'Nightly']],
    ['LY TWO', ['NIGHTLY two']],
    ['strasse', ['Straße']],
    ['οδος', ['ΟΔΟΣ']],
    ['NAÏVE CAFÉ', ['naïve Café']],
    ['%', ['100% _off_']],
    ['"B\\', ['a"b\\c']],
    ['nothing', []],
  ] as [string, string[]][]) {
    it(`name=${part}`, async () => {
      const matching = (await namesOf({ name: part })).filter((name) => !/ \d+$/.test(name));
      assert.deepEqual(matching, found);
    });
  }

  it('name also finds the hint, in any case', async () => {
    const { id, raw_key } = await create({ name: 'Lost' });
    for (const part of [raw_key.slice(-4), raw_key.slice(-4).toUpperCase(), `...${raw_key.slice(-4)}`]) {
      const { data } = await search({ name: part });
      assert.ok(data.some((key) => key.id === id));
    }
    assert.equal((await search({ name: 'SK-ANT-API03' })).total_count, 25);
    assert.equal((await search({ name: raw_key })).total_count, 0);
    bodyOf(await caller.post(`${listPath}/${id}`, { name: 'Found' }));
    assert.deepEqual(await namesOf({ name: 'found' }), ['Found']);
    assert.deepEqual(await namesOf({ name: 'lost' }), []);
  });

  for (const [time, count] of [
    ['2030-01-01T00:00:00Z', 0],
    ['2030-01-01T00:00:00.000001Z', 6],
    ['2030-01-01T00:00:00.0000001Z', 6],
    ['2030-01-01T01:00:00+01:00', 0],
    ['2030-01-01t00:00:00.000001z', 6],
    ['2031-06-01T12:00:00.500000Z', 6],
    ['2031-06-01T12:00:00.500001Z', 12],
    ['9999-12-31T23:59:59.9999999Z', 18],
    ['1900-01-01T00:00:00Z', 0],
  ] as [string, number][]) {
    it(`expires_before=${time}`, async () => {
      assert.equal((await search({ expires_before: time })).total_count, count);
    });
  }

  it('a key that has expired is found, also by its status, from that moment on', async () => {
    const fresh = await server.organization('Expiring');
    const expires_at = new Date(Date.now() + 400).toISOString();
    await create({ name: 'brief', expires_at }, fresh);
    await create({ name: 'brief, too' }, fresh);
    const count = async (query: Query) => (await search({ name: 'brief', ...query }, fresh)).total_count;
    const expires_before = '2099-01-01T00:00:00Z';
    assert.deepEqual([await count({ status: 'active' }), await count({ status: 'expired' })], [2, 0]);
    await sleep(Date.parse(expires_at) - Date.now() + 5);
    assert.deepEqual([await count({ status: 'active' }), await count({ status: 'expired' })], [1, 1]);
    assert.equal(await count({ status: 'expired', expires_before }), 1);
    assert.equal(await count({ status: 'active', expires_before }), 0);
  });

  it('empty filters are ignored', async () => {
    const all = (await search({})).total_count;
    assert.equal((await search({ name: '', expires_before: '', status: '' })).total_count, all);
  });

  it('any search, any page, both directions: the same as a filter in memory', async () => {
    const all = (await list<Key>(caller, listPath, '?limit=1000')).data;
    const query = fc.record({
      name: fc.constantFrom('', 'nightly', 'A', 'ss', '%', 'plain 2', 'sk-ant', 'ο'),
      status: fc.constantFrom('', 'active', 'inactive', 'archived', 'expired'),
      expires_before: fc.constantFrom('', '2030-06-01T00:00:00Z', '2035-01-01T00:00:00Z'),
      workspace_id: fc.constantFrom('', '', workspace.id, 'unknown'),
      limit: fc.integer({ min: 1, max: 12 }),
      cursor: fc.option(fc.tuple(fc.constantFrom('after_id', 'before_id'), fc.nat({ max: 24 }))),
    });
    await fc.assert(
      fc.asyncProperty(query, async ({ cursor, ...asked }) => {
        const { limit, name, status, expires_before, workspace_id } = asked;
        const fits = (key: Key) =>
          [key.name, key.partial_key_hint].some((text) => fold(text).includes(fold(name))) &&
          ['', key.status].includes(status) &&
          (expires_before === '' || (key.expires_at ?? '~') < expires_before) &&
          ['', key.scope.workspace_id].includes(workspace_id);
        const backward = cursor?.[0] === 'before_id';
        const start = cursor === null ? -1 : cursor[1];
        const side = all.slice(backward ? 0 : start + 1, backward ? start : undefined).filter(fits);
        const found = await search({ ...asked, ...(cursor && { [cursor[0]]: all[start]?.id ?? '' }) });
        assert.deepEqual(found.data, backward ? side.slice(-limit) : side.slice(0, limit));
        assert.equal(found.has_more, side.length > limit);
        assert.equal(found.total_count, all.filter(fits).length);
      }),
      { numRuns: 200, seed: 20_261_130 },
    );
  });

  it('a search that finds few among many reads all of them', async () => {
    const many = await server.organization('Many');
    const needle = await create({ name: 'Needle' }, many);
    for (let round = 0; round < 28; round++) {
      await Promise.all(Array.from({ length: 20 }, () => create({ name: 'Hay' }, many)));
    }
    const last = await create({ name: 'needle' }, many);
    const queries: [Query, string[]][] = [
      [{ name: 'NEEDLE' }, [last.id, needle.id]],
      [{ name: 'needle', limit: 1, after_id: last.id }, [needle.id]],
      [{ name: 'needle', limit: 1, before_id: needle.id }, [last.id]],
    ];
    for (const [query, ids] of queries) {
      const found = await search(query, many);
      assert.deepEqual([found.data.map(({ id }) => id), found.total_count, found.has_more], [ids, 2, false]);
    }
    assert.equal((await search({ name: 'hay', limit: 1000 }, many)).data.length, 560);
    const back = await search({ name: 'hay', limit: 7, before_id: needle.id }, many);
    assert.deepEqual([back.data.length, back.has_more, back.total_count], [7, true, 560]);
  });

  it('nothing of another organization', async () => {
    assert.equal((await search({ name: 'nightly' }, other)).total_count, 1);
    assert.equal((await search({ workspace_id: workspace.id }, other)).total_count, 0);
  });

  it('on the old wire, keys have workspace_id', async () => {
    const headers = { 'anthropic-version': '2023-06-01' };
    const { data } = bodyOf<Page<object>>(await caller.get(`${path}?name=nightly`, headers));
    for (const key of data) assert.ok('workspace_id' in key);
  });
});

describe('400', () => {
  for (const [query, message] of [
    ['colour=red', 'colour: Extra inputs are not permitted'],
    ['limit=1001', 'limit: …'],
    [`name=${'x'.repeat(501)}`, 'name: String should have at most 500 characters'],
    ['expires_before=tomorrow', 'expires_before: Input should be a valid datetime'],
    ['expires_before=2030-01-01', 'expires_before: Input should be a valid datetime'],
    ['status=deleted', 'status: …'],
    ['after_id=x', 'after_id: not found in this organization'],
    [`name=x&before_id=${rows[0]?.id?.replace(/.$/, '')}`, 'before_id: not found in this organization'],
    [`after_id=${rows[0]?.id}&before_id=${rows[1]?.id}`, 'before_id: can’t be combined with after_id'],
  ] as const) {
    it(query.slice(0, 40), async () => invalid(await caller.get(`${path}?${query}`), message));
  }

  it('on /v1 the filters are unknown parameters', async () => {
    invalid(await caller.get(`${listPath}?name=x`), 'name: Extra inputs are not permitted');
  });
});

const fold = (text: string) => text.toLowerCase().toUpperCase();
