import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Caller, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import type { Workspace } from './shapes.ts';

const server = await startServer();
const second = await startServer({}, server.database);
const servers = new Map([server, second].map((one) => [one.url, one]));
const caller = await server.organization();
const elsewhere = new Caller(second.url, caller.key, caller.organizationId);

/** A body that no other test sends. */
const unique = () => ({ name: randomUUID() });

function requestOf(one: Caller, body: object, headers = ''): string {
  const text = JSON.stringify(body);
  return `POST ${workspaces} HTTP/1.1\r\nhost: a\r\nx-api-key: ${one.key}\r\n${headers}content-length: ${text.length}\r\n\r\n${text}`;
}

/** How a client can go. */
const ways: Record<string, (socket: Socket) => void> = {
  closes: (socket) => socket.destroy(),
  resets: (socket) => socket.resetAndDestroy(),
};

async function dial(one: Caller): Promise<Socket> {
  const { hostname, port } = new URL(one.url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  // The server has accepted the connection once it has answered something.
  socket.write('GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  return socket;
}

/** Sends a create and hangs up before the server has seen any of it. */
async function hangUp(
  one: Caller,
  body: object,
  go: (socket: Socket) => void,
  headers?: string,
): Promise<void> {
  const socket = await dial(one);
  socket.on('error', () => {});
  await servers.get(one.url)?.frozen(() => {
    socket.write(requestOf(one, body, headers));
    go(socket);
  });
}

/** The same, and answers what it made. */
async function lose(
  one: Caller,
  body: { name: string },
  go: (socket: Socket) => void,
  headers?: string,
): Promise<Workspace> {
  for (;;) {
    await hangUp(one, body, go, headers);
    for (let look = 0; look < 40; look++) {
      const { data } = await caller.list({ limit: 1000, include_archived: true });
      const made = data.find(({ name }) => name === body.name);
      await sleep(50);
      if (made !== undefined) return made;
    }
    // A reset may come before the system has handed the request to the server.
  }
}

for (const [way, go] of Object.entries(ways)) {
  describe(`a create whose client ${way} before its response`, () => {
    for (const [where, again] of [
      ['the same server', caller],
      ['another server', elsewhere],
    ] as const) {
      it(`is returned to the next identical one, once, by ${where}`, async () => {
        for (let round = 0; round < 5; round++) {
          const body = unique();
          const lost = await lose(caller, body, go);
          assert.deepEqual(await again.create(body), lost);
          const another = await again.create(body);
          assert.notEqual(another.id, lost.id);
          assert.notEqual((await again.create(body)).id, another.id);
        }
      });
    }

    it('however often the response is lost', async () => {
      const body = unique();
      const lost = await lose(caller, body, go);
      for (let time = 0; time < 3; time++) {
        assert.equal((await lose(time % 2 ? caller : elsewhere, body, go)).id, lost.id);
        await sleep(250);
      }
      assert.equal((await caller.create(body)).id, lost.id);
      assert.notEqual((await caller.create(body)).id, lost.id);
    });

    it('to one that arrives at once, before it is done', async () => {
      const body = unique();
      await hangUp(caller, body, go);
      // By the time this is answered the server has seen the other connection too.
      await caller.get('/healthz');
      await caller.create(body);
      await sleep(500);
      const { data } = await caller.list({ limit: 1000 });
      assert.equal(data.filter(({ name }) => name === body.name).length, 1);
    });

    it('as it is now, if it was updated meanwhile', async () => {
      const body = unique();
      const { id } = await lose(caller, body, go);
      const updated = await caller.update(id, { tags: { updated: 'yes' } });
      assert.deepEqual(await caller.create(body), updated);
    });

    it('not if it was archived meanwhile', async () => {
      const body = unique();
      const { id } = await lose(caller, body, go);
      await caller.archive(id);
      assert.notEqual((await caller.create(body)).id, id);
    });

    it('not to another body, another key or another organization', async () => {
      const body = unique();
      const lost = await lose(caller, body, go);
      const { key } = await server.adminKey(caller.organizationId ?? '');
      const others = [
        await caller.create({ ...body, tags: { a: 'b' } }),
        await new Caller(server.url, key).create(body),
        await (await server.organization()).create(body),
      ];
      for (const { id } of others) assert.notEqual(id, lost.id);
      assert.equal((await caller.create(body)).id, lost.id);
    });

    it('and at the limit', async () => {
      const full = await server.organization();
      const body = unique();
      await hangUp(full, body, go);
      await sleep(500);
      await server.admin('orgs', 'set-limit', full.organizationId ?? '', '1');
      const { id } = await full.create(body);
      assert.equal((await full.list()).data[0]?.id, id);
    });

    it('or to a retry with a count, and then to no other', async () => {
      const body = unique();
      const lost = await lose(caller, body, go);
      assert.equal((await elsewhere.create(body, { 'x-stainless-retry-count': '1' })).id, lost.id);
      assert.notEqual((await caller.create(body)).id, lost.id);
    });

    it('if it had an Idempotency-Key, only to that key', async () => {
      const [body, key] = [unique(), randomUUID()];
      const lost = await lose(caller, body, go, `idempotency-key: ${key}\r\n`);
      assert.notEqual((await caller.create(body)).id, lost.id);
      assert.equal((await caller.create(body, { 'idempotency-key': key })).id, lost.id);
    });
  });
}

describe('a create that was delivered', async () => {
  const caller = await server.organization();
  const elsewhere = new Caller(second.url, caller.key, caller.organizationId);

  it('is never returned to another: two identical ones are two workspaces', async () => {
    const body = unique();
    const made = [];
    for (const one of [caller, elsewhere, caller, elsewhere]) made.push((await one.create(body)).id);
    assert.equal(new Set(made).size, 4);
  });

  it('also if its client disconnected after it', async () => {
    const body = unique();
    const socket = await dial(caller);
    socket.write(requestOf(caller, body));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.destroy();
    await sleep(300);
    await caller.create(body);
    const { data } = await caller.list({ limit: 1000 });
    assert.equal(data.filter(({ name }) => name === body.name).length, 2);
  });

  it('to a client that only closed its side, and got its whole response', async () => {
    const body = unique();
    const ids = [];
    for (const one of [caller, elsewhere]) {
      const socket = await dial(one);
      socket.end(requestOf(one, body));
      let answer = '';
      for await (const data of socket) answer += data;
      assert.match(answer, /^HTTP\/1\.1 200 /);
      ids.push(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)).id);
    }
    ids.push((await caller.create(body)).id, (await elsewhere.create(body)).id);
    assert.equal(new Set(ids).size, 4);
  });

  it('concurrently to many that close their side: each gets its own, after interim responses', async () => {
    const body = unique();
    const ids = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const socket = await dial(caller);
        socket.end(requestOf(caller, body));
        let answer = '';
        for await (const data of socket) answer += data;
        const [head = '', json = ''] = answer
          .replaceAll('HTTP/1.1 100 Continue\r\n\r\n', '')
          .split('\r\n\r\n');
        assert.match(head, /^HTTP\/1\.1 200 /);
        return JSON.parse(json).id;
      }),
    );
    assert.equal(new Set(ids).size, 10);
  });
});

describe('with safe-replays off', () => {
  it('a lost create is returned to nobody', async () => {
    const plain = await startServer({ 'safe-replays': false }, server.database);
    const own = await plain.organization();
    const body = unique();
    servers.set(plain.url, plain);
    await hangUp(own, body, (socket) => socket.destroy());
    await sleep(500);
    await own.create(body);
    assert.equal((await own.list()).data.length, 2);
  });
});
