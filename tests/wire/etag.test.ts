import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Caller, workspaces } from './caller.ts';
import { startServer } from './harness.ts';

const servers = await Promise.all(
  ['false', 'true'].map(async (sandbox) => {
    const server = await startServer({ sandbox });
    const caller = await server.organization();
    return { sandbox, server, caller, id: (await caller.create({ name: 'Tagged' })).id };
  }),
);

for (const { sandbox, server, caller, id } of servers) {
  const paths = { get: `${workspaces}/${id}`, list: workspaces, 'another list': '/v1/organizations/users' };
  const tagOf = async (path: string) => String((await caller.get(path)).headers.etag);

  describe(`the etag of a response, ${sandbox === 'true' ? 'with' : 'without'} a sandbox`, () => {
    for (const [what, path] of Object.entries(paths)) {
      it(`is the same until something changes: ${what}`, async () => {
        const tag = await tagOf(path);
        assert.match(tag, /^W\/"[\w.-]+"$/);
        for (let time = 0; time < 3; time++) assert.equal(await tagOf(path), tag);
      });

      it(`makes a conditional request 304, without a body: ${what}`, async () => {
        const first = await caller.get(path);
        const tag = String(first.headers.etag);
        for (const sent of [tag, tag.slice(2), `"other", ${tag}`, '*']) {
          for (let time = 0; time < 2; time++) {
            const answer = await caller.get(path, { 'if-none-match': sent });
            assert.equal(answer.status, 304, sent);
            assert.equal(answer.text, '');
            assert.equal(answer.headers.etag, tag);
            assert.match(String(answer.headers['request-id']), /^req_/);
            assert.equal(
              answer.headers['anthropic-organization-id'],
              first.headers['anthropic-organization-id'],
            );
          }
        }
        for (const sent of ['"other"', 'W/"other"', '']) {
          const answer = await caller.get(path, { 'if-none-match': sent });
          assert.deepEqual([answer.status, answer.text], [200, first.text]);
        }
      });
    }

    it('changes with each write of what it shows', async () => {
      const tags = new Set<string>();
      for (const name of ['One', 'Two', 'Three']) {
        await caller.update(id, { name });
        for (const path of [paths.get, paths.list]) {
          const tag = await tagOf(path);
          tags.add(`${path} ${tag}`);
          const later = await caller.get(path, { 'if-none-match': tag });
          assert.equal(later.status, 304);
        }
      }
      assert.equal(tags.size, 6);
      const tag = await tagOf(paths.list);
      await caller.create();
      assert.equal((await caller.get(paths.list, { 'if-none-match': tag })).status, 200);
    });

    it('is not that of another organization, and not sent with errors and writes', async () => {
      const other = await server.organization();
      for (const path of ['/v1/organizations/users', '/v1/organizations/invites']) {
        const theirs = String((await other.get(path)).headers.etag);
        assert.equal((await caller.get(path, { 'if-none-match': theirs })).status, 200);
      }
      const answer = await other.get(paths.get, { 'if-none-match': '*' });
      assert.deepEqual([answer.status, answer.headers.etag], [404, undefined]);
      const created = await caller.post(workspaces, { name: 'x' }, { 'if-none-match': '*' });
      assert.deepEqual([created.status, created.headers.etag], [200, undefined]);
      const refused = await caller.get(`${workspaces}?limit=0`, { 'if-none-match': '*' });
      assert.deepEqual([refused.status, refused.headers.etag], [400, undefined]);
    });
  });
}

describe('etags of two servers', () => {
  it('differ where their settings show in the response', async () => {
    const one = await startServer({ 'inference-geos': 'global,us,eu' });
    const two = await startServer({ 'inference-geos': 'global,us' }, one.database);
    const caller = await one.organization();
    const elsewhere = new Caller(two.url, caller.key, caller.organizationId);
    const summary = '/x/v1/workspaces/summary';
    const { text, headers } = await caller.get(summary);
    const answer = await elsewhere.get(summary, { 'if-none-match': String(headers.etag) });
    assert.equal(answer.status, 200);
    assert.notEqual(answer.text, text);
  });

  it('are the same for the same state, and an outdated one is recognised by both', async () => {
    const one = await startServer();
    const two = await startServer({}, one.database);
    const caller = await one.organization();
    const elsewhere = new Caller(two.url, caller.key, caller.organizationId);
    const { id } = await caller.create({ name: 'Shared' });
    const path = `${workspaces}/${id}`;
    for (const writer of [caller, elsewhere, caller]) {
      const before = String((await caller.get(path)).headers.etag);
      assert.equal((await elsewhere.get(path, { 'if-none-match': before })).status, 304);
      await writer.update(id, { name: crypto.randomUUID() });
      for (const reader of [caller, elsewhere]) {
        assert.equal((await reader.get(path, { 'if-none-match': before })).status, 200);
      }
      const [here, there] = [await caller.get(path), await elsewhere.get(path)];
      assert.equal(here.headers.etag, there.headers.etag);
    }
  });
});
