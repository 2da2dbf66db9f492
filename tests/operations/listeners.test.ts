import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from '../../src/server.ts';
import { exchange } from '../raw-client.ts';

/** Requests that reach each of the server's listeners. */
const listeners: [listener: string, text: (key: string) => string][] = [
  ['request', (key) => `GET /v1/organizations/workspaces HTTP/1.1\r\nhost: a\r\nx-api-key: ${key}\r\n\r\n`],
  ['request', () => 'GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n'],
  ['checkContinue', () => 'GET /healthz HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\n\r\n'],
  ['checkExpectation', () => 'GET /healthz HTTP/1.1\r\nhost: a\r\nexpect: x\r\n\r\n'],
  ['clientError', () => 'garbage\r\n\r\n'],
  ['connect', () => 'CONNECT a:1 HTTP/1.1\r\nhost: a:1\r\n\r\n'],
];

for (const [listener, text] of listeners) {
  test(`an error in the ${listener} listener only closes its connection`, async (t) => {
    await using server = await startServer({ logLevel: 'error' });
    const sent = text(server.adminKey);
    for (let time = 0; time < 3; time++)
      await exchange(server.baseURL, sent.replace('\r\n', '\r\nconnection: close\r\n'));
    // Every way to an answer looks at the time.
    let thrown = 0;
    const fail = () => {
      thrown += 1;
      throw new Error('injected');
    };
    const broken = [t.mock.method(Date, 'now', fail), t.mock.method(performance, 'now', fail)];
    const socket = connect(Number(new URL(server.baseURL).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write(sent);
    await new Promise((resolve) => socket.resume().once('close', resolve).once('data', resolve));
    for (const each of broken) each.mock.restore();
    socket.destroy();
    assert.ok(thrown > 0, 'something was thrown');
    await sleep(20);
    assert.equal((await fetch(`${server.baseURL}/healthz`)).status, 200);
  });
}

test('and so does one in the connection listener', async (t) => {
  await using server = await startServer({ logLevel: 'error' });
  const broken = t.mock.method(performance, 'now', () => {
    throw new Error('injected');
  });
  assert.equal(await exchange(server.baseURL, ''), '');
  broken.mock.restore();
  assert.equal((await fetch(`${server.baseURL}/healthz`)).status, 200);
});
