import assert from 'node:assert/strict';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { describe, test } from 'node:test';
import { type ServerOptions, startServer } from '../../src/server.ts';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** A server with one workspace, and a client that stays on one connection. */
async function start(options: ServerOptions = {}) {
  const server = await startServer(options);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const call = (path: string, headers: Record<string, string>, method = 'GET', body?: string) =>
    new Promise<Answer>((resolve, reject) => {
      const url = `${server.baseURL}/v1/organizations/workspaces${path}`;
      const sent = request(url, { method, headers, agent }, async (response) => {
        const text = (await response.setEncoding('utf8').toArray()).join('');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
      sent.on('error', reject).end(body);
    });
  const key = { 'x-api-key': server.adminKey };
  const write = async (path: string, body: string) => JSON.parse((await call(path, key, 'POST', body)).text);
  const { id } = await write('', '{"name":"Kept"}');
  const close = async () => {
    agent.destroy();
    await server.close();
  };
  return { ...server, call, key, write, id: id as string, [Symbol.asyncDispose]: close };
}

describe('a cached response', () => {
  test('is the original one with all headers, and its own request id', async () => {
    await using server = await start();
    for (const path of [`/${server.id}`, '?limit=1', '?include_default=true&limit=1000']) {
      const [first, second, third] = [
        await server.call(path, server.key),
        await server.call(path, server.key),
        await server.call(path, { authorization: `Bearer ${server.adminKey}` }),
      ];
      for (const again of [second, third]) {
        const { 'request-id': id, date: _date, ...headers } = again.headers;
        const { 'request-id': firstId, date: _firstDate, ...firstHeaders } = first.headers;
        assert.notEqual(id, firstId);
        assert.match(String(id), /^req_01[1-9A-HJ-NP-Za-km-z]{22}$/);
        assert.deepEqual({ ...again, headers }, { ...first, headers: firstHeaders });
      }
    }
  });

  test('is sent whole if it isn’t ASCII', async () => {
    await using server = await start();
    const { id } = await server.write('', '{"name":"Zürich 東京 🗼"}');
    const first = await server.call(`/${id}`, server.key);
    assert.equal(JSON.parse(first.text).name, 'Zürich 東京 🗼');
    assert.equal((await server.call(`/${id}`, server.key)).text, first.text);
  });

  test('is dropped by the next write', async () => {
    await using server = await start();
    for (const name of ['One', 'Two', 'Three']) {
      await server.write(`/${server.id}`, JSON.stringify({ name }));
      for (let time = 0; time < 2; time++) {
        assert.equal(JSON.parse((await server.call(`/${server.id}`, server.key)).text).name, name);
        assert.equal(JSON.parse((await server.call('', server.key)).text).data[0].name, name);
      }
    }
  });

  test('is only for its organization, and for valid requests', async () => {
    await using server = await start();
    const path = `/${server.id}`;
    for (let time = 0; time < 3; time++) await server.call(path, server.key);
    const status = async (headers: Record<string, string>, method?: string) =>
      (await server.call(path, headers, method)).status;
    assert.equal(await status({}), 401);
    assert.equal(await status({ 'x-api-key': `${server.adminKey}x` }), 401);
    assert.equal(await status({ ...server.key, authorization: 'Bearer another' }), 401);
    assert.equal(await status({ ...server.key, 'anthropic-version': '1999-01-01' }), 400);
    assert.equal(await status(server.key, 'PUT'), 405);
    assert.equal(await status(server.key), 200);
  });

  test('needs a version if one is required', async () => {
    await using server = await start({ requireVersion: true });
    const version = { 'anthropic-version': '2023-06-01' };
    const made = await server.call('', { ...server.key, ...version }, 'POST', '{"name":"Kept"}');
    const path = `/${JSON.parse(made.text).id}`;
    for (let time = 0; time < 2; time++) {
      assert.equal((await server.call(path, { ...server.key, ...version })).status, 200);
      assert.equal((await server.call(path, server.key)).status, 400);
    }
  });

  test('counts for the rate limit and in the metrics', async () => {
    await using limited = await start({ rateLimit: 4 });
    const statuses = [];
    // Enough for two minutes of the clock, of which one may end in between.
    for (let time = 0; time < 9; time++) statuses.push((await limited.call('', limited.key)).status);
    assert.ok(statuses.includes(200) && statuses.includes(429), statuses.join());
    await using server = await start();
    for (let time = 0; time < 4; time++) await server.call('', server.key);
    await fetch(`${server.baseURL}/metrics`);
    const figures = await (await fetch(`${server.baseURL}/metrics`)).text();
    assert.match(figures, /^workspaced_requests_total\{operation="workspaces.list",status="200"\} 4$/m);
    assert.match(figures, /^workspaced_request_seconds_count\{operation="workspaces.list"\} 4$/m);
    assert.match(figures, /^workspaced_database_seconds_count\{operation="workspaces.list"\} 1$/m);
  });

  test('can be read by a page of a configured origin', async () => {
    const origin = 'https://console.example';
    await using server = await start({ corsOrigins: [origin] });
    for (let time = 0; time < 2; time++) {
      const { headers } = await server.call('', { ...server.key, origin });
      assert.equal(headers['access-control-allow-origin'], origin);
    }
  });
});
