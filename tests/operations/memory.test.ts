import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StatementSync } from 'node:sqlite';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { addAdminKey, newAdminKey } from '../../src/api/admin-keys/key.ts';
import { foundOrganization } from '../../src/api/organizations/found.ts';
import { createClock } from '../../src/contract/clock.ts';
import { openDatabase } from '../../src/db/open.ts';
import { type ServerOptions, startServer } from '../../src/server.ts';
import { forEachDatabase } from '../databases.ts';
import { limits } from '../limits.ts';
import { dial } from '../raw-client.ts';

const path = '/v1/organizations/workspaces';
const now = createClock();
const folder = mkdtempSync(join(tmpdir(), 'workspaced-'));
after(() => rmSync(folder, { recursive: true }));

interface Page {
  data: { id: string }[];
  has_more: boolean;
  first_id: string;
  last_id: string;
}

/** A server, and how one of its organizations calls it. */
async function start(options: ServerOptions = {}) {
  const server = await startServer({ sandbox: false, ...options });
  const call = (where: string, body?: unknown, key = server.adminKey) =>
    fetch(server.baseURL + path + where, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'x-api-key': key },
      body: JSON.stringify(body),
    });
  const create = async (tags: Record<string, string>, key?: string) => {
    const answer = await call('', { name: 'x', tags }, key);
    assert.equal(answer.status, 200);
    return ((await answer.json()) as { id: string }).id;
  };
  return { ...server, call, create, [Symbol.asyncDispose]: () => server.close() };
}

/** A server on a file, and the key of another of its organizations. */
async function startForTwo(options: ServerOptions) {
  const database = `file:${join(folder, `${crypto.randomUUID()}.db`)}`;
  const server = await start({ ...options, database });
  const db = await openDatabase(database);
  const { id } = await foundOrganization({ db, now, limits }, 'Other');
  const other = newAdminKey();
  await db.transaction(id, (tx) => addAdminKey(tx, id, other, { name: 'x', now: now(), expiresAt: null }));
  await db.close();
  return { ...server, other };
}

/** Tags that take about that many bytes. */
function tagsOf(bytes: number): Record<string, string> {
  const count = Math.ceil(bytes / 1500);
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, '\u0001'.repeat(248)]));
}

/** Where pages come from: without memory for responses there is none for workspaces either. */
const sources = { memory: undefined, 'the database': 0 };

forEachDatabase((kind) => {
  for (const [source, answerCache] of Object.entries(sources)) {
    describe(`a page from ${source}`, () => {
      test('is no larger than the maximum, and paging leaves nothing out, in both directions', async () => {
        await using server = await start({
          database: await kind.url(),
          answerCache,
          pageMaxBytes: 65_536,
          workspaceLimit: 1000,
        });
        const made: string[] = [];
        for (let index = 0; index < 24; index++)
          made.unshift(await server.create(tagsOf((index % 5) * 6000)));
        for (const also of ['', '&include_archived=true', `&${made.map((id) => `ids[]=${id}`).join('&')}`]) {
          for (const limit of [1000, 40]) {
            const walks: Record<string, string[]> = { after_id: [], before_id: [] };
            for (const [cursor, seen] of Object.entries(walks)) {
              let next = cursor === 'before_id' ? `&before_id=${made.at(-1)}` : '';
              for (let more = true; more; ) {
                const text = await (await server.call(`?limit=${limit}${also}${next}`)).text();
                assert.ok(Buffer.byteLength(text) <= 65_536, `${text.length} bytes`);
                const page = JSON.parse(text) as Page;
                const ids = page.data.map(({ id }) => id);
                assert.ok(ids.length > 0 && ids.length < 24);
                assert.deepEqual([page.first_id, page.last_id], [ids[0], ids.at(-1)]);
                if (cursor === 'after_id') seen.push(...ids);
                else seen.unshift(...ids);
                next = `&${cursor}=${cursor === 'after_id' ? page.last_id : page.first_id}`;
                more = page.has_more;
              }
            }
            assert.deepEqual(walks, { after_id: made, before_id: made.slice(0, -1) });
          }
        }
      });

      test('has at least one workspace, however large', async () => {
        await using server = await start({ database: await kind.url(), answerCache, pageMaxBytes: 65_536 });
        const made = [await server.create(tagsOf(70_000)), await server.create(tagsOf(70_000))];
        const page = (await (await server.call('?limit=1000')).json()) as Page;
        assert.deepEqual([page.data.length, page.first_id, page.has_more], [1, made[1], true]);
        const last = (await (await server.call(`?limit=1000&after_id=${made[1]}`)).json()) as Page;
        assert.deepEqual([last.data.length, last.first_id, last.has_more], [1, made[0], false]);
      });

      test('has as many as requested if they are small', async () => {
        const database = await kind.url();
        await using server = await start({ database, answerCache, workspaceLimit: 1000 });
        const made: string[] = [];
        while (made.length < 130) made.push(await server.create({}));
        for (const limit of [30, 64, 65, 128, 129, 1000]) {
          const page = (await (await server.call(`?limit=${limit}`)).json()) as Page;
          const ids = page.data.map(({ id }) => id);
          assert.deepEqual(ids, made.toReversed().slice(0, limit), `limit=${limit}`);
        }
      });
    });
  }
});

describe('the tags of a workspace', () => {
  const fault = async (answer: Response) =>
    ((await answer.json()) as { error: { message: string } }).error.message;

  test('are no larger than the maximum', async () => {
    await using server = await start({ tagsMaxBytes: 10_000 });
    const id = await server.create(tagsOf(7500));
    const large = await server.call('', { name: 'x', tags: tagsOf(12_000) });
    assert.equal(large.status, 400);
    assert.equal(await fault(large), 'tags: Dictionary should take at most 10000 bytes as JSON');
    const grown = await server.call(`/${id}`, {
      tags: { more: '\u0001'.repeat(256), again: '\u0002'.repeat(256) },
    });
    assert.equal(grown.status, 400);
    assert.equal((await server.call(`/${id}`, { tags: { k0: null, more: 'x' } })).status, 200);
  });

  test('that exceed a new maximum can be reduced', async () => {
    const kept = { database: `file:${join(folder, 'kept.db')}`, adminKey: newAdminKey() };
    const before = await start(kept);
    const id = await before.create(tagsOf(12_000));
    await before.close();
    await using server = await start({ ...kept, tagsMaxBytes: 10_000 });
    assert.equal((await server.call(`/${id}`, { tags: { k0: null } })).status, 200);
    assert.equal((await server.call(`/${id}`, { tags: { more: '\u0001'.repeat(256) } })).status, 400);
  });

  test('within the published limits always fit by default', async () => {
    await using server = await start();
    const tags = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [
        `${'\u0001'.repeat(126)}${index + 10}`,
        '\u0001'.repeat(256),
      ]),
    );
    await server.create(tags);
  });
});

describe('large responses that nobody reads', () => {
  test('count: more of the organization’s are refused, but not small ones or others’', async () => {
    await using server = await startForTwo({ inFlightMaxBytes: 8_388_608 });
    const id = await server.create(tagsOf(70_000));
    for (let index = 0; index < 45; index++) {
      await server.create(tagsOf(70_000));
      await server.create(tagsOf(70_000), server.other);
    }
    const sockets = await Promise.all(Array.from({ length: 8 }, () => dial(server.baseURL)));
    for (const socket of sockets) {
      socket.pause();
      // The system takes the first ones from the server, and the rest stay in its memory.
      for (let time = 0; time < 4; time++) {
        socket.write(`GET ${path}?limit=100 HTTP/1.1\r\nhost: a\r\nx-api-key: ${server.adminKey}\r\n\r\n`);
      }
    }
    await sleep(500);
    const refused = await server.call('?limit=99');
    assert.equal(refused.status, 503);
    assert.equal(refused.headers.get('retry-after'), '1');
    assert.match(await refused.text(), /"overloaded_error"/);
    assert.equal((await server.call(`/${id}`)).status, 200);
    const others = await server.call('?limit=99', undefined, server.other);
    assert.equal(others.status, 200);
    assert.ok((await others.text()).length > 3_000_000);
    for (const socket of sockets) socket.destroy();
    await sleep(100);
    assert.equal((await server.call('?limit=99')).status, 200);
  });

  test('so do large bodies that don’t arrive', async () => {
    await using server = await startForTwo({ inFlightMaxBytes: 1_048_576 });
    const socket = await dial(server.baseURL);
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: a\r\nx-api-key: ${server.adminKey}\r\ncontent-length: 500000\r\n\r\n`,
    );
    await sleep(100);
    const large = (key?: string) => server.call('', { name: 'x', external_key_id: 'x'.repeat(500_000) }, key);
    assert.equal((await large()).status, 503);
    assert.equal((await large(server.other)).status, 400);
    await server.create({});
    socket.destroy();
    await sleep(100);
    assert.equal((await large()).status, 400);
  });
});

forEachDatabase((kind) => {
  test('what is large counts no longer than its client stays, even if that leaves before it is counted', async () => {
    // With a rate limit, reads go the whole way.
    await using server = await start({
      database: await kind.url(),
      inFlightMaxBytes: 1_048_576,
      rateLimit: 1e6,
    });
    for (let index = 0; index < 3; index++) await server.create(tagsOf(70_000));
    const send = async (head: string, key: string) => {
      const socket = await dial(server.baseURL);
      socket.write(`${head} HTTP/1.1\r\nhost: a\r\nx-api-key: ${key}\r\ncontent-length: 100000\r\n\r\n`);
      await sleep(1);
      socket.resetAndDestroy();
    };
    for (let index = 0; index < 12; index++) {
      const made = await fetch(`${server.baseURL}/x/v1/admin_keys`, {
        method: 'POST',
        headers: { 'x-api-key': server.adminKey },
        body: '{"name":"unknown to the server until its first request"}',
      });
      const { raw_key } = (await made.json()) as { raw_key: string };
      await send(`POST ${path}`, raw_key);
      await send(`GET ${path}?limit=${100 + index}`, server.adminKey);
    }
    await sleep(100);
    assert.equal((await server.call('?limit=99')).status, 200);
  });
});

test('what is refused isn’t read a second time to say so', async (context) => {
  await using server = await start({ answerCache: 0 });
  // From the second request on, its key is known.
  await server.call('');
  const get = context.mock.method(StatementSync.prototype, 'get');
  const unknown = 'wrkspc_01AAAAAAAAAAAAAAAAAAAAAA';
  assert.equal((await server.call(`/${unknown}`)).status, 404);
  const readings = get.mock.calls.filter((call) => call.arguments.includes(unknown));
  assert.equal(readings.length, 1);
});

test('large pages that are asked for at once are read one by one, with time for other requests in between', async (context) => {
  await using server = await start({ answerCache: 0 });
  for (let index = 0; index < 46; index++) await server.create(tagsOf(70_000));
  const all = context.mock.method(StatementSync.prototype, 'all');
  const asking = `GET ${path}?limit=100 HTTP/1.1\r\nhost: a\r\nx-api-key: ${server.adminKey}\r\n\r\n`;
  const socket = await dial(server.baseURL);
  socket.write(asking.repeat(100));
  assert.equal((await fetch(`${server.baseURL}/healthz`)).status, 200);
  const readings = all.mock.callCount();
  assert.ok(readings < 100, `${readings} readings before another request is answered`);
  socket.destroy();
});
