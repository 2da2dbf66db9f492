import assert from 'node:assert/strict';
import fs from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { type Server, startServer } from '../../src/server.ts';

const collection = '/v1/organizations/workspaces';
let server: Server;

before(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'workspaced-durable-'));
  server = await startServer({ sandbox: false, database: `file:${join(folder, 'data.db')}` });
});
after(() => server.close());

async function send(path: string, body?: object) {
  const response = await fetch(server.baseURL + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'x-api-key': server.adminKey },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  assert.equal(response.status, 200);
  return (await response.json()) as { id: string; name: string; data: { name: string }[] };
}

test('while a commit is being synced, reads that show it wait, also cached ones, and others don’t', async (t) => {
  const changed = await send(collection, { name: 'before' });
  const unchanged = '/v1/organizations/users';
  // So that they are cached.
  for (const path of [`${collection}/${changed.id}`, collection, unchanged]) await send(path);

  const held: (() => void)[] = [];
  const sync = t.mock.method(fs, 'fdatasync', (_descriptor: number, done: () => void) => held.push(done));
  const release = () => {
    sync.mock.restore();
    for (const done of held.splice(0)) done();
  };
  t.after(release);
  const ended: string[] = [];
  const ending = (name: string, request: Promise<unknown>) => request.then(() => ended.push(name));
  const written = ending('write', send(`${collection}/${changed.id}`, { name: 'after' }));
  while (held.length === 0) await nextTurn();

  const showing = [1, 2].flatMap((round) => [
    ending(`get ${round}`, send(`${collection}/${changed.id}`)),
    ending(`list ${round}`, send(collection)),
  ]);
  await send(unchanged);
  // The first ones have been read by now: these find them cached.
  showing.push(ending('get 3', send(`${collection}/${changed.id}`)));
  await sleep(100);
  assert.deepEqual(ended, []);

  release();
  await Promise.all([written, ...showing]);
  assert.equal((await send(`${collection}/${changed.id}`)).name, 'after');
  assert.deepEqual(
    (await send(collection)).data.map(({ name }) => name),
    ['after'],
  );
});
