import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Workspace } from '../wire/shapes.ts';
import { fieldsOf, History, type PageRead } from './history.ts';

const workspace = (id: string, archived_at: string | null = null) =>
  ({ id, archived_at, name: id, display_color: '#000000', tags: {} }) as Workspace;

const pageOf = (data: Workspace[], has_more = false): PageRead['page'] => ({
  data,
  has_more,
  first_id: data.at(0)?.id ?? null,
  last_id: data.at(-1)?.id ?? null,
});

/** The workspaces `a` to `d` were made one after the other, until 4, and `b` was archived, until 6. */
function violationsOf(page: PageRead['page'], read: Partial<PageRead> = {}): string[] {
  const history = new History();
  for (const [index, id] of ['a', 'b', 'c', 'd'].entries())
    history.add(id, { call: index, end: index + 1, writes: fieldsOf(workspace(id)) });
  history.add('b', { call: 5, end: 6, writes: { listed: 'no' } });
  history.addPage({ call: 7, end: 8, after_id: undefined, include_archived: false, page, ...read });
  return history.violations().map(({ id }) => id);
}

const [a, b, c, d] = [workspace('a'), workspace('b'), workspace('c'), workspace('d')];
const archived = workspace('b', 'then');
const all = { include_archived: true };

const pages: [why: string, violations: string[], page: PageRead['page'], read?: Partial<PageRead>][] = [
  ['all that is active', [], pageOf([d, c, a])],
  ['a created one is missing', ['c'], pageOf([d, a])],
  ['the oldest one is missing', ['a'], pageOf([d, c])],
  ['the oldest one is on a later page', [], pageOf([d, c], true)],
  ['the newest one is missing, with more to come', ['d'], pageOf([c], true)],
  ['an empty page', ['a', 'c', 'd'], pageOf([])],
  ['the archived one is there', ['b'], pageOf([d, c, b, a])],
  ['while it was archived, it can be there', [], pageOf([d, c, b, a]), { call: 5.5 }],
  ['while it was archived, it can be missing', [], pageOf([d, c, a]), { call: 5.5, end: 5.8 }],
  ['while one was made, it can be there', [], pageOf([d, c, b, a]), { call: 3.1, end: 3.2 }],
  ['while one was made, it can be missing', [], pageOf([c, b, a]), { call: 3.1, end: 3.2 }],
  ['before one was made, it can’t be there', ['d'], pageOf([d, c, b, a]), { call: 2.5, end: 2.6 }],
  ['all, with archived ones', [], pageOf([d, c, archived, a]), all],
  ['the archived one is missing where it should be', ['b'], pageOf([d, c, a]), all],
  ['the archived one is shown as active', ['b'], pageOf([d, c, b, a]), all],
  ['an old name', ['c'], pageOf([d, { ...c, name: 'x' }, a])],
  ['only those behind the cursor', [], pageOf([a]), { after_id: 'c' }],
  ['one behind the cursor is missing', ['a'], pageOf([]), { after_id: 'c' }],
];

for (const [why, violations, page, read] of pages) {
  test(`a page is ${violations.length === 0 ? 'right' : 'wrong'}: ${why}`, () =>
    assert.deepEqual(violationsOf(page, read), violations));
}
