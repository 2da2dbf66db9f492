import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import type { Socket } from 'node:net';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from '../../src/server.ts';
import { postgresUrl } from '../databases.ts';
import { Gate } from '../gate.ts';
import { dial, exchange } from '../raw-client.ts';

const body = (answer: string) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));

/** How long it takes, in ms, until the server has let a connection go whose client never ends it. */
async function letGo(baseURL: string, text: string): Promise<number> {
  const socket = await dial(baseURL);
  const started = performance.now();
  socket.write(text);
  socket.resume();
  // What is written to a connection that the other side has destroyed is answered with a reset; one that is only ended takes it.
  const probe = setInterval(() => socket.write('x'), 50);
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(probe);
  return performance.now() - started;
}

/** A client that keeps its connection; `call` answers the connection's port once it was served. */
function keepingClient(baseURL: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const call = () =>
    new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${baseURL}/healthz`, { agent }, (response) => {
        const port = response.socket.localPort;
        response.resume().on('end', () => resolve(port));
      });
      sent.on('error', reject).end();
    });
  return { call, [Symbol.dispose]: () => agent.destroy() };
}

describe('a refused client that stays connected', () => {
  const head = (name: string) => `POST /v1/organizations/workspaces HTTP/1.1\r\nhost: a\r\n${name}`;
  const refused: [what: string, text: (key: string) => string, status: string][] = [
    ['garbage', () => 'hello\r\n\r\n', '400'],
    ['too large a head', () => `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}`, '431'],
    ['half a head', () => 'GET / HTT', '408'],
    ['nothing but a connection', () => '', '408'],
    ['half a body', (key) => `${head(`x-api-key: ${key}\r\ncontent-length: 9`)}\r\n\r\n{`, '408'],
    [
      'too large a body',
      (key) => `${head(`x-api-key: ${key}\r\ntransfer-encoding: chunked`)}\r\n\r\n800\r\n${'x'.repeat(2048)}`,
      '413',
    ],
    ['CONNECT', () => 'CONNECT a:1 HTTP/1.1\r\nhost: a:1\r\n\r\n', '405'],
  ];
  for (const [what, text, status] of refused) {
    test(`${what}: ${status} in the envelope, and closed within a second`, async () => {
      await using server = await startServer({ headersTimeout: 300, requestTimeout: 600, bodyLimit: 1024 });
      const sent = text(server.adminKey);
      const answer = await exchange(server.baseURL, sent);
      assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `));
      for (const header of [
        /x-content-type-options: nosniff/i,
        /referrer-policy: no-referrer/i,
        /cache-control: private, no-cache/i,
        /connection: close/i,
      ]) {
        assert.match(answer, header);
      }
      assert.equal(body(answer).type, 'error');
      assert.match(answer, new RegExp(`request-id: ${body(answer).request_id}`));
      assert.ok((await letGo(server.baseURL, sent)) < 4000);
    });
  }

  test('431 says what to do', async () => {
    await using server = await startServer({ maxHeaderSize: 2048 });
    const ids = 'ids[]=wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ&'.repeat(100);
    const answer = await exchange(server.baseURL, `GET /v1/organizations/workspaces?${ids} HTTP/1.1\r\n`);
    assert.match(body(answer).error.message, /larger than 2048 bytes: send fewer ids\[\] at a time/);
  });
});

describe('at the maximum number of connections', () => {
  test('a new connection replaces one that never sent a request, and no other', async () => {
    await using server = await startServer({ maxConnections: 5 });
    using kept = keepingClient(server.baseURL);
    const port = await kept.call();
    const silent: Socket[] = [];
    for (let time = 0; time < 4; time++) silent.push(await dial(server.baseURL));
    const gone = silent.map((socket) => new Promise((resolve) => socket.resume().once('end', resolve)));
    const clients = [];
    for (let time = 0; time < 4; time++) {
      const client = keepingClient(server.baseURL);
      clients.push({ ...client, port: await client.call() });
      await gone[time];
    }
    assert.equal(await kept.call(), port, 'who was served stays');
    for (const client of clients) assert.equal(await client.call(), client.port, 'who was served stays');
    for (const client of clients) client[Symbol.dispose]();
    for (const socket of silent) socket.destroy();
  });

  test('then the one that has been idle longest', async () => {
    await using server = await startServer({ maxConnections: 3 });
    using first = keepingClient(server.baseURL);
    using second = keepingClient(server.baseURL);
    using third = keepingClient(server.baseURL);
    const ports = [await first.call(), await second.call(), await third.call()];
    await sleep(1200);
    assert.equal(await first.call(), ports[0]);
    using newcomer = keepingClient(server.baseURL);
    await newcomer.call();
    assert.deepEqual([await first.call(), await third.call()], [ports[0], ports[2]]);
    assert.notEqual(await second.call(), ports[1]);
  });

  test('and none if all are busy: the new one is closed', async () => {
    await using gate = new Gate(await postgresUrl());
    await using server = await startServer({
      maxConnections: 2,
      database: await gate.open(),
      databaseTimeout: 2000,
    });
    const headers = { 'x-api-key': server.adminKey };
    gate.silent = true;
    const calls = [1, 2].map(() => fetch(`${server.baseURL}/v1/organizations/workspaces`, { headers }));
    await sleep(300);
    const newcomer = await dial(server.baseURL);
    const started = performance.now();
    await new Promise((resolve) => newcomer.resume().once('end', resolve));
    newcomer.destroy();
    assert.ok(performance.now() - started < 1000);
    assert.deepEqual(
      (await Promise.all(calls)).map(({ status }) => status),
      [503, 503],
    );
  });
});

test('a client that doesn’t read its response in time is disconnected', async () => {
  await using server = await startServer({ answerTimeout: 500, workspaceLimit: 1000 });
  const headers = { 'x-api-key': server.adminKey };
  const tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'v'.repeat(256)]));
  for (let made = 0; made < 300; made++) {
    const body = JSON.stringify({ name: 'x', tags });
    await fetch(`${server.baseURL}/v1/organizations/workspaces`, { method: 'POST', headers, body });
  }
  const socket = await dial(server.baseURL);
  socket.pause();
  const get = `GET /v1/organizations/workspaces?limit=1000 HTTP/1.1\r\nhost: a\r\nx-api-key: ${server.adminKey}\r\n\r\n`;
  for (let time = 0; time < 4; time++) socket.write(get);
  await sleep(2500);
  let taken = 0;
  socket.on('data', (data) => {
    taken += data.length;
  });
  await new Promise((resolve) => socket.resume().once('end', resolve).once('close', resolve));
  socket.destroy();
  const whole = (
    await (await fetch(`${server.baseURL}/v1/organizations/workspaces?limit=1000`, { headers })).text()
  ).length;
  assert.ok(taken < 4 * whole, `${taken} of ${4 * whole} bytes`);
});

test('a client that closes its side of the connection gets its response', async () => {
  await using server = await startServer();
  for (const path of ['/healthz', '/readyz', '/v1/organizations/workspaces']) {
    const socket = await dial(server.baseURL);
    socket.end(`GET ${path} HTTP/1.1\r\nhost: a\r\nx-api-key: ${server.adminKey}\r\n\r\n`);
    let answer = '';
    for await (const data of socket) answer += data;
    assert.match(answer, /^HTTP\/1\.1 200 /);
  }
});

describe('one request', () => {
  const send = (baseURL: string, lines: string[], verb = 'GET', text = '') =>
    exchange(
      baseURL,
      `${verb} /v1/organizations/workspaces HTTP/1.1\r\nconnection: close\r\n${lines.join('\r\n')}\r\n\r\n${text}`,
    );

  test('has one Host', async () => {
    await using server = await startServer();
    const key = `x-api-key: ${server.adminKey}`;
    for (let time = 0; time < 2; time++) {
      assert.match(await send(server.baseURL, ['host: a', key]), /^HTTP\/1\.1 200 /);
      for (const hosts of [
        ['host: a', 'host: b'],
        ['host: a', 'Host: a'],
      ]) {
        const answer = await send(server.baseURL, [...hosts, key]);
        assert.match(answer, /^HTTP\/1\.1 400 /);
        assert.equal(body(answer).error.message, 'host: should be one host, sent once');
      }
    }
  });

  test('and one Authorization, unless the others are the same', async () => {
    await using server = await startServer();
    const right = `authorization: Bearer ${server.adminKey}`;
    for (let time = 0; time < 2; time++) {
      assert.match(await send(server.baseURL, ['host: a', right]), /^HTTP\/1\.1 200 /);
      assert.match(await send(server.baseURL, ['host: a', right, right]), /^HTTP\/1\.1 200 /);
      for (const two of [
        [right, 'authorization: Bearer x'],
        ['Authorization: Bearer x', right],
      ]) {
        const answer = await send(server.baseURL, ['host: a', ...two]);
        assert.match(answer, /^HTTP\/1\.1 400 /);
        assert.match(body(answer).error.message, /^authorization: was sent twice/);
      }
    }
  });

  test('gets 100 Continue only once it is authenticated and its body is acceptable', async () => {
    await using server = await startServer();
    const expect = (key: string, length: number) =>
      send(
        server.baseURL,
        ['host: a', 'expect: 100-continue', `x-api-key: ${key}`, `content-length: ${length}`],
        'POST',
        '{"name":"x"}',
      );
    assert.match(await expect(server.adminKey, 12), /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
    assert.match(await expect('wrong', 12), /^HTTP\/1\.1 401 /);
    assert.match(await expect(`sk-ant-admin01-${'x'.repeat(43)}`, 12), /^HTTP\/1\.1 401 /);
    assert.match(await expect(server.adminKey, 2_000_000), /^HTTP\/1\.1 413 /);
  });

  test('that is malformed is answered after earlier ones', async () => {
    await using server = await startServer();
    const create = `POST /v1/organizations/workspaces HTTP/1.1\r\nhost: a\r\nx-api-key: ${server.adminKey}\r\ncontent-length: 12\r\n\r\n{"name":"x"}`;
    const answer = await exchange(server.baseURL, `${create}garbage\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 200 [\s\S]*HTTP\/1\.1 400 /);
  });
});
