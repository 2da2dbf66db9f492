import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { findUntold } from '../../src/api/activities/check.ts';
import { openDatabase } from '../../src/db/open.ts';
import { type Server, startServer, type TestOrganization } from '../../src/server.ts';
import { forEachDatabase } from '../databases.ts';
import { send, statusOf } from './controls.ts';

const collection = '/v1/organizations/workspaces';

const create = (org: TestOrganization, name: string) =>
  send<{ id: string; created_at: string }>(
    org.baseURL + collection,
    'POST',
    { name },
    { 'x-api-key': org.adminKey },
  );

async function names(org: TestOrganization): Promise<string[]> {
  const { body } = await send<{ data: { name: string }[] }>(
    `${org.baseURL}${collection}?limit=1000`,
    'GET',
    undefined,
    {
      'x-api-key': org.adminKey,
    },
  );
  return body.data.map(({ name }) => name).toReversed();
}

forEachDatabase((kind) => {
  let server: Server;
  let database = '';
  before(async () => {
    database = await kind.url();
    server = await startServer({ database });
  });
  after(() => server.close());

  test('an organization has its own key, limit and variables, and is gone when it is disposed of', async () => {
    let key: string;
    {
      await using org = await server.organization({ name: 'Mine', workspaceLimit: 1 });
      key = org.adminKey;
      assert.deepEqual(org.env, {
        ANTHROPIC_BASE_URL: server.baseURL,
        ANTHROPIC_API_KEY: key,
        ANTHROPIC_ADMIN_KEY: key,
        ANTHROPIC_ADMIN_API_KEY: key,
      });
      assert.equal((await create(org, 'one')).status, 200);
      assert.match(JSON.stringify((await create(org, 'two')).body), /limit of active workspaces/);
      const { body } = await send<{ data: { id: string }[] }>(`${server.baseURL}/x/sandbox/organizations`);
      assert.ok(body.data.some(({ id }) => id === org.id));
    }
    const { status } = await send(server.baseURL + collection, 'GET', undefined, { 'x-api-key': key });
    assert.equal(status, 401);
  });

  test('an organization with a ttl ends by itself', async () => {
    const org = await server.organization({ ttl: '1s' });
    assert.equal((await create(org, 'one')).status, 200);
    for (let tries = 0; tries < 50 && (await create(org, 'x')).status !== 401; tries++) await sleep(100);
    assert.equal((await create(org, 'x')).status, 401);
  });

  test('the organization of the server itself can’t be deleted', async () => {
    const url = `${server.baseURL}/x/sandbox/organizations/${server.organizationId}`;
    assert.equal((await send(url, 'DELETE')).status, 400);
  });

  test('reset brings back how it was made, and forgets faults, clock and log', async () => {
    await using org = await server.organization({ workspaceLimit: 5 });
    await create(org, 'one');
    await org.fail('workspaces.list', { status: 500, times: 9 });
    await org.advance('P30D');
    await create(org, 'later');
    await org.reset();
    assert.deepEqual([await names(org), await org.faults()], [[], []]);
    assert.equal((await org.requests('workspaces.create')).length, 0);
    const { body } = await create(org, 'now');
    assert.ok(Date.parse(body.created_at) < Date.now() + 1000, 'the clock is the server’s again');
    // The counter is right, too.
    for (let index = 0; index < 4; index++) assert.equal((await create(org, `w${index}`)).status, 200);
    assert.equal((await create(org, 'too many')).status, 400);
  });

  test('a rate limit counts from its first request, and ends with a reset', async () => {
    await using org = await server.organization();
    for (let round = 0; round < 2; round++) {
      await org.rateLimit(2);
      const statuses = [];
      for (let index = 0; index < 3; index++) statuses.push((await create(org, 'x')).status);
      assert.deepEqual(statuses, [200, 200, 429]);
      await org.reset();
    }
  });

  test('every response says what is left of a rate limit, and until when', async () => {
    await using org = await server.organization();
    const mark = 'anthropic-ratelimit-requests-';
    assert.equal((await create(org, 'x')).headers.get(`${mark}limit`), null);
    await org.rateLimit(2);
    const ends = [];
    for (const [status, left] of [
      [200, '1'],
      [200, '0'],
      [429, '0'],
    ]) {
      const { headers, ...answer } = await create(org, 'x');
      assert.deepEqual(
        [answer.status, headers.get(`${mark}limit`), headers.get(`${mark}remaining`)],
        [status, '2', left],
      );
      const end = headers.get(`${mark}reset`) ?? '';
      assert.match(end, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      ends.push(Date.parse(end) - Date.now());
    }
    assert.ok(
      ends.every((ms) => ms > 30_000 && ms <= 61_000),
      ends.join(),
    );
  });

  test('a lag of 0 shows everything at once', async () => {
    await using org = await server.organization();
    await org.lag(60_000);
    await create(org, 'one');
    assert.deepEqual(await names(org), []);
    await org.lag(0);
    assert.deepEqual(await names(org), ['one']);
  });

  test('while the clock stands still, what is made keeps its order', async () => {
    await using org = await server.organization();
    await org.freeze();
    const made = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) made.push((await create(org, name)).body.created_at);
    assert.deepEqual(await names(org), ['a', 'b', 'c', 'd', 'e']);
    assert.ok(Date.parse(made[4] ?? '') - Date.parse(made[0] ?? '') <= 1);
    await org.resume();
    await create(org, 'f');
    assert.deepEqual(await names(org), ['a', 'b', 'c', 'd', 'e', 'f']);
  });

  test('after resets and copies the activity feed tells what is stored', async () => {
    const db = await openDatabase(database);
    await using org = await server.organization();
    const key = { 'x-api-key': org.adminKey };
    await create(org, 'one');
    await send(`${org.baseURL}/x/v1/admin_keys`, 'POST', { name: 'second' }, key);
    await org.snapshot('one');
    await org.reset();
    const url = `${org.baseURL}/x/sandbox/organizations`;
    const copies = [];
    for (const from of ['seed', 'snapshot:one']) {
      copies.push((await send<{ id: string }>(url, 'POST', { from }, key)).body.id);
    }
    for (const id of [org.id, ...copies]) assert.deepEqual(await findUntold(db, id), [], id);
    await db.close();
  });

  test('what can’t be read or is too long is refused', async () => {
    await using org = await server.organization();
    const url = `${org.baseURL}/x/sandbox/organizations`;
    for (const ttl of ['9999999999d', 'P99999999999999999999D', 'soon']) {
      assert.equal((await send(url, 'POST', { ttl })).status, 400, ttl);
    }
    const deep = `{"operation":"workspaces.create","body":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`;
    const response = await fetch(`${url}/${org.id}/requests/verify`, { method: 'POST', body: deep });
    assert.equal(response.status, 400);
  });

  test('a snapshot from before a table had a column can be restored', async () => {
    await using org = await server.organization();
    await create(org, 'kept');
    await org.snapshot('old');
    const db = await openDatabase(database);
    await db.transaction('', async (tx) => {
      const row = await tx.get<{ content: string }>(
        "SELECT content FROM snapshots WHERE organization_id = $1 AND name = 'old'",
        org.id,
      );
      // As version 5 of the database kept it.
      const content = row?.content.replaceAll(/,"version":\d+/g, '') ?? '';
      assert.ok(content.length < (row?.content.length ?? 0));
      await tx.run(
        "UPDATE snapshots SET content = $1 WHERE organization_id = $2 AND name = 'old'",
        content,
        org.id,
      );
    });
    await db.close();
    await create(org, 'lost');
    await org.reset('snapshot:old');
    assert.deepEqual(await names(org), ['kept']);
    await create(org, 'new');
    assert.deepEqual(await names(org), ['kept', 'new']);
  });

  test('a snapshot is restored as it was, and is what another organization can begin with', async () => {
    await using org = await server.organization();
    await create(org, 'one');
    const { body } = await create(org, 'two');
    await org.snapshot('two');
    await create(org, 'three');
    await org.reset('snapshot:two');
    assert.deepEqual(await names(org), ['one', 'two']);
    const url = `${org.baseURL}/x/sandbox/organizations`;
    const made = await send<{ id: string; admin_key: string }>(
      url,
      'POST',
      { from: 'snapshot:two' },
      {
        'x-api-key': org.adminKey,
      },
    );
    const found = await send(`${org.baseURL}${collection}/${body.id}`, 'GET', undefined, {
      'x-api-key': made.body.admin_key,
    });
    assert.equal(found.status, 200);
    const one = `${url}/${org.id}`;
    assert.equal((await send(`${one}/snapshots/none/restore`, 'POST')).status, 404);
    assert.deepEqual((await send(`${one}/snapshots/two`, 'DELETE')).body, { name: 'two', deleted: true });
    assert.deepEqual((await send(`${one}/snapshots`)).body, { data: [] });
    // The seed is kept like a snapshot, but isn’t one to anybody.
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/restore'],
    ] as const) {
      assert.equal((await send(`${one}/snapshots/.seed${path}`, method)).status, 404, method);
    }
    assert.equal(
      (await send(url, 'POST', { from: 'snapshot:.seed' }, { 'x-api-key': org.adminKey })).status,
      404,
    );
    for (let index = 0; index < 20; index++) await org.snapshot(`s${index}`);
    await assert.rejects(org.snapshot('s20'), /20 snapshots already/);
    await org.snapshot('s19');
  });

  // On PostgreSQL, the same code takes longer.
  const many = kind.name === 'sqlite' ? 1000 : 200;
  test(`${many} organizations at once: none notices another`, async () => {
    const faulty = (index: number) => index % 3 === 0;
    await Promise.all(
      Array.from({ length: 50 }, async (_, lane) => {
        for (let index = lane; index < many; index += 50) {
          const org = await server.organization({ name: `Org ${index}` });
          if (faulty(index)) await org.fail('workspaces.create', { status: 529 });
          const days = index % 7;
          if (days > 0) await org.advance(`P${days}D`);
          const first = await create(org, `only ${index}`);
          assert.equal(first.status, faulty(index) ? 529 : 200);
          const { body } = faulty(index) ? await create(org, `only ${index}`) : first;
          const ahead = (Date.parse(body.created_at) - Date.now()) / 86_400_000;
          assert.ok(Math.abs(ahead - days) < 0.01);
          assert.deepEqual(await names(org), [`only ${index}`]);
          assert.equal((await org.requests('workspaces.create')).length, faulty(index) ? 2 : 1);
          await org.delete();
        }
      }),
    );
  });
});

describe('who may use the controls', () => {
  let server: Server;
  before(async () => {
    server = await startServer({ sandboxKey: 'a-key-for-the-sandbox' });
  });
  after(() => server.close());

  test('of one organization: its key, the sandbox’s key, or nobody’s on this machine', async () => {
    await using org = await server.organization();
    await using other = await server.organization();
    const url = `${server.baseURL}/x/sandbox/organizations/${org.id}/faults`;
    const status = async (headers: Record<string, string>) =>
      (await send(url, 'GET', undefined, headers)).status;
    assert.equal(await status({}), 200);
    assert.equal(await status({ 'x-api-key': org.adminKey }), 200);
    assert.equal(await status({ authorization: 'Bearer a-key-for-the-sandbox' }), 200);
    assert.equal(await status({ 'x-api-key': other.adminKey }), 404);
    assert.equal(await status({ 'x-api-key': 'wrong' }), 401);
    const live = await send<{ error: { message: string } }>(url, 'GET', undefined, {
      'x-api-key': `sk-ant-admin01-${'x'.repeat(43)}`,
    });
    assert.match(live.body.error.message, /looks like a live key\. It was not stored/);
    assert.equal((await send(`${server.baseURL}/x/sandbox/organizations/none/faults`)).status, 404);
  });

  test('of no organization: from elsewhere only the sandbox’s key, not an organization’s own', async () => {
    const url = `${server.baseURL}/x/sandbox/organizations`;
    const elsewhere = { 'x-forwarded-for': '203.0.113.7' };
    const own = { 'x-api-key': server.adminKey };
    const count = async () => (await send<{ data: object[] }>(url)).body.data.length;
    const before = await count();
    assert.equal((await send(url, 'GET', undefined, own)).status, 200, 'from this machine');
    for (const method of ['GET', 'POST']) {
      const { status, body } = await send<{ error: { message: string } }>(url, method, undefined, {
        ...own,
        ...elsewhere,
      });
      assert.equal(status, 401, method);
      assert.match(body.error.message, /^From elsewhere, the sandbox needs its key/);
    }
    assert.equal(await count(), before, 'none was made');
    const bearer = { authorization: 'Bearer a-key-for-the-sandbox' };
    assert.equal((await send(url, 'GET', undefined, { ...bearer, ...elsewhere })).status, 200);
  });

  test('not whoever comes through a proxy on this machine', async () => {
    const url = `${server.baseURL}/x/sandbox/reset`;
    assert.equal(await statusOf(url, 'POST', { 'x-forwarded-for': '203.0.113.7' }), 401);
    assert.equal(await statusOf(url, 'POST', { forwarded: 'for=203.0.113.7' }), 401);
  });

  test('not a web page that is open on this machine', async () => {
    const url = `${server.baseURL}/x/sandbox/reset`;
    assert.equal(await statusOf(url, 'POST', { host: 'rebound.example' }), 400);
    assert.equal(await statusOf(url, 'POST', { 'sec-fetch-site': 'cross-site' }), 401);
    assert.equal(await statusOf(url, 'POST', { origin: 'https://attacker.example' }), 401);
  });
});
