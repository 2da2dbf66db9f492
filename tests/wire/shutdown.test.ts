import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Caller, workspaces } from './caller.ts';
import { startServer } from './harness.ts';

/** A connection on which a request can be sent piece by piece; `answer` is all that came back until its end. */
async function open(url: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const answer = once(socket, 'end').then(() => Buffer.concat(chunks).toString());
  return { send: (text: string) => void socket.write(text), answer };
}

it('SIGTERM: requests in flight finish, new ones get 503, and everything is there after a restart', async () => {
  const server = await startServer();
  const caller = await server.organization();
  await caller.createMany(3);
  const before = await caller.list();
  const head = (line: string) => `${line} HTTP/1.1\r\nhost: workspaced\r\nx-api-key: ${caller.key}\r\n`;

  const underway = await open(caller.url);
  underway.send(
    `${head(`POST ${workspaces}`)}content-type: application/json\r\ncontent-length: 16\r\n\r\n{"name":`,
  );
  const coming = await open(caller.url);
  coming.send(head(`GET ${workspaces}`));
  await caller.list();
  const stopped = server.stop();
  await setTimeout(150);
  coming.send('\r\n');
  underway.send('"last"} ');

  assert.match(await underway.answer, /^HTTP\/1\.1 200 OK\r\n/);
  const refusal = await coming.answer;
  assert.match(refusal, /^HTTP\/1\.1 503 /);
  assert.match(refusal, /"error":\{"type":"overloaded_error"/);
  await stopped;
  await assert.rejects(caller.list(), { code: /ECONN/ });

  const next = new Caller((await startServer({}, server.database)).url, caller.key);
  const [last, ...older] = (await next.list()).data;
  assert.equal(last?.name, 'last');
  assert.deepEqual(older, before.data);
});
