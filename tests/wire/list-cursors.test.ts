import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Query } from './caller.ts';
import { organization } from './harness.ts';
import type { Page } from './shapes.ts';

const caller = await organization();
const made = await caller.createMany(9);
await caller.archive(made[2]?.id ?? '');
await caller.archive(made[5]?.id ?? '');
const everything = (await caller.list({ limit: 1000, include_archived: true })).data;
const actives = everything.filter(({ archived_at }) => archived_at === null);

const idsOf = (page: Page) => page.data.map(({ id }) => id);
const at = (rows: { id: string }[], index: number) => rows.at(index)?.id ?? '';
const slice = (rows: { id: string }[], from: number, to: number) => rows.slice(from, to).map(({ id }) => id);

describe('after_id', () => {
  it('the page immediately after that workspace', async () => {
    const page = await caller.list({ after_id: at(actives, 2), limit: 3 });
    assert.deepEqual(idsOf(page), slice(actives, 3, 6));
  });

  it('has_more is about what comes after', async () => {
    const left = actives.length - 3;
    assert.equal((await caller.list({ after_id: at(actives, 2), limit: left - 1 })).has_more, true);
    assert.equal((await caller.list({ after_id: at(actives, 2), limit: left })).has_more, false);
    assert.equal((await caller.list({ after_id: at(actives, 2), limit: left + 1 })).has_more, false);
  });

  it('after the last one there is nothing', async () => {
    const page = await caller.list({ after_id: at(actives, -1) });
    assert.deepEqual(page, { data: [], has_more: false, first_id: null, last_id: null });
  });
});

describe('before_id', () => {
  it('the page immediately before that workspace, in listing order', async () => {
    const page = await caller.list({ before_id: at(actives, 6), limit: 3 });
    assert.deepEqual(idsOf(page), slice(actives, 3, 6));
  });

  it('has_more is about what comes before', async () => {
    assert.equal((await caller.list({ before_id: at(actives, 3), limit: 2 })).has_more, true);
    assert.equal((await caller.list({ before_id: at(actives, 3), limit: 3 })).has_more, false);
    assert.equal((await caller.list({ before_id: at(actives, 3), limit: 4 })).has_more, false);
  });

  it('before the first one there is nothing', async () => {
    const page = await caller.list({ before_id: at(actives, 0) });
    assert.deepEqual(page, { data: [], has_more: false, first_id: null, last_id: null });
  });
});

describe('a cursor that the filter hides keeps its position', () => {
  const hidden = everything.findIndex(({ archived_at }) => archived_at !== null);
  const cursor = at(everything, hidden);
  const activesIn = (rows: typeof everything) => rows.filter(({ archived_at }) => archived_at === null);

  it('after_id of an archived workspace', async () => {
    const page = await caller.list({ after_id: cursor, limit: 2 });
    assert.deepEqual(idsOf(page), slice(activesIn(everything.slice(hidden)), 0, 2));
  });

  it('before_id of an archived workspace', async () => {
    const page = await caller.list({ before_id: cursor, limit: 2 });
    assert.deepEqual(idsOf(page), slice(activesIn(everything.slice(0, hidden)), -2, hidden));
  });

  it('the default workspace, which is the oldest', async () => {
    const { id } = await caller.defaultWorkspace();
    const before = await caller.list({ before_id: id, limit: 2 });
    assert.deepEqual(idsOf(before), slice(actives, -2, actives.length));
    assert.deepEqual((await caller.list({ after_id: id })).data, []);
  });

  it('a workspace that ids[] leaves out', async () => {
    const chosen = [at(actives, 0), at(actives, 1), at(actives, 4), at(actives, 5)];
    const outside = at(actives, 3);
    assert.deepEqual(idsOf(await caller.list({ 'ids[]': chosen, after_id: outside })), chosen.slice(2));
    assert.deepEqual(idsOf(await caller.list({ 'ids[]': chosen, before_id: outside })), chosen.slice(0, 2));
  });

  it('a workspace that was archived between two pages', async () => {
    const first = await caller.list({ limit: 3 });
    await caller.archive(first.last_id ?? '');
    const second = await caller.list({ limit: 3, after_id: first.last_id ?? '' });
    assert.deepEqual(idsOf(second), slice(actives, 3, 6));
  });
});

describe('walks', () => {
  /** Every id from one end to the other, in the order of the pages. */
  async function walk(query: Query): Promise<string[]> {
    const pages: string[][] = [];
    for await (const page of caller.pages(query)) pages.push(idsOf(page));
    return (query.before_id ? pages.reverse() : pages).flat();
  }

  for (const include_archived of [false, true]) {
    for (const limit of [1, 2, 3, 4, 8, 1000]) {
      it(`limit ${limit}, include_archived ${include_archived}: paging in both directions returns the whole list`, async () => {
        const whole = idsOf(await caller.list({ include_archived, limit: 1000 }));
        assert.deepEqual(await walk({ include_archived, limit }), whole);
        const before_id = (await caller.defaultWorkspace()).id;
        assert.deepEqual(await walk({ include_archived, limit, before_id }), whole);
      });
    }
  }
});
