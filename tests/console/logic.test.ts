import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Workspace } from '../../console/src/api/types.ts';
import { history } from '../../console/src/pages/overview/history.ts';
import { csvOf } from '../../console/src/pages/workspaces/csv.ts';
import { parseSearch, stringifySearch } from '../../console/src/search.ts';
import {
  createBody,
  type Draft,
  draftOf,
  emptyDraft,
  updateBody,
} from '../../console/src/workspaces/form/draft.ts';
import { pastedTags } from '../../console/src/workspaces/form/pasted-tags.ts';
import { choices, restrict, toggle, unrestrict } from '../../console/src/workspaces/form/residency.ts';
import { readView } from '../../console/src/workspaces/view.ts';

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
        const start = draftOf(workspace(before));
        assert.deepEqual(updateBody(start, start), {});
      }),
    );
  });

  test('merged into the existing tags, gives those of the form', () => {
    fc.assert(
      fc.property(tags, tags, (before, after) => {
        const start = draftOf(workspace(before));
        const body = updateBody({ ...start, tags: lines(after) }, start);
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

describe('the chart over time', () => {
  const day = 86_400_000;
  const now = Date.parse('2026-06-30T12:00:00Z');
  const at = (days: number) => Date.parse('2026-06-30T00:00:00Z') - days * day;
  const date = (days: number) => new Date(at(days)).toISOString().slice(0, 10);

  test('counts back from today, day by day', () => {
    const by_day = [
      { date: date(20), created: 2, archived: 0 },
      { date: date(10), created: 1, archived: 0 },
      { date: date(5), created: 0, archived: 1 },
    ];
    assert.deepEqual(history({ active: 2, by_day }, now), [
      { at: at(21), active: 0 },
      { at: at(20), active: 2 },
      { at: at(11), active: 2 },
      { at: at(10), active: 3 },
      { at: at(6), active: 3 },
      { at: at(5), active: 2 },
      { at: at(0), active: 2 },
    ]);
  });

  test('of an organization that was created today begins a week ago, at nothing', () => {
    const by_day = [{ date: date(0), created: 3, archived: 1 }];
    const points = history({ active: 2, by_day }, now);
    assert.deepEqual(
      [points[0], points.at(-1)],
      [
        { at: at(7), active: 0 },
        { at: at(0), active: 2 },
      ],
    );
  });

  test('never goes back in time, and ends with what is active now, even if days are ahead', () => {
    const days = fc.uniqueArray(fc.integer({ min: -100, max: 400 }), { maxLength: 30 });
    fc.assert(
      fc.property(days, (list) => {
        const by_day = list
          .toSorted((a, b) => b - a)
          .map((ago) => ({ date: date(ago), created: 2, archived: 1 }));
        const points = history({ active: by_day.length, by_day }, now);
        const times = points.map((point) => point.at);
        assert.deepEqual(
          times,
          [...new Set(times)].toSorted((a, b) => a - b),
        );
        assert.deepEqual([points[0]?.active, points.at(-1)?.active], [0, by_day.length]);
      }),
    );
  });
});

describe('a saved file', () => {
  test('has no cell that a spreadsheet takes for a formula', () => {
    const names = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '"', ',', 'a', ' ') });
    fc.assert(
      fc.property(names, (name) => {
        const [, line = ''] = csvOf([{ ...workspace({}), name }]).split(/(?<=\r\n)(?="wrkspc)/);
        const cell = /^"[^"]*","((?:[^"]|"")*)"/.exec(line)?.[1] ?? assert.fail(line);
        assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
        assert.equal(cell.replaceAll('""', '"').replace(/^'(?=[=+\-@\t\r])/, ''), name);
      }),
    );
  });
});

test('pasted lines are tags only if each of them is one', () => {
  assert.deepEqual(pastedTags('a=b'), [{ key: 'a', value: 'b' }]);
  assert.deepEqual(pastedTags(' a = b=c , d='), [
    { key: 'a', value: 'b=c' },
    { key: 'd', value: '' },
  ]);
  assert.deepEqual(pastedTags('a=b, c\nd=e\n'), [
    { key: 'a', value: 'b, c' },
    { key: 'd', value: 'e' },
  ]);
  assert.deepEqual(pastedTags('# the team\na = 1\r\nb\n'), [
    { key: 'a', value: '1' },
    { key: 'b', value: '' },
  ]);
  for (const text of ['', 'team', 'team\n', 'a=b,c', '=x']) assert.deepEqual(pastedTags(text), [], text);
});

describe('the address of a list', () => {
  test('says what the view shows, and nothing else', () => {
    const views = fc.record(
      {
        q: fc.string({ minLength: 1 }),
        tag: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 10 }),
        geo: fc.string({ minLength: 1 }),
        archived: fc.constant<true>(true),
        default: fc.constant<true>(true),
        after_id: fc.string({ minLength: 1 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(views, (view) => {
        assert.deepEqual(readView(parseSearch(stringifySearch(view))), { ...view });
      }),
    );
    assert.equal(stringifySearch({}), '');
  });

  test('is read whatever it says', () => {
    const view = readView(
      parseSearch('?tag=a&tag=&tag=b&archived=yes&default=true&q=&geo=us&geo=eu&other=1'),
    );
    assert.deepEqual(view, { tag: ['a', 'b'], default: true });
  });
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
