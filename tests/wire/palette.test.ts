import assert from 'node:assert/strict';
import { it } from 'node:test';
import { startServer } from './harness.ts';

const server = await startServer({ 'workspace-limit': 500 });
const caller = await server.organization();

it('a default colour is one of a few, the reference’s own among them, and stays', async () => {
  const made = await Promise.all(Array.from({ length: 400 }, () => caller.create()));
  const palette = new Set(made.map(({ display_color }) => display_color));
  assert.ok(palette.has('#6C5BB9'));
  assert.ok(palette.size > 1 && palette.size < 40, `${palette.size} colours`);
  for (const { id, display_color } of made.slice(0, 10)) {
    assert.equal((await caller.update(id, { name: 'Renamed' })).display_color, display_color);
    assert.equal((await caller.archive(id)).display_color, display_color);
    assert.equal((await caller.retrieve(id)).display_color, display_color);
  }
});
