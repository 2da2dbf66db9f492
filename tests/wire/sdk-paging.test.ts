import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startServer } from './harness.ts';
import { surfaces, type WorkspacesClient } from './sdks.ts';
import type { Workspace } from './shapes.ts';

const server = await startServer({ 'workspace-limit': 3_000 });
const caller = await server.organization();
const total = 2_500;
for (let made = 0; made < total; made += 50) {
  await Promise.all(Array.from({ length: 50 }, (_, number) => caller.create({ name: `w${made + number}` })));
}

/** Every active id, newest first. */
async function activeIds(): Promise<string[]> {
  const ids: string[] = [];
  for await (const { data } of caller.pages({ limit: 1000 })) ids.push(...data.map(({ id }) => id));
  return ids;
}

/** Walks with the library's own paging and archives a row behind, at and ahead of it every now and then. */
async function walk(client: WorkspacesClient, query: object, ids: string[]) {
  const seen: Workspace[] = [];
  const archived = new Set<string>();
  for await (const workspace of client.list({ limit: 100, ...query })) {
    seen.push(workspace);
    assert.ok(seen.length <= ids.length, 'the walk goes in circles');
    if (seen.length % 97 !== 0) continue;
    for (const index of [seen.length - 40, seen.length - 1, seen.length + 130]) {
      const id = ids[index];
      if (id) archived.add((await client.archive(id)).id);
    }
  }
  return { seen: seen.map(({ id }) => id), archived };
}

describe(`auto-paging over ${total} workspaces, some archived meanwhile`, () => {
  for (const { name, connect } of surfaces) {
    const client = connect({ baseURL: caller.url, apiKey: caller.key });

    it(`${name}, forward`, async () => {
      const ids = await activeIds();
      const { seen, archived } = await walk(client, {}, ids);
      assert.ok(archived.size > 60);
      assert.deepEqual(
        seen,
        ids.filter((id) => seen.includes(id)),
        'no row twice, and newest first',
      );
      assert.deepEqual(
        ids.filter((id) => !seen.includes(id) && !archived.has(id)),
        [],
        'no row skipped',
      );
    });

    it(`${name}, backward`, async () => {
      const { id: before_id } = await caller.defaultWorkspace();
      const ids = await activeIds();
      const pages = ids.toReversed();
      const { seen, archived } = await walk(client, { before_id }, pages);
      assert.ok(archived.size > 60);
      assert.equal(new Set(seen).size, seen.length, 'no row twice');
      const known = new Set(seen);
      assert.deepEqual(
        ids.filter((id) => !known.has(id) && !archived.has(id)),
        [],
        'no row skipped',
      );
      assert.deepEqual(seen.slice(0, 100), ids.slice(-100), 'the nearest page first, in listing order');
    });
  }
});
