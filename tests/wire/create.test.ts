import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { workspaces } from './caller.ts';
import { organization } from './harness.ts';
import { invalid, workspaceOf } from './shapes.ts';
import { forbiddenText, serverOwned, show } from './table.ts';

const caller = await organization();
const create = (body: unknown) => caller.post(workspaces, body);

describe('200', () => {
  it('only a name is needed, and everything else has its default', async () => {
    const before = Date.now();
    const workspace = await caller.create({ name: 'x' });
    const { id, created_at, compartment_id, display_color, ...rest } = workspace;
    assert.deepEqual(rest, {
      type: 'workspace',
      name: 'x',
      archived_at: null,
      data_residency: {
        workspace_geo: 'us',
        allowed_inference_geos: 'unrestricted',
        default_inference_geo: 'global',
      },
      tags: {},
      external_key_id: null,
      user_profile_id: null,
    });
    const age = Date.parse(created_at) - before;
    assert.ok(age > -5_000 && age < 60_000, `${created_at} is not now`);
    assert.deepEqual(await caller.retrieve(id), workspace);
    const twin = await caller.create({ name: 'x' });
    assert.notEqual(twin.compartment_id, compartment_id);
    assert.equal((await caller.retrieve(id)).display_color, display_color);
  });

  it('null is the same as absent', async () => {
    const optional = ['display_color', 'data_residency', 'tags', 'external_key_id', 'user_profile_id'];
    const nulls = Object.fromEntries(optional.map((field) => [field, null]));
    const workspace = await caller.create({ name: 'x', ...nulls });
    assert.deepEqual(workspace.tags, {});
    assert.equal(workspace.data_residency.workspace_geo, 'us');
    assert.equal(workspace.external_key_id, null);
    assert.equal(workspace.user_profile_id, null);
  });

  it('returns every field that was sent', async () => {
    const given = {
      name: 'Everything',
      display_color: '#0A1b2C',
      data_residency: {
        workspace_geo: 'us',
        allowed_inference_geos: ['us'],
        default_inference_geo: 'us',
      },
      tags: { env: 'prod', team: '' },
    };
    const { name, display_color, data_residency, tags } = await caller.create(given);
    assert.deepEqual({ name, display_color, data_residency, tags }, given);
  });

  it('two workspaces can have the same name', async () => {
    const [one, two] = [await caller.create({ name: 'Twin' }), await caller.create({ name: 'Twin' })];
    assert.notEqual(one.id, two.id);
    assert.equal(one.name, two.name);
  });

  it('ids sort by creation, and times agree with them', async () => {
    const oneByOne = (await caller.createMany(5)).map(({ id }) => id);
    assert.deepEqual(oneByOne, oneByOne.toSorted());
    const atOnce = await Promise.all(Array.from({ length: 30 }, () => caller.create()));
    const times = atOnce.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ created_at }) => created_at);
    assert.deepEqual(times, times.toSorted());
    for (const { id } of atOnce) await caller.archive(id);
  });

  it('takes beta=true', async () => {
    assert.equal(workspaceOf(await caller.post(`${workspaces}?beta=true`, { name: 'Beta' })).name, 'Beta');
  });

  it('the last of two members with the same name counts', async () => {
    const workspace = workspaceOf(await create('{"name":"first","name":"last"}'));
    assert.equal(workspace.name, 'last');
  });

  const names: [name: string, why: string][] = [
    ['a', '1 code point'],
    ['😀', '1 code point, 2 UTF-16 units'],
    ['n'.repeat(40), '40 code points'],
    ['😀'.repeat(40), '40 code points, 80 UTF-16 units'],
    ['e\u0301'.repeat(20), 'not normalised'],
    ['  spaced\t', 'not trimmed'],
    [' ', 'blank'],
    ['"\\/\b\f\n\r\u001f\u007f\u2028', 'escapes'],
    ['<b>&amp;</b>', 'markup'],
    ['مساحة العمل 工作区', 'any script'],
  ];
  for (const [name, why] of names) {
    it(`name ${show(name)} is kept byte for byte: ${why}`, async () => {
      const workspace = await caller.create({ name });
      assert.equal(workspace.name, name);
      assert.equal((await caller.retrieve(workspace.id)).name, name);
    });
  }

  for (const display_color of ['#6C5BB9', '#abcdef', '#AbCdEf', '#000000']) {
    it(`display_color ${display_color} is kept as sent`, async () => {
      assert.equal((await caller.create({ name: 'x', display_color })).display_color, display_color);
    });
  }
});

describe('400', () => {
  const faults: [body: unknown, message: string][] = [
    [{}, 'name: Field required'],
    [{ name: null }, 'name: Input should be a valid string'],
    [{ name: 5 }, 'name: Input should be a valid string'],
    [{ name: true }, 'name: Input should be a valid string'],
    [{ name: ['x'] }, 'name: Input should be a valid string'],
    [{ name: { x: 1 } }, 'name: Input should be a valid string'],
    [{ name: '' }, 'name: String should have at least 1 character'],
    [{ name: 'n'.repeat(41) }, 'name: String should have at most 40 characters'],
    [{ name: '😀'.repeat(41) }, 'name: String should have at most 40 characters'],
    [{ name: 'x', display_color: 5 }, 'display_color: …'],
    [{ name: 'x', external_key_id: 'key_1' }, 'external_key_id: …'],
    [{ name: 'x', external_key_id: 5 }, 'external_key_id: …'],
    [{ name: 'x', user_profile_id: 5 }, 'user_profile_id: …'],
    [{ name: 'x', zzz: 1 }, 'zzz: Extra inputs are not permitted'],
    [{ name: 'x', zzz: null }, 'zzz: Extra inputs are not permitted'],
    ['{"name":"x","__proto__":1}', '__proto__: Extra inputs are not permitted'],
    [{ name: 'x', Name: 'y' }, 'Name: Extra inputs are not permitted'],
  ];
  for (const [body, message] of faults) {
    it(`${show(body)} → ${message}`, async () => invalid(await create(body), message));
  }

  const colors = ['', 'red', '6C5BB9', '#6C5BB', '#6C5BB9F', '#6C5BBG', ' #6C5BB9', '#6C5BB9\n', '#６C5BB9'];
  for (const display_color of colors) {
    it(`display_color ${show(display_color)}`, async () => {
      const sentence = "display_color: String should match pattern '^#[0-9A-Fa-f]{6}$'";
      invalid(await create({ name: 'x', display_color }), sentence);
    });
  }

  it('user_profile_id: no such profile, code user_profile_not_found', async () => {
    const answer = await create({ name: 'x', user_profile_id: 'uprof_1' });
    invalid(answer, undefined, 'user_profile_not_found');
  });

  for (const [member, value] of serverOwned) {
    it(`${member} is the server's`, async () => {
      invalid(await create({ name: 'x', [member]: value }), `${member}: Extra inputs are not permitted`);
    });
  }

  for (const [name, text] of forbiddenText) {
    const bodies: [path: string, body: object][] = [
      ['name', { name: text }],
      ['display_color', { name: 'x', display_color: text }],
      ['data_residency.workspace_geo', { name: 'x', data_residency: { workspace_geo: text } }],
      ['tags', { name: 'x', tags: { [text]: 'v' } }],
      ['tags.env', { name: 'x', tags: { env: text } }],
      ['external_key_id', { name: 'x', external_key_id: text }],
    ];
    for (const [path, body] of bodies) {
      it(`${name} in ${path}`, async () => invalid(await create(body), `${path}…`));
    }
    it(`${name} in user_profile_id`, async () => {
      assert.equal((await create({ name: 'x', user_profile_id: text })).status, 400);
    });
  }

  for (const body of [null, [], [{ name: 'x' }], 'x', 5, true]) {
    it(`a body that isn’t an object: ${show(body)}`, async () => invalid(await create(JSON.stringify(body))));
  }

  const pairs: [body: object, first: string][] = [
    [{ zzz: 1 }, 'name: Field required'],
    [{ display_color: 'red', name: '' }, 'name: String should have at least 1 character'],
    [{ name: 'x', data_residency: 5, display_color: 'red' }, 'display_color: …'],
    [{ name: 'x', tags: 5, data_residency: 5 }, 'data_residency: Input should be an object'],
    [{ name: 'x', external_key_id: 5, tags: 5 }, 'tags…'],
    [{ name: 'x', user_profile_id: 5, external_key_id: 5 }, 'external_key_id: …'],
    [{ zzz: 1, name: 'x', user_profile_id: 5 }, 'user_profile_id: …'],
    [
      { name: 'x', zzz: 1, data_residency: { allowed_inference_geos: ['us'] } },
      'zzz: Extra inputs are not permitted',
    ],
    ...['external_key_id', 'user_profile_id'].map((link): [object, string] => [
      { name: 'x', [link]: 'x', data_residency: { allowed_inference_geos: ['us'] } },
      'data_residency.default_inference_geo: …',
    ]),
  ];
  for (const [body, first] of pairs) {
    it(`of several faults the first one in the table's order: ${show(body)}`, async () => {
      invalid(await create(body), first);
    });
  }

  it('a refused create leaves nothing behind', async () => {
    const before = await caller.list({ limit: 1000, include_archived: true });
    for (const [body] of faults) invalid(await create(body));
    assert.deepEqual(await caller.list({ limit: 1000, include_archived: true }), before);
  });
});
