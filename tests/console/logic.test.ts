import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Workspace } from '../../console/src/api/types.ts';
import { createBody, type Draft, draftOf, emptyDraft, updateBody } from '../../console/src/editor/draft.ts';
import { choices, restrict, toggle, unrestrict } from '../../console/src/editor/residency.ts';
import { history } from '../../console/src/overview/history.ts';

const geos = ['global', 'us', 'eu'];
const settings = {
  workspace_geos: ['us'],
  inference_geos: geos,
  name_max_length: 40,
  max_tags: 50,
  tag_key_max_length: 128,
  tag_value_max_length: 256,
};

test('whatever is clicked, at least one geo is allowed and the default is one of them', () => {
  const presses = fc.array(fc.constantFrom('unrestrict', 'restrict', ...geos), { maxLength: 30 });
  fc.assert(
    fc.property(presses, (series) => {
      let residency = emptyDraft(settings).residency;
      for (const press of series) {
        if (press === 'unrestrict') residency = unrestrict(residency);
        else if (press === 'restrict') residency = restrict(residency);
        else residency = toggle(residency, press, geos);
        assert.ok(choices(residency, geos).includes(residency.default_inference_geo));
      }
    }),
  );
});

describe('the body of a draft', () => {
  const tags = fc.dictionary(fc.string({ minLength: 1, maxLength: 4 }), fc.string({ maxLength: 4 }), {
    maxKeys: 4,
  });
  const lines = (map: Record<string, string>): Draft['tags'] =>
    Object.entries(map).map(([key, value], line) => ({ line, key, value }));

  test('leaves out what the server would choose', () => {
    assert.deepEqual(createBody({ ...emptyDraft(settings), name: 'x' }, settings), { name: 'x' });
  });

  test('of an unchanged workspace is empty', () => {
    fc.assert(
      fc.property(tags, (before) => {
        assert.deepEqual(updateBody(draftOf(workspace(before)), workspace(before)), {});
      }),
    );
  });

  test('merged into the existing tags, gives those of the form', () => {
    fc.assert(
      fc.property(tags, tags, (before, after) => {
        const body = updateBody({ ...draftOf(workspace(before)), tags: lines(after) }, workspace(before));
        const merged = new Map(Object.entries(before));
        for (const [key, value] of Object.entries(body.tags ?? {})) {
          if (value === null) merged.delete(key);
          else merged.set(key, value);
        }
        assert.deepEqual(new Map([...merged].sort()), new Map(Object.entries(after).sort()));
      }),
    );
  });
});

test('the chart counts active workspaces over time', () => {
  const day = 86_400_000;
  const now = Date.parse('2026-06-30T00:00:00Z');
  const at = (days: number) => new Date(now - days * day).toISOString();
  const points = history(
    [
      { ...workspace({}), created_at: at(20) },
      { ...workspace({}), created_at: at(10), archived_at: at(5) },
      { ...workspace({}), created_at: at(0) },
    ],
    now,
    20,
  );
  assert.deepEqual(
    points.map((point) => point.active),
    [...Array(10).fill(1), ...Array(5).fill(2), ...Array(5).fill(1), 2],
  );
});

function workspace(tags: Record<string, string>): Workspace {
  return {
    id: 'wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ',
    type: 'workspace',
    name: 'x',
    created_at: '2024-10-30T23:58:27.427722Z',
    archived_at: null,
    display_color: '#6C5BB9',
    data_residency: emptyDraft(settings).residency,
    tags,
    external_key_id: null,
    compartment_id: '00000000-0000-4000-8000-000000000000',
    user_profile_id: null,
  };
}
