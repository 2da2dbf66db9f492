import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { Caller, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import { workspaceOf } from './shapes.ts';

const server = await startServer();
const caller = await server.organization();
const first = { 'x-stainless-retry-count': '0' };
const replay = { 'x-stainless-retry-count': '1' };

/** A body that no other test sends. */
const unique = () => ({ name: randomUUID() });

describe('a create with a retry count', () => {
  it('returns the workspace of the create that it retries', async () => {
    const body = unique();
    const made = await caller.create(body, first);
    assert.deepEqual(await caller.create(body, replay), made);
    const { data } = await caller.list({ limit: 1000 });
    assert.equal(data.filter(({ name }) => name === body.name).length, 1);
  });

  it('also when the first one sent no count, and whatever its own count', async () => {
    const body = unique();
    const made = await caller.create(body);
    assert.deepEqual(await caller.create(body, { 'x-stainless-retry-count': '7' }), made);
  });

  it('creates a workspace if the first one never arrived', async () => {
    const body = unique();
    assert.equal((await caller.create(body, replay)).name, body.name);
  });

  it('gets a workspace once: the next retry belongs to another create', async () => {
    const body = unique();
    const made = await caller.create(body, first);
    assert.equal((await caller.create(body, replay)).id, made.id);
    assert.notEqual((await caller.create(body, replay)).id, made.id);
  });

  it('but the next retry of the same create, with a higher count, gets it again', async () => {
    const body = unique();
    const made = await caller.create(body, first);
    for (const count of ['1', '2', '3']) {
      assert.deepEqual(await caller.create(body, { 'x-stainless-retry-count': count }), made);
    }
  });

  it('two creates and their two retries are two workspaces', async () => {
    const body = unique();
    const made = [await caller.create(body, first), await caller.create(body, first)].map(({ id }) => id);
    const again = [await caller.create(body, replay), await caller.create(body, replay)].map(({ id }) => id);
    assert.equal(new Set(made).size, 2);
    assert.deepEqual(again.toSorted(), made.toSorted());
  });

  it('of many concurrent retries exactly one gets a workspace', async () => {
    const body = unique();
    const made = await caller.create(body, first);
    const replays = await Promise.all(Array.from({ length: 10 }, () => caller.create(body, replay)));
    const ids = replays.map(({ id }) => id);
    assert.equal(ids.filter((id) => id === made.id).length, 1);
    for (const id of ids)
      assert.ok(ids.filter((other) => other === id).length <= 2, 'one made it, one claimed it');
  });

  it('works at the limit', async () => {
    const full = await server.organization();
    const made = await full.create({ name: 'Last' }, first);
    await server.admin('orgs', 'set-limit', full.organizationId ?? '', '1');
    assert.equal((await full.create({ name: 'Last' }, replay)).id, made.id);
  });
});

describe('a create that only looks like a retry', () => {
  const others: [how: string, body: object, headers: Record<string, string>][] = [
    ['no count', { name: 'Same' }, {}],
    ['count 0', { name: 'Same' }, first],
    ['a count that is no number', { name: 'Same' }, { 'x-stainless-retry-count': 'x' }],
    ['a negative count', { name: 'Same' }, { 'x-stainless-retry-count': '-1' }],
    ['another body', { name: 'Other' }, replay],
    ['more in the body', { name: 'Same', tags: { a: 'b' } }, replay],
  ];
  for (const [how, body, headers] of others) {
    it(`${how}: a workspace of its own`, async () => {
      const made = await caller.create({ name: 'Same' }, first);
      assert.notEqual((await caller.create(body, headers)).id, made.id);
    });
  }

  it('another admin key: a workspace of its own', async () => {
    const body = unique();
    const { key } = await server.adminKey(caller.organizationId ?? '');
    const made = await caller.create(body, first);
    const answer = await new Caller(server.url, key).post(workspaces, body, replay);
    assert.notEqual(workspaceOf(answer).id, made.id);
  });

  it('an update takes effect each time', async () => {
    const { id } = await caller.create();
    await caller.update(id, { name: 'One' });
    await caller.update(id, { name: 'Two' });
    workspaceOf(await caller.post(`${workspaces}/${id}`, { name: 'One' }, replay));
    assert.equal((await caller.retrieve(id)).name, 'One');
  });
});
