import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { workspaces } from './caller.ts';
import { startServer } from './harness.ts';

const answerHeader = 'private, no-cache';

// A sandbox sends every response the whole way, other servers most reads the short one.
for (const sandbox of [false, true]) {
  const server = await startServer({ sandbox });
  const caller = await server.organization();
  const { id } = await caller.create({ name: 'Private' });
  const path = `${workspaces}/${id}`;

  describe(`no shared cache may store a response, ${sandbox ? 'with' : 'without'} a sandbox`, () => {
    const says = async (expected: string, status: number, asking: ReturnType<typeof caller.get>) => {
      const answer = await asking;
      assert.deepEqual([answer.status, answer.headers['cache-control']], [status, expected]);
      return answer;
    };

    it('to a read, read anew or from memory, also if it is 304', async () => {
      for (const read of [
        path,
        workspaces,
        '/v1/organizations/me',
        '/x/v1/workspaces',
        '/v1/organizations/users',
      ]) {
        for (let time = 0; time < 3; time++) await says(answerHeader, 200, caller.get(read));
      }
      const { headers } = await caller.get(path);
      for (let time = 0; time < 2; time++) {
        await says(answerHeader, 304, caller.get(path, { 'if-none-match': String(headers.etag) }));
      }
    });

    it('to a write', async () => {
      await says(answerHeader, 200, caller.post(path, { name: 'Renamed' }));
      const admin = await says('no-store', 200, caller.post('/x/v1/admin_keys', { name: 'Secret' }));
      const { id: key } = admin.body as { id: string };
      await says(answerHeader, 200, caller.send('DELETE', `/x/v1/admin_keys/${key}`));
    });

    it('with an error, of whatever kind', async () => {
      const anyone = { 'x-api-key': 'sk-ant-admin01-wrong' };
      await says(answerHeader, 400, caller.get(`${workspaces}?limit=0`));
      await says(answerHeader, 401, caller.get(path, anyone));
      await says(answerHeader, 404, caller.get(`${workspaces}/wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ`));
      await says(answerHeader, 404, caller.get('/v1/nothing'));
      await says(answerHeader, 404, caller.get('/v1/%'));
      await says(answerHeader, 405, caller.send('PUT', path));
      await says(answerHeader, 413, caller.post(workspaces, 'x'.repeat(1_100_000)));
    });

    it('about the server itself', async () => {
      for (const each of ['/healthz', '/readyz', '/metrics']) await says('no-store', 200, caller.get(each));
    });

    it('but the OpenAPI document, which is the same for everybody', async () => {
      assert.equal((await caller.get('/openapi.json')).headers['cache-control'], undefined);
    });
  });
}
