import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { workspaces } from './caller.ts';
import { organization } from './harness.ts';
import { invalid } from './shapes.ts';

const caller = await organization();
const original = await caller.defaultWorkspace();
const path = `${workspaces}/${original.id}`;

describe('200', () => {
  it('is named Default and has the shape of every workspace', async () => {
    assert.equal(original.name, 'Default');
    assert.equal(original.archived_at, null);
    assert.deepEqual(await caller.retrieve(original.id), original);
  });

  it('is in a list only when asked for', async () => {
    const ids = async (query: object) =>
      (await caller.list({ limit: 1000, ...query })).data.map(({ id }) => id);
    assert.ok(!(await ids({})).includes(original.id));
    assert.ok(!(await ids({ include_archived: true })).includes(original.id));
    assert.ok(!(await ids({ include_default: false })).includes(original.id));
    assert.ok(!(await ids({ 'ids[]': [original.id] })).includes(original.id));
    assert.ok((await ids({ include_default: true })).includes(original.id));
  });

  it('can be updated, except its name', async () => {
    const fields = {
      display_color: '#010203',
      tags: { env: 'prod' },
      data_residency: { default_inference_geo: 'us' },
    };
    const updated = await caller.update(original.id, fields);
    assert.deepEqual(updated, {
      ...original,
      display_color: '#010203',
      tags: { ...original.tags, env: 'prod' },
      data_residency: { ...original.data_residency, default_inference_geo: 'us' },
    });
    await caller.update(original.id, {
      display_color: original.display_color,
      tags: { env: null },
      data_residency: {
        default_inference_geo: original.data_residency.default_inference_geo,
      },
    });
    assert.deepEqual(await caller.retrieve(original.id), original);
  });

  it('accepts its own name', async () => {
    assert.deepEqual(await caller.update(original.id, { name: 'Default' }), original);
  });
});

describe('400', () => {
  for (const name of ['Other', 'default', 'Default ']) {
    it(`the name ${JSON.stringify(name)}`, async () => invalid(await caller.post(path, { name })));
  }

  it('a user profile', async () => {
    const answer = await caller.post(path, { user_profile_id: 'uprof_1' });
    assert.equal(answer.status, 400);
  });

  it('a fault in the request comes before its state', async () => {
    invalid(await caller.post(path, { name: 'Other', zzz: 1 }), 'zzz: Extra inputs are not permitted');
  });

  it('an archive', async () => invalid(await caller.post(`${path}/archive`)));

  it('and it is unchanged', async () => assert.deepEqual(await caller.retrieve(original.id), original));
});
