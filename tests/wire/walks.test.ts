import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Query } from './caller.ts';
import { startServer } from './harness.ts';
import type { Workspace } from './shapes.ts';

const server = await startServer({ 'workspace-limit': 100_000 });
const caller = await server.organization();

const index = fc.nat();
const event = fc.oneof(
  fc.record({ do: fc.constant('insert' as const) }),
  fc.record({ do: fc.constantFrom('update' as const, 'archive' as const), index }),
);
const plan = fc.record({
  rows: fc.integer({ min: 1, max: 25 }),
  archived: fc.array(index, { maxLength: 5 }),
  forward: fc.boolean(),
  limit: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constantFrom(20, 1000)),
  include_archived: fc.boolean(),
  chosen: fc.option(fc.array(index, { minLength: 1, maxLength: 15 })),
  between: fc.array(fc.array(event, { maxLength: 4 }), { maxLength: 12 }),
});

it('paging neither skips nor repeats a row that exists throughout, whatever happens between the pages', async () => {
  await fc.assert(
    fc.asyncProperty(plan, async ({ rows, archived, forward, limit, include_archived, chosen, between }) => {
      const floor = await caller.create({ name: 'everything older is of an earlier walk' });
      const made = await caller.createMany(rows);
      const pick = (index: number) => made[index % made.length]?.id ?? '';
      for (const id of archived.map(pick)) await caller.archive(id);
      const ids = chosen?.map(pick);
      const query: Query = { limit, include_archived, ...(ids && { 'ids[]': ids }) };
      const hidden = new Set(include_archived ? [] : archived.map(pick));
      const inserted: string[] = [];

      const pages: Workspace[][] = [];
      const events = between[Symbol.iterator]();
      const walk = forward ? query : { ...query, before_id: floor.id };
      for await (const { data } of caller.pages(walk)) {
        pages.push(data);
        if (data.some(({ id }) => id <= floor.id)) break;
        for (const event of events.next().value ?? []) {
          if (event.do === 'insert') inserted.push((await caller.create()).id);
          else if (!hidden.has(pick(event.index))) await happen(event.do, pick(event.index));
        }
      }

      async function happen(event: 'update' | 'archive', id: string) {
        if (event === 'archive' && !include_archived) hidden.add(id);
        if (event === 'archive') await caller.archive(id);
        else if ((await caller.retrieve(id)).archived_at === null)
          await caller.update(id, { name: 'updated' });
      }

      const seen = (forward ? pages : pages.toReversed())
        .flat()
        .map(({ id }) => id)
        .filter((id) => id > floor.id);
      const throughout = made
        .map(({ id }) => id)
        .filter((id) => !hidden.has(id) && (ids?.includes(id) ?? true));
      assert.deepEqual(seen, [...new Set(seen)].sort().reverse(), 'no row twice, all in listing order');
      assert.deepEqual(
        throughout.filter((id) => !seen.includes(id)),
        [],
        'no row skipped',
      );
      const possible = new Set([...made.map(({ id }) => id), ...(ids ? [] : inserted)]);
      assert.deepEqual(
        seen.filter((id) => !possible.has(id)),
        [],
        'no row that the filter hides',
      );
    }),
    { numRuns: 100 },
  );
});
