import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import zlib from 'node:zlib';
import { startServer } from '../../src/server.ts';
import { environment, program } from '../environment.ts';

const key = 'sk-ant-admin01-kept-out-of-every-log-line-0123456789-0123456789';
const secretName = 'a name that only the wire knows';

/** A server as its own program, whose log lines are collected. */
async function startProgram(args: string[] = []) {
  const child = spawn(
    process.execPath,
    [program, 'serve', '--port', '0', '--database', ':memory:', ...args],
    {
      env: environment({ WORKSPACED_ADMIN_KEY: key }),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const lines: Record<string, unknown>[] = [];
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (data) => {
    const parts = (text + data).split('\n');
    text = parts.pop() ?? '';
    lines.push(...parts.map((part) => JSON.parse(part)));
    child.emit('lines');
  });
  const line = async (msg: string) => {
    for (;;) {
      const found = lines.find((each) => each.msg === msg);
      if (found !== undefined) return found;
      await once(child, 'lines');
    }
  };
  const { url } = (await line('listening')) as { url: string };
  return { child, lines, line, url };
}

test('a log line for each request, without keys and bodies; SIGTERM ends with 0', async () => {
  const { child, lines, line, url } = await startProgram();
  const answer = await fetch(`${url}/v1/organizations/workspaces?beta=true`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: secretName }),
  });
  assert.equal(answer.status, 200);
  const logged = await line('request');
  assert.equal(logged.id, answer.headers.get('request-id'));
  assert.equal(logged.route, 'workspaces.create');
  assert.equal(logged.status, 200);
  assert.equal(typeof logged.ms, 'number');
  assert.equal(logged.organization, answer.headers.get('anthropic-organization-id'));
  assert.match(String(logged.key), /^apikey_01/);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
  const everything = JSON.stringify(lines);
  assert.ok(!everything.includes(key) && !everything.includes(secretName));
});

test('the access log has the request and the error, but no query values', async () => {
  const { child, lines, url } = await startProgram();
  const headers = { 'x-api-key': key };
  const path = '/v1/organizations/workspaces';
  const made = await fetch(url + path, { method: 'POST', headers, body: '{"name":"a"}' });
  const { id } = (await made.json()) as { id: string };
  // The second of the same gets is one that was kept ready.
  for (const _time of [1, 2]) await fetch(`${url}${path}/${id}`, { headers });
  for (const _time of [1, 2])
    await fetch(`${url}${path}?limit=7&ids[]=secret&limit=8&a%20"b=secret`, { headers });
  for (const _time of [1, 2]) await fetch(`${url}${path}?limit=7&beta=secret`, { headers });
  await fetch(url + path, { method: 'POST', headers, body: '{"name":""}' });
  await fetch(`${url}/v1/organizations/rate_limits`, { headers });
  await fetch(`${url}${path}`, { headers: { 'x-api-key': 'sk-ant-admin01-wrong' } });
  await fetch(`${url}/v1/%zz`);
  await fetch(`${url}/${'x'.repeat(4000)}`);
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.end('hello\r\n\r\n');
  await socket.toArray();
  const requests = () => lines.filter(({ msg }) => msg === 'request');
  while (requests().length < 13) await sleep(20);
  child.kill('SIGKILL');
  const told = requests().map(({ method, path, status, error }) => {
    const { type, message } = (error ?? {}) as { type?: string; message?: string };
    return [`${method} ${path} ${status}`, ...(error ? [`${type}: ${message}`] : [])].join(' | ');
  });
  const one = `GET ${path}/${id} 200`;
  const strange = `GET ${path}?limit&ids[]&a "b 400 | invalid_request_error: a "b: Extra inputs are not permitted`;
  const page = `GET ${path}?limit&beta 200`;
  assert.deepEqual(told, [
    `POST ${path} 200`,
    ...[one, one, strange, strange, page, page],
    `POST ${path} 400 | invalid_request_error: name: String should have at least 1 character`,
    'GET /v1/organizations/rate_limits 404 | not_found_error: Not found: this server doesn’t offer rate limits.',
    `GET ${path} 401 | authentication_error: API key is invalid.`,
    'GET /v1/%zz 404 | not_found_error: Not found',
    `GET /${'x'.repeat(499)} 404 | not_found_error: Not found`,
    '  400 | invalid_request_error: The request is not HTTP/1.1.',
  ]);
  assert.ok(!JSON.stringify(lines).includes('secret'));
});

test('a log line also if the client has gone, and if it wasn’t HTTP', {
  timeout: 30_000,
}, async () => {
  const { child, lines, url } = await startProgram();
  const { port, hostname } = new URL(url);
  const body = '{"name":"a"}';
  const head = `POST /v1/organizations/workspaces HTTP/1.1\r\nhost: a\r\nx-api-key: ${key}\r\n`;
  for (let time = 0; time < 5; time++) {
    const socket = connect(Number(port), hostname);
    socket.write(`${head}content-length: ${body.length}\r\n\r\n${body}`, () => socket.resetAndDestroy());
    await once(socket, 'close');
  }
  const socket = connect(Number(port), hostname);
  socket.end('hello\r\n\r\n');
  await socket.toArray();
  const made = async () => {
    const usage = await fetch(`${url}/x/v1/organization`, { headers: { 'x-api-key': key } });
    return ((await usage.json()) as { active_workspaces: number }).active_workspaces;
  };
  const seen = (line: RegExp) => lines.filter(({ route, status }) => line.test(`${route} ${status}`)).length;
  assert.ok((await made()) > 0);
  while (seen(/^workspaces.create (200|499)$/) < (await made())) await sleep(20);
  while (seen(/^unknown 400$/) === 0) await sleep(20);
  child.kill('SIGKILL');
});

test('/metrics counts requests, latency, database time, replays, active workspaces and the process', async () => {
  await using server = await startServer();
  const headers = { 'x-api-key': server.adminKey };
  const url = `${server.baseURL}/v1/organizations/workspaces`;
  const body = '{"name":"a"}';
  await fetch(url, { method: 'POST', headers, body });
  await fetch(url, { method: 'POST', headers: { ...headers, 'x-stainless-retry-count': '1' }, body });
  await fetch(`${url}?limit=0`, { headers });
  const text = await (await fetch(`${server.baseURL}/metrics`)).text();
  for (const expected of [
    'workspaced_requests_total{operation="workspaces.create",status="200"} 2',
    'workspaced_requests_total{operation="workspaces.list",status="400"} 1',
    'workspaced_request_seconds_count{operation="workspaces.create"} 2',
    'workspaced_database_seconds_count{operation="workspaces.create"} 2',
    'workspaced_replays_claimed_total 1',
    'workspaced_active_workspaces 1',
    'process_resident_memory_bytes ',
  ]) {
    assert.ok(text.includes(`\n${expected}`), expected);
  }
});

test('health, readiness and OpenAPI document; safe headers on every response; no CORS', async () => {
  await using server = await startServer();
  for (const path of ['/healthz', '/readyz', '/openapi.json', '/metrics', '/nothing']) {
    const answer = await fetch(server.baseURL + path, { headers: { origin: 'https://elsewhere.example' } });
    assert.equal(answer.status, path === '/nothing' ? 404 : 200, path);
    assert.match(answer.headers.get('request-id') ?? '', /^req_01[1-9A-HJ-NP-Za-km-z]{22}$/);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
  }
});

test('the OpenAPI document, for which no key is needed, is compressed only once', async (context) => {
  await using server = await startServer();
  const compress = context.mock.method(zlib, 'brotliCompressSync');
  const get = async (encoding: string) => {
    const answer = await fetch(`${server.baseURL}/openapi.json`, {
      headers: { 'accept-encoding': encoding },
    });
    assert.equal(answer.headers.get('vary'), 'accept-encoding');
    return [answer.headers.get('content-encoding'), await answer.text()];
  };
  const [, text] = await get('identity');
  for (const encoding of ['br', 'gzip', 'br', 'gzip'])
    assert.deepEqual(await get(encoding), [encoding, text]);
  assert.equal(compress.mock.callCount(), 1);
});

test('a configured origin, and only it, may call from a browser', async () => {
  await using server = await startServer({ corsOrigins: ['https://console.example'] });
  const preflight = (origin: string) =>
    fetch(`${server.baseURL}/v1/organizations/workspaces`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-api-key',
      },
    });
  const allowed = await preflight('https://console.example');
  assert.equal(allowed.status, 204);
  assert.equal(allowed.headers.get('access-control-allow-origin'), 'https://console.example');
  const refused = await preflight('https://elsewhere.example');
  assert.equal(refused.headers.get('access-control-allow-origin'), null);
  for (const [path, status] of [
    ['/v1/organizations/workspaces', 405],
    ['/v1/nothing', 404],
  ] as const) {
    const plain = await fetch(server.baseURL + path, { method: 'OPTIONS' });
    assert.deepEqual([plain.status, ((await plain.json()) as { type: string }).type], [status, 'error']);
  }
});

test('a page of a configured origin may use every method that there is', async () => {
  const origin = 'https://console.example';
  await using server = await startServer({ corsOrigins: [origin] });
  const document = await (await fetch(`${server.baseURL}/openapi.json`)).json();
  const { paths } = document as { paths: Record<string, object> };
  const methods = new Set(Object.values(paths).flatMap((path) => Object.keys(path)));
  const { headers } = await fetch(`${server.baseURL}/v1/organizations/users/user_1`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'DELETE' },
  });
  const allowed = headers.get('access-control-allow-methods')?.toLowerCase().split(', ') ?? [];
  assert.deepEqual(allowed.sort(), [...methods].sort());
});

test('a page of a configured origin may read errors, also those of paths and methods that don’t exist', async () => {
  const origin = 'https://console.example';
  await using server = await startServer({ corsOrigins: [origin] });
  for (const [method, path, status] of [
    ['GET', '/v1/organizations/workspaces', 401],
    ['GET', '/v1/organizations/workspaces/', 404],
    ['GET', '/v1/nothing', 404],
    ['PUT', '/v1/organizations/workspaces', 405],
  ] as const) {
    const answer = await fetch(server.baseURL + path, { method, headers: { origin } });
    const allowed = answer.headers.get('access-control-allow-origin');
    assert.deepEqual([answer.status, allowed], [status, origin], `${method} ${path}`);
  }
});

test('a page of a configured origin may read every header that is documented, and those of a sandbox', async () => {
  const origin = 'https://console.example';
  await using server = await startServer({ corsOrigins: [origin] });
  const document = await (await fetch(`${server.baseURL}/openapi.json`)).json();
  const { headers: documented } = (document as { components: { headers: object } }).components;
  // Browsers let pages read `cache-control` anyway.
  const expected = [...Object.keys(documented), 'x-workspaced-fault', 'x-workspaced-hint'];
  for (const method of ['GET', 'POST']) {
    const { headers } = await fetch(`${server.baseURL}/v1/organizations/workspaces`, {
      method,
      headers: { origin, 'x-api-key': server.adminKey },
    });
    const exposed = headers.get('access-control-expose-headers')?.split(', ') ?? [];
    assert.deepEqual(exposed.sort(), expected.filter((name) => name !== 'cache-control').sort(), method);
  }
});
