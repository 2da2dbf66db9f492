import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { workspaces } from './caller.ts';
import { organization } from './harness.ts';
import { invalid, notFound, workspaceOf } from './shapes.ts';
import { namelessIds, show } from './table.ts';

const caller = await organization();

describe('200', () => {
  it('sets archived_at and nothing else', async () => {
    const before = await caller.create({ name: 'Going', tags: { env: 'prod' } });
    const after = await caller.archive(before.id);
    assert.ok(after.archived_at !== null && after.archived_at >= before.created_at);
    assert.ok(Math.abs(Date.parse(after.archived_at) - Date.now()) < 60_000);
    assert.deepEqual(after, { ...before, archived_at: after.archived_at });
    assert.deepEqual(await caller.retrieve(before.id), after);
  });

  it('archiving again returns the first time', async () => {
    const { id } = await caller.create();
    const first = await caller.archive(id);
    assert.deepEqual(await caller.archive(id), first);
    assert.deepEqual(await caller.archive(id), first);
  });

  it('concurrent archives have the same time', async () => {
    const { id } = await caller.create();
    const answers = await Promise.all(Array.from({ length: 20 }, () => caller.archive(id)));
    assert.equal(new Set(answers.map(({ archived_at }) => archived_at)).size, 1);
  });

  it('it is no longer listed, except with include_archived', async () => {
    const made = await caller.create();
    const { id } = made;
    assert.deepEqual((await caller.list({ 'ids[]': [id] })).data, [made]);
    const archived = await caller.archive(id);
    assert.deepEqual((await caller.list({ 'ids[]': [id] })).data, []);
    assert.deepEqual((await caller.list({ 'ids[]': [id], include_archived: true })).data, [archived]);
  });

  const bodies: [body: string, contentType: string | undefined][] = [
    ['', 'application/json'],
    ['{}', 'application/json'],
    ['{"zzz":1}', 'application/json'],
    ['not JSON', 'application/json'],
    ['not JSON', 'text/plain'],
    ['<a/>', 'application/xml'],
    ['a=b', 'application/x-www-form-urlencoded'],
    ['bytes', 'application/octet-stream'],
    ['bytes', 'no/such; type="'],
  ];
  for (const [body, type] of bodies) {
    it(`the body ${show(body)} as ${type} is ignored`, async () => {
      const { id } = await caller.create();
      const answer = await caller.post(`${workspaces}/${id}/archive`, body, { 'content-type': type });
      assert.notEqual(workspaceOf(answer).archived_at, null);
    });
  }

  it('accepts a percent-encoded id and beta=true', async () => {
    const { id } = await caller.create();
    const answer = await caller.post(`${workspaces}/${id.replace('_', '%5F')}/archive?beta=true`);
    assert.notEqual(workspaceOf(answer).archived_at, null);
  });
});

describe('400', () => {
  it('the default workspace cannot be archived', async () => {
    const before = await caller.defaultWorkspace();
    invalid(await caller.post(`${workspaces}/${before.id}/archive`));
    assert.deepEqual(await caller.retrieve(before.id), before);
  });
});

describe('404', () => {
  for (const id of namelessIds) {
    it(`${show(id)} names nothing`, async () => notFound(await caller.post(`${workspaces}/${id}/archive`)));
  }
});
