import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from '../../src/server.ts';

test('a request in flight is finished, new ones are refused, then the server stops', async () => {
  const server = await startServer();
  const { port, hostname } = new URL(server.baseURL);
  const socket = connect(Number(port), hostname);
  const text = '{"name":"in flight"}';
  socket.write(
    `POST /v1/organizations/workspaces HTTP/1.1\r\nhost: a\r\nx-api-key: ${server.adminKey}\r\n` +
      `content-length: ${text.length}\r\n\r\n${text.slice(0, 5)}`,
  );
  await sleep(100);
  const closed = server.close();
  await sleep(50);
  await assert.rejects(fetch(`${server.baseURL}/healthz`), 'no new connection');
  socket.write(text.slice(5));
  let answer = '';
  for await (const data of socket) answer += data;
  assert.match(answer, /^HTTP\/1\.1 200 /);
  assert.match(answer, /\r\nconnection: close\r\n/i);
  assert.match(answer, /"name":"in flight"/);
  await closed;
});

test('a connection on which nothing was ever sent is let go within a second', async () => {
  const server = await startServer({ shutdownTimeout: 30_000 });
  const { port, hostname } = new URL(server.baseURL);
  const silent = connect(Number(port), hostname);
  await once(silent, 'connect');
  const started = performance.now();
  await server.close();
  assert.ok(performance.now() - started < 10_000);
  silent.destroy();
});

test('while it shuts down, open connections get 503 and it isn’t ready', async () => {
  const server = await startServer();
  const { port, hostname } = new URL(server.baseURL);
  const open = () => connect(Number(port), hostname);
  const [slow, kept] = [open(), open()];
  slow.write('GET /healthz HTTP/1.1\r\n');
  kept.write('GET /readyz HTTP/1.1\r\n');
  await sleep(100);
  const closed = server.close();
  kept.write('host: a\r\n\r\n');
  let answer = '';
  for await (const data of kept) answer += data;
  assert.match(answer, /^HTTP\/1\.1 503 /);
  assert.match(answer, /overloaded_error/);
  assert.match(answer, /connection: close/i);
  slow.destroy();
  await closed;
});

test('what isn’t finished by the deadline is aborted', async () => {
  const server = await startServer({ shutdownTimeout: 200 });
  const { port, hostname } = new URL(server.baseURL);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.write('GET /healthz HTTP/1.1\r\n');
  await sleep(100);
  const started = performance.now();
  await server.close();
  assert.ok(performance.now() - started < 2000);
  socket.destroy();
});
