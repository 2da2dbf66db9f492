import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Caller, workspaces } from './caller.ts';
import { organization, startServer } from './harness.ts';
import { invalid } from './shapes.ts';
import { manyTags, show } from './table.ts';

const caller = await organization();
const workspace = await caller.create({ name: 'Tagged' });
const path = `${workspaces}/${workspace.id}`;

const accepted: [tags: Record<string, string>, why: string][] = [
  [{}, 'none'],
  [manyTags(50), '50 tags'],
  [{ k: 'v' }, 'a key of 1 character'],
  [{ ['k'.repeat(128)]: 'v' }, 'a key of 128 characters'],
  [{ ['😀'.repeat(128)]: 'v' }, 'a key of 128 code points'],
  [{ k: '' }, 'an empty value'],
  [{ k: 'v'.repeat(256) }, 'a value of 256 characters'],
  [{ k: '😀'.repeat(256) }, 'a value of 256 code points'],
  [{ anthropi: 'c', 'x-anthropic': 'y' }, 'keys that only resemble the reserved ones'],
  [{ constructor: 'a', toString: 'b', hasOwnProperty: 'c' }, "keys that are names of JavaScript's own"],
  [{ 'a.b': '1', 'a b': '2', '"': '3', "'; --": '4', ключ: '5', '1': '6' }, 'keys with any characters'],
];

const refusedTags: [tags: unknown, message: string][] = [
  ['env=prod', 'tags…'],
  [['env'], 'tags…'],
  [5, 'tags…'],
  [{ env: 5 }, 'tags.env: Input should be a valid string'],
  [{ env: true }, 'tags.env: Input should be a valid string'],
  [{ env: {} }, 'tags.env: Input should be a valid string'],
  [{ env: ['prod'] }, 'tags.env: Input should be a valid string'],
  [manyTags(51), 'tags…'],
  [{ '': 'v' }, 'tags…'],
  [{ ['k'.repeat(129)]: 'v' }, 'tags…'],
  [{ k: 'v'.repeat(257) }, 'tags.k: …'],
  [{ anthropic: 'v' }, 'tags…'],
  [{ anthropic_team: 'v' }, 'tags…'],
  [{ 'Anthropic-team': 'v' }, 'tags…'],
  [{ ANTHROPICTEAM: 'v' }, 'tags…'],
];

describe('create', () => {
  for (const [tags, why] of accepted) {
    it(`200: ${why}`, async () => {
      const made = await caller.create({ name: 'x', tags });
      assert.deepEqual(made.tags, tags);
      assert.deepEqual((await caller.retrieve(made.id)).tags, tags);
    });
  }
  it('200: __proto__ is a key like any other', async () => {
    const tags = JSON.parse('{"__proto__":"v"}') as Record<string, string>;
    const made = await caller.create({ name: 'x', tags });
    assert.deepEqual(Object.entries((await caller.retrieve(made.id)).tags), [['__proto__', 'v']]);
  });
  const only: typeof refusedTags = [[{ env: null }, 'tags.env: Input should be a valid string']];
  for (const [tags, message] of [...refusedTags, ...only]) {
    it(`400: ${show(tags)}`, async () => {
      invalid(await caller.post(workspaces, { name: 'x', tags }), message);
    });
  }
});

describe('update', () => {
  const merges: [before: object, given: unknown, after: object, why: string][] = [
    [{ a: '1' }, { b: '2' }, { a: '1', b: '2' }, 'a given key is set and the others stay'],
    [{ a: '1' }, { a: '2' }, { a: '2' }, 'a given key that exists is overwritten'],
    [{ a: '1', b: '2' }, { a: null }, { b: '2' }, 'null removes a key'],
    [{ a: '1' }, { zzz: null }, { a: '1' }, 'removing an absent key is no error'],
    [{ a: '1' }, {}, { a: '1' }, 'an empty object changes nothing'],
    [{ a: '1' }, null, { a: '1' }, 'null changes nothing'],
    [{ a: '1' }, { a: null, b: '2', c: '' }, { b: '2', c: '' }, 'all of it at once'],
    [{ a: '1' }, { a: null }, {}, 'the last one can go'],
    [
      manyTags(50),
      { key0: null, other: 'v' },
      { ...manyTags(50), key0: undefined, other: 'v' },
      '50 stay 50',
    ],
  ];
  for (const [before, given, after, why] of merges) {
    it(`200: ${why}`, async () => {
      const { id } = await caller.create({ name: 'x', tags: before });
      const updated = await caller.update(id, { tags: given });
      assert.deepEqual(updated.tags, JSON.parse(JSON.stringify(after)));
      assert.deepEqual(await caller.retrieve(id), updated);
    });
  }
  it('200: __proto__ can be set and removed', async () => {
    const set = await caller.update(workspace.id, JSON.parse('{"tags":{"__proto__":"v"}}'));
    assert.deepEqual(Object.entries(set.tags), [['__proto__', 'v']]);
    const removed = await caller.update(workspace.id, JSON.parse('{"tags":{"__proto__":null}}'));
    assert.deepEqual(Object.entries(removed.tags), []);
  });
  for (const [tags, message] of refusedTags) {
    it(`400: ${show(tags)}`, async () => {
      invalid(await caller.post(path, { tags }), message);
      assert.deepEqual(await caller.retrieve(workspace.id), workspace);
    });
  }
  it('400: the 51st tag, counted after the merge', async () => {
    const full = await caller.create({ name: 'x', tags: manyTags(50) });
    invalid(await caller.post(`${workspaces}/${full.id}`, { tags: { other: 'v' } }), 'tags…');
    assert.deepEqual(await caller.retrieve(full.id), full);
  });
});

describe('a tag whose key is longer than a limit that was lowered since', () => {
  const long = 'k'.repeat(11);

  it('can be removed, and stays beside others that change, but can’t be set', async () => {
    const before = await startServer();
    const there = await before.organization();
    const { id } = await there.create({ name: 'x', tags: { [long]: 'v', short: 'v' } });
    const after = await startServer({ 'tag-key-max-length': 10 }, before.database);
    const here = new Caller(after.url, there.key, there.organizationId);
    for (const tags of [{ [long]: 'w' }, { [long]: 'w', short: null }, { ['o'.repeat(11)]: '' }]) {
      const [name = ''] = Object.keys(tags);
      const message = `tags.${name}: String should have at most 10 characters`;
      invalid(await here.post(`${workspaces}/${id}`, { tags }), message);
    }
    invalid(await here.post(`${workspaces}/${id}`, { tags: { [long]: 5 } }), `tags.${long}: …`);
    assert.deepEqual((await here.update(id, { tags: { short: 'w' } })).tags, { [long]: 'v', short: 'w' });
    assert.deepEqual((await here.update(id, { tags: { [long]: null } })).tags, { short: 'w' });
  });

  it('is longer in characters, not in UTF-16 units', async () => {
    const server = await startServer({ 'tag-key-max-length': 2 });
    const small = await server.organization();
    const { id } = await small.create({ name: 'x' });
    assert.deepEqual((await small.update(id, { tags: { '🎉🎉': 'v' } })).tags, { '🎉🎉': 'v' });
    invalid(await small.post(`${workspaces}/${id}`, { tags: { '🎉🎉🎉': 'v' } }), 'tags…');
  });
});
