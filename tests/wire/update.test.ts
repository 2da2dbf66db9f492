import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { workspaces } from './caller.ts';
import { organization } from './harness.ts';
import { invalid, notFound, workspaceOf } from './shapes.ts';
import { forbiddenText, namelessIds, serverOwned, show } from './table.ts';

const caller = await organization();
const workspace = await caller.create({ name: 'Before', display_color: '#123456', tags: { env: 'prod' } });
const path = `${workspaces}/${workspace.id}`;
const update = (body: unknown) => caller.post(path, body);

describe('200', () => {
  const nothing: object[] = [
    {},
    { data_residency: null },
    { tags: null },
    { tags: {} },
    { data_residency: {} },
  ];
  for (const fields of nothing) {
    it(`${show(fields)} changes nothing`, async () => {
      assert.deepEqual(await caller.update(workspace.id, fields), workspace);
    });
  }

  const changes: [field: 'name' | 'display_color', value: string][] = [
    ['name', 'a'],
    ['name', 'n'.repeat(40)],
    ['name', '😀'.repeat(40)],
    ['name', ' not trimmed '],
    ['display_color', '#abcdef'],
    ['display_color', '#ABCDEF'],
  ];
  for (const [field, value] of changes) {
    it(`${field} ${show(value)}: only that field changes, and a get returns the same`, async () => {
      const before = await caller.create({ name: 'Before', display_color: '#123456', tags: { env: 'prod' } });
      assert.deepEqual(await caller.retrieve(before.id), before);
      const after = await caller.update(before.id, { [field]: value });
      assert.deepEqual(after, { ...before, [field]: value });
      assert.deepEqual(await caller.retrieve(before.id), after);
      assert.deepEqual((await caller.list({ 'ids[]': [before.id] })).data, [after]);
    });
  }

  it('several fields at once', async () => {
    const before = await caller.create({ name: 'Before', tags: { a: '1' } });
    const after = await caller.update(before.id, {
      name: 'After',
      display_color: '#000000',
      data_residency: { allowed_inference_geos: ['us'], default_inference_geo: 'us' },
      tags: { b: '2' },
    });
    assert.deepEqual(after, {
      ...before,
      name: 'After',
      display_color: '#000000',
      data_residency: { workspace_geo: 'us', allowed_inference_geos: ['us'], default_inference_geo: 'us' },
      tags: { a: '1', b: '2' },
    });
  });

  it('concurrent updates of different fields all take effect', async () => {
    const { id } = await caller.create();
    const keys = Array.from({ length: 20 }, (_, number) => `key${number}`);
    await Promise.all(keys.map((key) => caller.update(id, { tags: { [key]: key } })));
    assert.deepEqual((await caller.retrieve(id)).tags, Object.fromEntries(keys.map((key) => [key, key])));
  });

  it('accepts a percent-encoded id and beta=true', async () => {
    const answer = await caller.post(`${workspaces}/${workspace.id.replace('_', '%5F')}?beta=true`, {});
    assert.deepEqual(workspaceOf(answer), workspace);
  });
});

describe('400', () => {
  const color = "display_color: String should match pattern '^#[0-9A-Fa-f]{6}$'";
  const faults: [body: object, message: string][] = [
    [{ name: null }, 'name: Input should be a valid string'],
    [{ name: 5 }, 'name: Input should be a valid string'],
    [{ name: '' }, 'name: String should have at least 1 character'],
    [{ name: 'n'.repeat(41) }, 'name: String should have at most 40 characters'],
    [{ name: '😀'.repeat(41) }, 'name: String should have at most 40 characters'],
    [{ display_color: null }, 'display_color: …'],
    [{ display_color: 5 }, 'display_color: …'],
    [{ display_color: 'red' }, color],
    [{ display_color: '#6C5BB9\n' }, color],
    [{ external_key_id: null }, 'external_key_id: …'],
    [{ external_key_id: 5 }, 'external_key_id: …'],
    [{ external_key_id: 'key_1' }, 'external_key_id: …'],
    [{ user_profile_id: null }, 'user_profile_id: …'],
    [{ user_profile_id: 5 }, 'user_profile_id: …'],
    [{ zzz: 1 }, 'zzz: Extra inputs are not permitted'],
    [{ name: 'After', zzz: 1 }, 'zzz: Extra inputs are not permitted'],
    [{ zzz: 1, name: '' }, 'name: String should have at least 1 character'],
    [{ zzz: 1, data_residency: { allowed_inference_geos: ['us'] } }, 'zzz: Extra inputs are not permitted'],
    ...serverOwned.map(([member, value]): [object, string] => [
      { [member]: value },
      `${member}: Extra inputs are not permitted`,
    ]),
    ...forbiddenText.flatMap(([, text]): [object, string][] => [
      [{ name: text }, 'name: …'],
      [{ display_color: text }, 'display_color: …'],
      [{ tags: { [text]: 'v' } }, 'tags…'],
      [{ tags: { env: text } }, 'tags.env: …'],
    ]),
  ];
  for (const [body, message] of faults) {
    it(`${show(body)} → ${message}`, async () => {
      invalid(await update(body), message);
      assert.deepEqual(await caller.retrieve(workspace.id), workspace);
    });
  }

  it('user_profile_id: no such profile, code user_profile_not_found', async () => {
    invalid(await update({ user_profile_id: 'uprof_1' }), undefined, 'user_profile_not_found');
  });

  for (const body of ['null', '[]', '"x"', '5', '']) {
    it(`a body that isn’t an object: ${show(body)}`, async () => invalid(await update(body)));
  }

  it('an archived workspace stays unchanged', async () => {
    const { id } = await caller.create();
    const archived = await caller.archive(id);
    for (const body of [{}, { name: 'After' }, { tags: { a: '1' } }]) {
      invalid(await caller.post(`${workspaces}/${id}`, body));
    }
    invalid(await caller.post(`${workspaces}/${id}`, { zzz: 1 }), 'zzz: Extra inputs are not permitted');
    assert.deepEqual(await caller.retrieve(id), archived);
  });
});

it('a rule across fields that the body breaks by itself is checked before the id', async () => {
  const data_residency = { allowed_inference_geos: ['us'], default_inference_geo: 'global' };
  const answer = await caller.post(`${workspaces}/${namelessIds[0]}`, { data_residency });
  invalid(answer, 'data_residency.default_inference_geo: …');
});

describe('404', () => {
  for (const id of namelessIds) {
    it(`${show(id)} names nothing`, async () => notFound(await caller.post(`${workspaces}/${id}`, {})));
  }
});
