import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Caller, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import type { Workspace } from './shapes.ts';

describe('kill -9 and a restart', () => {
  it('everything that was acknowledged is there', async () => {
    const server = await startServer();
    const caller = await server.organization();
    const idempotent = { 'idempotency-key': 'before the crash' };
    const first = await caller.post(workspaces, { name: 'Keyed' }, idempotent);
    const [a, b, c] = await caller.createMany(3);
    const updated = await caller.update(a?.id ?? '', { name: 'Updated', tags: { env: 'prod' } });
    const archived = await caller.archive(b?.id ?? '');
    const everything = await caller.list({ include_archived: true, include_default: true });

    await server.kill();
    const next = new Caller((await startServer({}, server.database)).url, caller.key);
    assert.deepEqual(await next.list({ include_archived: true, include_default: true }), everything);
    assert.deepEqual(await next.retrieve(updated.id), updated);
    assert.deepEqual(await next.retrieve(archived.id), archived);
    assert.deepEqual(await next.retrieve(c?.id ?? ''), c);
    const replayed = await next.post(workspaces, { name: 'Keyed' }, idempotent);
    assert.deepEqual(replayed.body, first.body);
    assert.equal(replayed.headers['idempotent-replayed'], 'true');
    const newer = await next.create({ name: 'After the crash' });
    assert.equal((await next.list()).first_id, newer.id);
  });

  it('also while twenty writers are writing', async () => {
    const server = await startServer({ 'workspace-limit': 100_000 });
    const caller = await server.organization();
    const answered = new Map<string, Workspace>();
    let killed: Promise<void> | undefined;

    async function write(writer: number): Promise<never> {
      for (let number = 0; ; number++) {
        const made = await caller.create({ name: `w${writer}-${number}` });
        answered.set(made.id, made);
        answered.set(made.id, await caller.update(made.id, { tags: { writer: `${writer}` } }));
        if (number % 3 === 0) answered.set(made.id, await caller.archive(made.id));
        if (answered.size >= 300) killed ??= server.kill();
      }
    }
    const ends = await Promise.allSettled(Array.from({ length: 20 }, (_, writer) => write(writer)));
    await killed;
    for (const end of ends) assert.match(`${end.status === 'rejected' && end.reason.code}`, /^ECONN|EPIPE/);
    assert.ok(answered.size >= 300);

    const next = new Caller(
      (await startServer({ 'workspace-limit': 100_000 }, server.database)).url,
      caller.key,
    );
    for (const [id, was] of answered) {
      const is = await next.retrieve(id);
      assert.equal(is.name, was.name);
      assert.equal(is.created_at, was.created_at);
      assert.deepEqual({ ...is.tags, ...was.tags }, is.tags, 'an answered update is there');
      if (was.archived_at !== null) assert.equal(is.archived_at, was.archived_at);
    }
  });
});
