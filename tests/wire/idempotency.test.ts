import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { Caller, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import type { Answer } from './http.ts';
import { invalid, workspaceOf } from './shapes.ts';

const server = await startServer();
const [caller, stranger] = await Promise.all([server.organization('One'), server.organization('Two')]);
const count = async () => (await caller.list({ limit: 1000, include_archived: true })).data.length;
const keyed = (key: string) => ({ 'idempotency-key': key });

function assertFirst(answer: Answer) {
  assert.equal(answer.headers['idempotent-replayed'], undefined);
  return workspaceOf(answer);
}

function assertReplay(answer: Answer, first: Answer) {
  assert.equal(answer.headers['idempotent-replayed'], 'true');
  assert.equal(answer.status, first.status);
  assert.deepEqual(answer.body, first.body);
}

describe('the same key and the same body', () => {
  it('create: the first response again, and one workspace', async () => {
    const [key, before] = [randomUUID(), await count()];
    const first = await caller.post(workspaces, { name: 'Once' }, keyed(key));
    const { id } = assertFirst(first);
    assertReplay(await caller.post(workspaces, { name: 'Once' }, keyed(key)), first);
    await caller.update(id, { name: 'Renamed since' });
    assertReplay(await caller.post(workspaces, { name: 'Once' }, keyed(key)), first);
    assert.equal(await count(), before + 1);
  });

  it('update: the first response again, and no second update', async () => {
    const [key, { id }] = [randomUUID(), await caller.create()];
    const path = `${workspaces}/${id}`;
    const first = await caller.post(path, { name: 'Updated' }, keyed(key));
    assertFirst(first);
    await caller.update(id, { name: 'Updated again' });
    assertReplay(await caller.post(path, { name: 'Updated' }, keyed(key)), first);
    assert.equal((await caller.retrieve(id)).name, 'Updated again');
  });

  it('archive: the first response again', async () => {
    const [key, { id }] = [randomUUID(), await caller.create()];
    const path = `${workspaces}/${id}/archive`;
    const first = await caller.post(path, undefined, keyed(key));
    assertFirst(first);
    assertReplay(await caller.post(path, undefined, keyed(key)), first);
  });

  it('concurrently: one workspace, and one response for all', async () => {
    const [key, before] = [randomUUID(), await count()];
    const posts = Array.from({ length: 10 }, () => caller.post(workspaces, { name: 'At once' }, keyed(key)));
    const made = (await Promise.all(posts)).map((answer) => workspaceOf(answer).id);
    assert.equal(new Set(made).size, 1);
    assert.equal(await count(), before + 1);
  });

  it('concurrently, with room for one more: the same', async () => {
    const full = await server.organization();
    await server.admin('orgs', 'set-limit', full.organizationId ?? '', '1');
    for (let round = 0; round < 5; round++) {
      const key = randomUUID();
      const posts = Array.from({ length: 15 }, () => full.post(workspaces, { name: 'Last' }, keyed(key)));
      const made = (await Promise.all(posts)).map((answer) => workspaceOf(answer).id);
      assert.equal(new Set(made).size, 1);
      await full.post(`${workspaces}/${made[0]}/archive`);
    }
  });

  it('a retry works at the limit', async () => {
    const full = await server.organization();
    const first = await full.post(workspaces, { name: 'Last' }, keyed('last'));
    await server.admin('orgs', 'set-limit', full.organizationId ?? '', '1');
    assertReplay(await full.post(workspaces, { name: 'Last' }, keyed('last')), first);
    invalid(await full.post(workspaces, { name: 'Last' }, keyed('another')));
  });
});

describe('another body', () => {
  it('400 on create, and nothing is made', async () => {
    const key = randomUUID();
    assertFirst(await caller.post(workspaces, { name: 'One' }, keyed(key)));
    const before = await count();
    invalid(await caller.post(workspaces, { name: 'Two' }, keyed(key)));
    assert.equal(await count(), before);
  });

  it('400 on update, and nothing changes', async () => {
    const [key, { id }] = [randomUUID(), await caller.create()];
    const first = assertFirst(await caller.post(`${workspaces}/${id}`, { name: 'One' }, keyed(key)));
    invalid(await caller.post(`${workspaces}/${id}`, { name: 'Two' }, keyed(key)));
    assert.deepEqual(await caller.retrieve(id), first);
  });
});

describe('another request', () => {
  it('another key makes a duplicate', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const first = assertFirst(await caller.post(workspaces, { name: 'Twin' }, keyed(one)));
    const second = assertFirst(await caller.post(workspaces, { name: 'Twin' }, keyed(two)));
    assert.notEqual(first.id, second.id);
  });

  it('keys are each caller’s own: another admin key of the organization, another organization', async () => {
    const key = randomUUID();
    const { key: adminKey } = await server.adminKey(caller.organizationId ?? '');
    const colleague = new Caller(server.url, adminKey);
    const ids = [];
    for (const one of [caller, colleague, stranger]) {
      ids.push(assertFirst(await one.post(workspaces, { name: 'Mine' }, keyed(key))).id);
    }
    assert.equal(new Set(ids).size, 3);
  });

  it('never gets the response for another workspace', async () => {
    const key = randomUUID();
    const [one, two] = await caller.createMany(2);
    assertFirst(await caller.post(`${workspaces}/${one?.id}/archive`, undefined, keyed(key)));
    const answer = await caller.post(`${workspaces}/${two?.id}/archive`, undefined, keyed(key));
    invalid(answer);
  });

  it('a get ignores the header', async () => {
    const { id } = await caller.create();
    assertFirst(await caller.get(`${workspaces}/${id}`, keyed('get')));
    await caller.update(id, { name: 'Changed' });
    assert.equal(workspaceOf(await caller.get(`${workspaces}/${id}`, keyed('get'))).name, 'Changed');
  });
});

describe('without a key', () => {
  it('two equal creates are two workspaces', async () => {
    const [one, two] = [await caller.create({ name: 'Twin' }), await caller.create({ name: 'Twin' })];
    assert.notEqual(one.id, two.id);
  });
});
