import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { workspaces } from './caller.ts';
import { organization } from './harness.ts';
import { invalid } from './shapes.ts';
import { show } from './table.ts';

const caller = await organization();

type Residency = [geo: string, allowed: string | string[], byDefault: string];
const residency = ([workspace_geo, allowed_inference_geos, default_inference_geo]: Residency) => ({
  workspace_geo,
  allowed_inference_geos,
  default_inference_geo,
});
const defaults: Residency = ['us', 'unrestricted', 'global'];

const faults: [given: unknown, message: string][] = [
  ['us', 'data_residency: Input should be an object'],
  [5, 'data_residency: Input should be an object'],
  [['us'], 'data_residency: Input should be an object'],
  [{ zzz: 1 }, 'data_residency.zzz: Extra inputs are not permitted'],
  [{ default_inference_geo: 'eu' }, "data_residency.default_inference_geo: must be one of ['global', 'us']"],
  [{ default_inference_geo: '' }, "data_residency.default_inference_geo: must be one of ['global', 'us']"],
  [{ default_inference_geo: 'US' }, "data_residency.default_inference_geo: must be one of ['global', 'us']"],
  [{ default_inference_geo: 5 }, 'data_residency.default_inference_geo: …'],
  [{ allowed_inference_geos: 'all' }, 'data_residency.allowed_inference_geos…'],
  [{ allowed_inference_geos: 'us' }, 'data_residency.allowed_inference_geos…'],
  [{ allowed_inference_geos: 5 }, 'data_residency.allowed_inference_geos…'],
  [{ allowed_inference_geos: {} }, 'data_residency.allowed_inference_geos…'],
  [{ allowed_inference_geos: [] }, 'data_residency.allowed_inference_geos…'],
  [{ allowed_inference_geos: ['eu', 'global'] }, 'data_residency.allowed_inference_geos…'],
  [{ allowed_inference_geos: ['global', 5] }, 'data_residency.allowed_inference_geos…'],
  [{ allowed_inference_geos: ['global', null] }, 'data_residency.allowed_inference_geos…'],
  [{ allowed_inference_geos: ['unrestricted'] }, 'data_residency.allowed_inference_geos…'],
  [{ allowed_inference_geos: ['global', 'us', 'global'] }, 'data_residency.allowed_inference_geos…'],
  [{ allowed_inference_geos: ['us'], default_inference_geo: 'global' }, 'data_residency…'],
  [{ allowed_inference_geos: ['global'], default_inference_geo: 'us' }, 'data_residency…'],
];

describe('create', () => {
  const accepted: [given: unknown, result: Residency][] = [
    [null, defaults],
    [{}, defaults],
    [{ workspace_geo: null, allowed_inference_geos: null, default_inference_geo: null }, defaults],
    [{ workspace_geo: 'us' }, defaults],
    [{ allowed_inference_geos: 'unrestricted' }, defaults],
    [{ default_inference_geo: 'global' }, defaults],
    [{ default_inference_geo: 'us' }, ['us', 'unrestricted', 'us']],
    [{ allowed_inference_geos: ['global'] }, ['us', ['global'], 'global']],
    [{ allowed_inference_geos: ['global', 'us'] }, ['us', ['global', 'us'], 'global']],
    [{ allowed_inference_geos: ['us', 'global'] }, ['us', ['us', 'global'], 'global']],
    [{ allowed_inference_geos: ['us'], default_inference_geo: 'us' }, ['us', ['us'], 'us']],
  ];
  for (const [data_residency, result] of accepted) {
    it(`200: ${show(data_residency)}`, async () => {
      const made = await caller.create({ name: 'x', data_residency });
      assert.deepEqual(made.data_residency, residency(result));
      assert.deepEqual(await caller.retrieve(made.id), made);
    });
  }

  const only: typeof faults = [
    [{ workspace_geo: 'eu' }, 'data_residency.workspace_geo: …'],
    [{ workspace_geo: 'global' }, 'data_residency.workspace_geo: …'],
    [{ workspace_geo: 5 }, 'data_residency.workspace_geo: …'],
    [{ allowed_inference_geos: ['us'] }, 'data_residency…'],
    [{ allowed_inference_geos: ['us'], default_inference_geo: null }, 'data_residency…'],
    [{ default_inference_geo: 5, workspace_geo: 5 }, 'data_residency.workspace_geo: …'],
    [{ default_inference_geo: 5, allowed_inference_geos: 5 }, 'data_residency.allowed_inference_geos…'],
  ];
  for (const [data_residency, message] of [...faults, ...only]) {
    it(`400: ${show(data_residency)}`, async () => {
      invalid(await caller.post(workspaces, { name: 'x', data_residency }), message);
    });
  }
});

describe('update', () => {
  const accepted: [before: unknown, given: unknown, result: Residency][] = [
    [{ default_inference_geo: 'us' }, null, ['us', 'unrestricted', 'us']],
    [{ default_inference_geo: 'us' }, {}, ['us', 'unrestricted', 'us']],
    [{ default_inference_geo: 'us' }, { default_inference_geo: null }, ['us', 'unrestricted', 'us']],
    [{ default_inference_geo: 'us' }, { default_inference_geo: 'global' }, defaults],
    [{ default_inference_geo: 'us' }, { allowed_inference_geos: ['us'] }, ['us', ['us'], 'us']],
    [{ allowed_inference_geos: ['global'] }, { allowed_inference_geos: null }, ['us', ['global'], 'global']],
    [{ allowed_inference_geos: ['global'] }, { allowed_inference_geos: 'unrestricted' }, defaults],
    [
      { allowed_inference_geos: ['global'] },
      { allowed_inference_geos: ['us'], default_inference_geo: 'us' },
      ['us', ['us'], 'us'],
    ],
  ];
  for (const [before, given, result] of accepted) {
    it(`200: ${show(before)} then ${show(given)}`, async () => {
      const { id } = await caller.create({ name: 'x', data_residency: before });
      const updated = await caller.update(id, { data_residency: given });
      assert.deepEqual(updated.data_residency, residency(result));
      assert.deepEqual(await caller.retrieve(id), updated);
    });
  }

  const sentence = 'data_residency.workspace_geo: Extra inputs are not permitted';
  const only: typeof faults = [
    [{ workspace_geo: 'us' }, sentence],
    [{ workspace_geo: 'eu' }, sentence],
    [{ workspace_geo: null }, sentence],
  ];
  for (const [data_residency, message] of [...faults, ...only]) {
    it(`400: ${show(data_residency)}`, async () => {
      const { id } = await caller.create();
      invalid(await caller.post(`${workspaces}/${id}`, { data_residency }), message);
      await caller.archive(id);
    });
  }

  const merged: [before: unknown, given: unknown][] = [
    [{ allowed_inference_geos: ['global'] }, { default_inference_geo: 'us' }],
    [{ default_inference_geo: 'us' }, { allowed_inference_geos: ['global'] }],
    [{}, { allowed_inference_geos: ['us'] }],
  ];
  for (const [before, given] of merged) {
    it(`400: the merged result counts, ${show(before)} then ${show(given)}`, async () => {
      const made = await caller.create({ name: 'x', data_residency: before });
      invalid(await caller.post(`${workspaces}/${made.id}`, { data_residency: given }), 'data_residency…');
      assert.deepEqual(await caller.retrieve(made.id), made);
    });
  }
});
