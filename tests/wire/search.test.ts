import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Caller, type Query, queryString, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import { assertWorkspace, invalid, refused, unknownId, type Workspace } from './shapes.ts';

const server = await startServer({
  'workspace-limit': 1000,
  'workspace-geos': 'us,eu',
  'inference-geos': 'global,us,eu',
});
const [caller, other] = await Promise.all([server.organization('Searched'), server.organization('Other')]);

interface Found {
  data: Workspace[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
  total_count: number;
}

async function search(query: Query, by: Caller = caller): Promise<Found> {
  const answer = await by.get(`/x/v1/workspaces${queryString(query)}`);
  assert.equal(answer.status, 200, answer.text.slice(0, 300));
  const found = answer.body as Found;
  assert.deepEqual(Object.keys(found), ['data', 'has_more', 'first_id', 'last_id', 'total_count']);
  for (const workspace of found.data) assertWorkspace(workspace);
  assert.equal(found.first_id, found.data.at(0)?.id ?? null);
  assert.equal(found.last_id, found.data.at(-1)?.id ?? null);
  return found;
}

const namesOf = async (query: Query) => (await search(query)).data.map(({ name }) => name);

const names = ['Alpha', 'ALPHA two', 'Straße', 'ΟΔΟΣ', 'naïve Café', '100% _off_', 'a"b,"c', 'İstanbul'];
const tagSets: Record<string, string>[] = [
  {},
  { team: 'search' },
  { team: 'search', stage: 'prod' },
  { team: 'sea' },
  { 'a"team': 'search' },
  { stage: 'team', back: 'slash\\' },
  { name: 'Alpha', empty: '', ключ: 'значение=1' },
];
const geos = [
  { workspace_geo: 'us', default_inference_geo: 'global' },
  { workspace_geo: 'eu', default_inference_geo: 'eu' },
  { workspace_geo: 'us', default_inference_geo: 'eu' },
];
const rows: Workspace[] = [];
for (const [index, name] of [...names, ...names, ...names].entries()) {
  rows.unshift(
    await caller.create({
      name: index < names.length ? name : `${name} ${index}`,
      tags: tagSets[index % tagSets.length],
      data_residency: geos[index % geos.length],
    }),
  );
}
for (const index of [2, 9, 12]) {
  const { id } = rows[index] as Workspace;
  rows[index] = await caller.archive(id);
}
await other.create({ name: 'Alpha', tags: { team: 'search' } });

describe('200', () => {
  it('without a filter it is the list, with the total', async () => {
    const found = await search({ limit: 5 });
    assert.deepEqual(found.data, rows.filter(({ archived_at }) => archived_at === null).slice(0, 5));
    assert.equal(found.total_count, 21);
    assert.equal((await search({ include_archived: true })).total_count, 24);
    assert.equal((await search({ include_archived: true, include_default: true })).total_count, 25);
    assert.equal((await search({ include_default: true, geo: 'eu' })).total_count, 14);
    assert.equal((await search({ include_default: true, geo: 'us' })).total_count, 14);
  });

  for (const [part, found] of [
    ['alpha', ['ALPHA two', 'Alpha']],
    ['ALPHA TWO', ['ALPHA two']],
    ['strasse', ['Straße']],
    ['STRAẞE', ['Straße']],
    ['οδος', ['ΟΔΟΣ']],
    ['NAÏVE CAFÉ', ['naïve Café']],
    ['%', ['100% _off_']],
    ['_off_', ['100% _off_']],
    ['a"B,"', ['a"b,"c']],
    ['nothing', []],
  ] as [string, string[]][]) {
    it(`name=${part}`, async () => {
      const matching = (await namesOf({ name: part })).filter((name) => !/ \d+$/.test(name));
      assert.deepEqual(matching, found);
    });
  }

  for (const [tag, count] of [
    ['team', 11],
    ['team=search', 8],
    ['team=sea', 3],
    ['team=', 0],
    ['search', 0],
    ['a"team', 3],
    ['back=slash\\', 3],
    ['name=Alpha', 3],
    ['empty=', 3],
    ['ключ=значение=1', 3],
    ['Team', 0],
  ] as [string, number][]) {
    it(`tag=${tag}`, async () => {
      assert.equal((await search({ tag, include_archived: true })).total_count, count);
    });
  }

  it('empty filters are ignored', async () => {
    assert.equal((await search({ name: '', tag: '', geo: '', 'ids[]': '' })).total_count, 21);
  });

  it('finds workspaces as updated and archived', async () => {
    const made = await caller.create({ name: 'Before', tags: { old: '1' }, data_residency: geos[0] });
    await caller.update(made.id, {
      name: 'Äfter',
      tags: { old: null, new: '1' },
      data_residency: { default_inference_geo: 'eu' },
    });
    assert.deepEqual(await namesOf({ name: 'before' }), []);
    assert.deepEqual(await namesOf({ tag: 'old' }), []);
    assert.deepEqual(await namesOf({ name: 'äFT', tag: 'new', geo: 'eu' }), ['Äfter']);
    assert.deepEqual((await search({ geo: 'global', name: 'äft' })).total_count, 0);
    await caller.archive(made.id);
    assert.deepEqual(await namesOf({ name: 'äft' }), []);
    assert.deepEqual(await namesOf({ name: 'äft', include_archived: true }), ['Äfter']);
    rows.unshift(await caller.retrieve(made.id));
  });

  it('any search, any page, both directions: the same as a filter in memory', async () => {
    const part = fc.constantFrom('', 'alpha', 'A', 'ß', 'ss', '%', '"', 'ο', 'é 1', 'ä');
    const tag = fc.constantFrom('team', 'team=search', 'team=sea', 'stage=prod', 'a"team', 'new', 'empty=');
    const query = fc.record({
      name: part,
      tag: fc.array(tag, { maxLength: 3 }),
      geo: fc.constantFrom('', 'us', 'eu', 'global', 'mars'),
      limit: fc.integer({ min: 1, max: 12 }),
      include_archived: fc.boolean(),
      cursor: fc.option(fc.tuple(fc.constantFrom('after_id', 'before_id'), fc.nat({ max: 24 }))),
      chosen: fc.option(fc.array(fc.nat({ max: 24 }), { minLength: 1, maxLength: 15 })),
    });
    await fc.assert(
      fc.asyncProperty(query, async ({ cursor, chosen, ...asked }) => {
        const ids = chosen?.map((index) => rows[index]?.id ?? '');
        const start = cursor === null ? -1 : cursor[1];
        const { limit, name, geo } = asked;
        const fits = (row: Workspace) =>
          (asked.include_archived || row.archived_at === null) &&
          fold(row.name).includes(fold(name)) &&
          asked.tag.every((each) => hasTag(row, each)) &&
          ['', row.data_residency.workspace_geo, row.data_residency.default_inference_geo].includes(geo) &&
          (ids?.includes(row.id) ?? true);
        const all = rows.filter(fits);
        const backward = cursor?.[0] === 'before_id';
        const side = rows.slice(backward ? 0 : start + 1, backward ? start : undefined).filter(fits);
        const found = await search({
          ...asked,
          ...(cursor && { [cursor[0]]: rows[start]?.id ?? '' }),
          ...(ids && { 'ids[]': ids }),
        });
        assert.deepEqual(found.data, backward ? side.slice(-limit) : side.slice(0, limit));
        assert.equal(found.has_more, side.length > limit);
        assert.equal(found.total_count, all.length);
      }),
      { numRuns: 250, seed: 20_261_128 },
    );
  });

  it('a search that finds few among many reads all of them', async () => {
    const many = await server.organization('Many');
    const needle = await many.create({ name: 'Needle', tags: { sharp: 'yes' } });
    for (let round = 0; round < 40; round++) {
      await Promise.all(Array.from({ length: 20 }, () => many.create({ name: 'Hay' })));
    }
    const last = await many.create({ name: 'needle' });
    const queries: Query[] = [{ name: 'NEEDLE' }, { name: 'needle', limit: 1, after_id: last.id }];
    for (const query of queries) {
      const found = await search(query, many);
      assert.equal(found.data.at(-1)?.id, needle.id);
      assert.equal(found.total_count, 2);
      assert.equal(found.has_more, false);
    }
    const back = await search({ name: 'needle', limit: 1, before_id: needle.id }, many);
    assert.deepEqual([back.data.length, back.data[0]?.id, back.has_more], [1, last.id, false]);
    assert.equal((await search({ tag: 'sharp=yes' }, many)).total_count, 1);
    assert.equal((await search({}, many)).total_count, 802);
    const whole = await search({ name: 'hay', limit: 1000 }, many);
    assert.deepEqual([whole.data.length, whole.total_count, whole.has_more], [800, 800, false]);
  });

  it('a page ends before it is too large, and the next one continues', async () => {
    const small = await startServer({ 'page-max-bytes': 65_536 });
    const big = await small.organization('Big');
    const tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'x'.repeat(250)]));
    const made: string[] = [];
    for (let index = 0; index < 8; index++) made.unshift((await big.create({ name: 'big', tags })).id);
    const seen: string[] = [];
    for (let query: Query = { name: 'BIG' }; ; ) {
      const page = await search(query, big);
      assert.ok(JSON.stringify(page).length <= 65_536 && page.data.length < 8);
      assert.equal(page.total_count, 8);
      seen.push(...page.data.map(({ id }) => id));
      if (!page.has_more) break;
      query = { name: 'BIG', after_id: page.last_id ?? '' };
    }
    assert.deepEqual(seen, made);
  });

  it('nothing of another organization', async () => {
    const found = await search({ name: 'alpha', tag: 'team=search' }, other);
    assert.deepEqual([found.data.length, found.total_count], [1, 1]);
    assert.equal((await search({ 'ids[]': rows.map(({ id }) => id).slice(0, 20) }, other)).total_count, 0);
    assert.equal((await search({ 'ids[]': unknownId }, other)).total_count, 0);
  });
});

describe('400', () => {
  for (const [query, message] of [
    ['colour=red', 'colour: Extra inputs are not permitted'],
    ['limit=0', 'limit: …'],
    [`name=${'x'.repeat(256)}`, 'name: …'],
    [Array.from({ length: 11 }, (_, index) => `tag=${index}`).join('&'), 'tag: …'],
    [`after_id=${unknownId}`, 'after_id: …'],
    [`after_id=${rows[0]?.id}&before_id=${rows[1]?.id}`, 'before_id: …'],
  ] as const) {
    it(query.slice(0, 40), async () => invalid(await caller.get(`/x/v1/workspaces?${query}`), message));
  }

  it('on /v1 the filters are unknown parameters', async () => {
    invalid(await caller.get(`${workspaces}?name=alpha`), 'name: Extra inputs are not permitted');
  });

  it('401 without a key', async () => {
    const answer = await caller.get('/x/v1/workspaces', { 'x-api-key': 'sk-ant-admin01-no' });
    refused(answer, 401, 'authentication_error');
  });
});

const fold = (text: string) => text.toLowerCase().toUpperCase();

function hasTag({ tags }: Workspace, tag: string): boolean {
  const [key = '', ...value] = tag.split('=');
  return Object.hasOwn(tags, key) && (value.length === 0 || tags[key] === value.join('='));
}
