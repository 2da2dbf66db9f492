import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { Server } from 'node:http';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
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

/** Makes every look at the time fail while the server's listener runs, and nowhere else; returns how often it did. */
function failIn(t: TestContext, listener: string) {
  const broken = { inside: false, thrown: 0 };
  const emit = EventEmitter.prototype.emit;
  t.mock.method(
    EventEmitter.prototype,
    'emit',
    function (this: EventEmitter, event: string, ...rest: unknown[]) {
      if (!(this instanceof Server && event === listener)) return emit.call(this, event, ...rest);
      broken.inside = true;
      try {
        return emit.call(this, event, ...rest);
      } finally {
        broken.inside = false;
      }
    },
  );
  for (const clock of [Date, performance]) {
    const now = clock.now.bind(clock);
    t.mock.method(clock, 'now', () => {
      if (!broken.inside) return now();
      broken.thrown += 1;
      throw new Error('injected');
    });
  }
  return broken;
}

for (const [listener, text] of listeners) {
  test(`an error in the ${listener} listener only closes its connection`, async (t) => {
    await using server = await startServer({ logLevel: 'error' });
    const sent = text(server.adminKey);
    for (let time = 0; time < 3; time++)
      await exchange(server.baseURL, sent.replace('\r\n', '\r\nconnection: close\r\n'));
    // Every way to a response looks at the time.
    const broken = failIn(t, listener);
    const socket = connect(Number(new URL(server.baseURL).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write(sent);
    await new Promise((resolve) => socket.resume().once('close', resolve).once('data', resolve));
    t.mock.restoreAll();
    socket.destroy();
    assert.ok(broken.thrown > 0, 'something was thrown');
    await sleep(20);
    assert.equal((await fetch(`${server.baseURL}/healthz`)).status, 200);
  });
}

test('and so does one in the connection listener', async (t) => {
  await using server = await startServer({ logLevel: 'error' });
  const broken = failIn(t, 'connection');
  assert.equal(await exchange(server.baseURL, ''), '');
  t.mock.restoreAll();
  assert.ok(broken.thrown > 0, 'something was thrown');
  assert.equal((await fetch(`${server.baseURL}/healthz`)).status, 200);
});
