import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { newAdminKey } from '../../src/api/admin-keys/key.ts';
import { type AdminKey, changeKey, listKeys } from '../../src/api/admin-keys/store.ts';
import { listOrganizations } from '../../src/api/organizations/store.ts';
import { createClock, timestamp } from '../../src/contract/clock.ts';
import { openDatabase } from '../../src/db/open.ts';
import { type Server, type ServerOptions, startServer } from '../../src/server.ts';
import { forEachDatabase, postgresUrl } from '../databases.ts';
import { Gate } from '../gate.ts';

const now = createClock();

interface Named {
  id: string;
  name: string;
}

const call = (server: Server, body?: string, path = '/v1/organizations/workspaces') =>
  fetch(server.baseURL + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'x-api-key': server.adminKey },
    body,
  });

/** Three equal servers, started at once on an empty database. */
async function three(database: string, options: ServerOptions = {}): Promise<Server[]> {
  const adminKey = newAdminKey();
  return Promise.all([1, 2, 3].map(() => startServer({ database, adminKey, ...options })));
}

forEachDatabase((kind) => {
  test('servers that start at once on an empty database create one organization', async () => {
    const url = await kind.url();
    const servers = await three(url);
    const db = await openDatabase(url);
    const organizations = await listOrganizations(db);
    await db.close();
    await Promise.all(servers.map((server) => server.close()));
    assert.equal(organizations.length, 1);
    assert.deepEqual(
      servers.map((server) => server.organizationId),
      Array(3).fill(organizations[0]?.id),
    );
  });

  test('300 concurrent creates over three servers at a limit of 100: exactly 100 succeed', async () => {
    const servers = await three(await kind.url());
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, index) => call(servers[index % 3] as Server, `{"name":"w${index}"}`)),
    );
    const statuses = answers.map(({ status }) => status);
    const listed = (await (
      await call(servers[0] as Server, undefined, '/v1/organizations/workspaces?limit=1000')
    ).json()) as {
      data: unknown[];
    };
    await Promise.all(servers.map((server) => server.close()));
    assert.deepEqual([statuses.filter((status) => status === 200).length, listed.data.length], [100, 100]);
    assert.ok(statuses.every((status) => status === 200 || status === 400));
  });

  test('a disabled key stops working everywhere within a second, and works again once enabled', async () => {
    const url = await kind.url();
    const servers = await three(url);
    const all = async () =>
      (await Promise.all(servers.map((server) => call(server)))).map(({ status }) => status);
    assert.deepEqual(await all(), [200, 200, 200]);
    const { organizationId } = servers[0] as Server;
    const db = await openDatabase(url);
    const [key] = (await listKeys(db, organizationId)) as [AdminKey];
    await db.transaction(organizationId, (tx) => changeKey(tx, { ...key, disabled_at: timestamp(now()) }));
    await sleep(1000);
    assert.deepEqual(await all(), [401, 401, 401]);
    await db.transaction(organizationId, (tx) => changeKey(tx, key));
    await sleep(1000);
    assert.deepEqual(await all(), [200, 200, 200]);
    await db.close();
    await Promise.all(servers.map((server) => server.close()));
  });
});

test('while PostgreSQL is down, requests get 503 and the server isn’t ready; then it recovers by itself', async () => {
  await using gate = new Gate(await postgresUrl());
  await using server = await startServer({ database: await gate.open(), databaseTimeout: 1000 });
  const statuses = async () =>
    Promise.all([
      call(server).then(({ status }) => status),
      call(server, '{"name":"a"}').then(({ status }) => status),
      call(server, undefined, '/readyz').then(({ status }) => status),
      call(server, undefined, '/healthz').then(({ status }) => status),
      call(server, undefined, '/metrics').then(({ status }) => status),
    ]);
  const [well, away] = [
    [200, 200, 200, 200, 200],
    [503, 503, 503, 200, 200],
  ];
  assert.deepEqual(await statuses(), well);
  await gate.shut();
  assert.deepEqual(await statuses(), away);
  await sleep(600);
  assert.match(await (await call(server)).text(), /"overloaded_error"/);
  await gate.open();
  assert.deepEqual(await statuses(), well);
  gate.silent = true;
  const started = performance.now();
  assert.deepEqual(await statuses(), away);
  assert.ok(performance.now() - started < 5000, 'a half-open connection hangs nobody');
  gate.silent = false;
  assert.deepEqual(await statuses(), well);
});

test('a create that PostgreSQL may have stored before it failed is returned to its retry, on every server', async () => {
  const url = await postgresUrl();
  await using gate = new Gate(url);
  const adminKey = newAdminKey();
  const database = await gate.open();
  await using server = await startServer({ adminKey, database, databaseTimeout: 1000 });
  await using other = await startServer({ adminKey, database: url });
  const idOf = async (answer: Response) => ((await answer.json()) as { id: string }).id;
  const storedAs = async (name: string) => {
    const path = `/x/v1/workspaces?name=${name}`;
    return ((await (await call(other, undefined, path)).json()) as { data: { id: string }[] }).data;
  };

  // The first create of a server also deletes old activities, and waits for that.
  assert.equal((await call(server, '{"name":"First"}')).status, 200);

  const cut = '{"name":"Cut"}';
  gate.deafAfter = 'Cut';
  const lost = call(server, cut);
  while ((await storedAs('Cut')).length === 0) await sleep(10);
  gate.deafAfter = undefined;
  await gate.shut();
  gate.deaf = false;
  await gate.open();
  assert.equal((await lost).status, 503);
  assert.deepEqual(
    [{ id: await idOf(await call(other, cut)) }],
    (await storedAs('Cut')).map(({ id }) => ({ id })),
  );
  await call(other, cut);
  assert.equal((await storedAs('Cut')).length, 2, 'once');

  const swallowed = '{"name":"Swallowed"}';
  gate.deafAfter = 'Swallowed';
  assert.equal((await call(server, swallowed)).status, 503);
  assert.equal((await call(server, swallowed)).status, 503, 'while nobody knows');
  assert.equal((await storedAs('Swallowed')).length, 1);
  gate.deafAfter = undefined;
  gate.deaf = false;
  let again = await call(server, swallowed);
  for (; again.status === 503; again = await call(server, swallowed)) await sleep(50);
  const made = await idOf(again);
  assert.deepEqual(
    (await storedAs('Swallowed')).map(({ id }) => id),
    [made],
  );
});

test('a server that closes does not wait for a database to say what it has stored', async () => {
  await using gate = new Gate(await postgresUrl());
  const server = await startServer({ database: await gate.open(), databaseTimeout: 500 });
  assert.equal((await call(server, '{"name":"First"}')).status, 200);
  gate.deafAfter = 'Doubtful';
  assert.equal((await call(server, '{"name":"Doubtful"}')).status, 503);
  const closed = server.close().then(() => 'closed');
  assert.equal(await Promise.race([closed, sleep(20_000, 'waiting')]), 'closed');
});

test('at startup the server waits for its database, until the timeout', async () => {
  await using gate = new Gate(await postgresUrl());
  const database = await gate.open();
  await gate.shut();
  await assert.rejects(startServer({ database, databaseStartTimeout: 0 }), /ECONNREFUSED/);
  const starting = startServer({ database, databaseStartTimeout: 20_000 });
  await sleep(300);
  await gate.open();
  await using server = await starting;
  assert.equal((await call(server)).status, 200);
});

test('a health check and an unknown path, sent with a key, look up no versions on PostgreSQL', async (context) => {
  await using server = await startServer({ database: await postgresUrl(), sandbox: false });
  assert.equal((await call(server)).status, 200);
  const query = context.mock.method(pg.Client.prototype, 'query');
  assert.equal((await call(server, undefined, '/healthz')).status, 200);
  assert.equal((await call(server, undefined, '/v1/nothing')).status, 404);
  const texts = query.mock.calls.map(({ arguments: [asked] }) => (asked as { text?: string }).text);
  assert.deepEqual(
    texts.filter((text) => text?.startsWith('SELECT id, versions')),
    [],
  );
});

test('what a failover to an asynchronous standby has lost isn’t shown from memory', async () => {
  const database = await postgresUrl();
  await using server = await startServer({ database, sandbox: false });
  const client = new pg.Client(database);
  await client.connect();
  const create = async (name: string) =>
    ((await (await call(server, `{"name":"${name}"}`)).json()) as Named).id;
  const names = async () => {
    const path = `/v1/organizations/workspaces?limit=${100 + Math.floor(Math.random() * 900)}`;
    const { data } = (await (await call(server, undefined, path)).json()) as { data: Named[] };
    return data.map(({ name }) => name);
  };
  await create('Kept');
  const { rows } = await client.query<{ version: string; versions: string }>(
    'SELECT version, versions FROM organizations',
  );
  const lost = await create('Lost');
  for (let time = 0; time < 20; time++) assert.deepEqual(await names(), ['Lost', 'Kept']);
  await client.query(`DELETE FROM workspaces WHERE id = '${lost}'`);
  await client.query('UPDATE organizations SET version = $1, versions = $2, active_workspaces = 1', [
    rows[0]?.version,
    rows[0]?.versions,
  ]);
  await client.end();
  assert.deepEqual(await names(), ['Kept']);
  assert.equal((await call(server, undefined, `/v1/organizations/workspaces/${lost}`)).status, 404);
  await create('New');
  for (let time = 0; time < 20; time++) assert.deepEqual(await names(), ['New', 'Kept']);
});
