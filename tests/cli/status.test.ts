import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, describe, it } from 'node:test';
import { startServer } from '../../src/server.ts';
import { version } from '../../src/version.ts';
import { json, print, run } from './program.ts';
import { listen } from './web.ts';

const status = (url: string) => ['status', '--url', url];

describe('status', { concurrency: 4 }, async () => {
  const server = await startServer({
    sandbox: false,
    workspaceLimit: 7,
    organizationName: 'Example \u202eInc',
  });
  after(() => server.close());
  const env = { WORKSPACED_KEY: server.adminKey };

  it('shows the server, the organization, its limit, and the key with its source', async () => {
    const text = await print(status(server.baseURL), env);
    for (const line of [
      new RegExp(`^url +${server.baseURL}$`, 'm'),
      /^reachable +true$/m,
      /^ready +true$/m,
      new RegExp(`^server\\.version +${version}$`, 'm'),
      /^organization\.name +Example \\u202eInc$/m,
      /^active_workspaces +0$/m,
      /^workspace_limit +7$/m,
      /^key\.name +First key$/m,
      new RegExp(`^key\\.hint +${server.adminKey.slice(-4)}$`, 'm'),
      /^key\.source +WORKSPACED_KEY$/m,
    ]) {
      assert.match(text, line);
    }
    assert.ok(!text.includes(server.adminKey));
  });

  it('--json has the same', async () => {
    const seen = await json<Record<string, Record<string, unknown>>>(status(server.baseURL), env);
    assert.deepEqual(
      [seen.url, seen.reachable, seen.ready, seen.active_workspaces, seen.workspace_limit],
      [server.baseURL, true, true, 0, 7],
    );
    assert.deepEqual([seen.organization?.id, seen.server?.version], [server.organizationId, version]);
    assert.deepEqual([seen.key?.name, seen.key?.source], ['First key', 'WORKSPACED_KEY']);
  });

  it('fails if the server isn’t ready, and says why', async () => {
    const busy = '{"error":{"type":"overloaded_error","message":"Busy."},"request_id":"req_1"}';
    const { url } = await listen(
      createServer((request, response) => {
        const ready = request.url !== '/readyz';
        response.writeHead(ready ? 200 : 503).end(ready ? '{"status":"ok"}' : busy);
      }),
    );
    const { code, stdout, stderr } = await run(status(url), env);
    assert.equal(code, 1);
    assert.match(stdout, /^reachable +true\nready +false$/m);
    assert.equal(stderr, 'error: Busy. (overloaded_error, req_1)\n');
  });

  it('without a key it shows what anybody can know', async () => {
    const { code, stdout, stderr } = await run(status(server.baseURL));
    assert.equal(code, 2);
    assert.match(stdout, /^reachable +true\nready +true$/m);
    assert.match(stderr, /^error: there is no key: set WORKSPACED_KEY/);
  });

  it('fails if the key is refused', async () => {
    const { code, stdout, stderr } = await run(status(server.baseURL), { WORKSPACED_KEY: 'bad' });
    assert.equal(code, 1);
    assert.match(stdout, /^ready +true$/m);
    assert.match(stderr, /API key is invalid\. The key came from WORKSPACED_KEY\./);
  });

  it('fails if nothing listens', async () => {
    const { url, close } = await listen(createServer());
    await close();
    const { code, stdout, stderr } = await run([...status(url), '--json'], env);
    assert.equal(code, 1);
    assert.deepEqual(JSON.parse(stdout), { url, reachable: false, ready: false });
    assert.match(stderr, new RegExp(`^error: can’t reach ${url}: nothing listens there`));
  });
});
