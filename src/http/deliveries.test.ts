import assert from 'node:assert/strict';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fastify } from 'fastify';
import { pino } from 'pino';
import { Undecided } from '../call.ts';
import { SqliteDatabase } from '../db/sqlite.ts';
import { Deliveries } from './deliveries.ts';

const db = new SqliteDatabase(':memory:');
const log = pino({ level: 'silent' });
const deliveries = new Deliveries(db, log);
/** Who was worked for, once the work was done. */
const done: string[] = [];
/** Who is not worked for yet. */
const held = Promise.withResolvers<void>();
let connections = 0;

const app = fastify();
// As our server does.
Object.assign(app.server, { httpAllowHalfOpen: true });
app.addHook('onRequest', async ({ raw: { socket } }) => {
  connections += 1;
  socket.once('close', () => {
    connections -= 1;
  });
});
app.post('/:who', (request, reply) =>
  deliveries.deliver('the same', '', reply, async (delivery) => {
    const { who } = request.params as { who: string };
    if (who === 'first') await held.promise;
    if (delivery.isUndecided) throw new Undecided();
    delivery.watch(delivery.hungUp, async () => {});
    done.push(who);
    return `{"for":"${who}"}`;
  }),
);
await app.listen({ port: 0, host: '127.0.0.1' });
const { port } = app.server.address() as AddressInfo;
after(async () => {
  await app.close();
  await db.close();
});

/** Sends a create; what it is answered collects in `said`. */
async function send(who: string, version = '1.1'): Promise<{ socket: Socket; said: () => string }> {
  const before = connections;
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let said = '';
  socket.on('data', (data) => {
    said += data;
  });
  socket.on('error', () => {});
  socket.write(`POST /${who} HTTP/${version}\r\nhost: a\r\ncontent-length: 0\r\n\r\n`);
  await until(() => connections > before);
  return { socket, said: () => said };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(5);
}

const interim = 'HTTP/1.1 100 Continue\r\n\r\n';

test('identical creates wait for one whose client may be gone', { timeout: 30_000 }, async () => {
  const first = await send('first');
  first.socket.end();
  const [gone, reading, old, live] = [
    await send('gone'),
    await send('reading'),
    await send('old', '1.0'),
    await send('live'),
  ];
  reading.socket.end();
  old.socket.end();

  // All but the one that is gone stay.
  gone.socket.destroy();
  await until(() => connections === 4);
  await until(() => reading.said().startsWith(interim));
  assert.deepEqual([old.said(), live.said(), done], ['', '', []]);

  held.resolve();
  const all = { first, reading, old, live };
  const isDone = (name: keyof typeof all) => all[name].said().includes(`{"for":"${name}"}`);
  await until(() => (Object.keys(all) as (keyof typeof all)[]).every(isDone));
  assert.match(reading.said().replaceAll(interim, ''), /^HTTP\/1\.1 200 /);
  assert.match(old.said(), /^HTTP\/1\.1 200 /);
  assert.match(live.said(), /^HTTP\/1\.1 200 /);
  assert.equal(done[0], 'first');
  assert.deepEqual(done.toSorted(), ['first', 'live', 'old', 'reading']);
  for (const { socket } of Object.values(all)) socket.destroy();
});
