import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { organization } from './harness.ts';
import { startProxy } from './proxy.ts';
import { surfaces } from './sdks.ts';

const caller = await organization();

/** How many workspaces of that name there are. */
async function countOf(wanted: string): Promise<number> {
  const { data } = await caller.list({ limit: 1000, include_archived: true });
  return data.filter(({ name }) => name === wanted).length;
}

describe('the connection drops before the response, and the library retries', {
  concurrency: 3,
}, () => {
  for (const [index, { name, connect }] of surfaces.entries()) {
    it(name, async () => {
      const proxy = await startProxy(caller.url);
      const client = connect({ baseURL: proxy.url, apiKey: caller.key });
      const wanted = `Replayed ${index} ${Date.now()}`;

      proxy.cuts = 1;
      const made = await client.create({ name: wanted });
      assert.equal(proxy.requests, 2);
      assert.equal(await countOf(wanted), 1, 'one workspace');
      assert.deepEqual(await caller.retrieve(made.id), made);

      proxy.cuts = 1;
      const updated = await client.update(made.id, { name: `${wanted}!` });
      assert.deepEqual(await caller.retrieve(made.id), updated);

      proxy.cuts = 1;
      const archived = await client.archive(made.id);
      assert.deepEqual(await caller.retrieve(made.id), archived);
      assert.equal(proxy.requests, 6);
    });
  }

  const ways: [how: string, headers: Record<string, string>][] = [
    ['as it is', {}],
    ['with an Idempotency-Key', { 'Idempotency-Key': randomUUID() }],
  ];
  for (const [how, headers] of ways) {
    it(`two lost responses leave one workspace as well, ${how}`, async () => {
      const proxy = await startProxy(caller.url);
      proxy.cuts = 2;
      const client = surfaces[0]?.connect({ baseURL: proxy.url, apiKey: caller.key });
      const wanted = `Lost twice ${randomUUID()}`.slice(0, 40);
      await client?.create({ name: wanted }, { headers });
      assert.equal(proxy.requests, 3);
      assert.equal(await countOf(wanted), 1);
    });
  }
});
