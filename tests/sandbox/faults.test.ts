import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { type Server, startServer, type TestOrganization } from '../../src/server.ts';
import { send } from './controls.ts';

const collection = '/v1/organizations/workspaces';

describe('faults', () => {
  let server: Server;
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());

  const create = (org: TestOrganization, body: object = { name: 'x' }) =>
    send<{ error?: { type: string; message: string } }>(org.baseURL + collection, 'POST', body, {
      'x-api-key': org.adminKey,
    });
  const list = (org: TestOrganization) =>
    send<{ data: object[] }>(org.baseURL + collection, 'GET', undefined, { 'x-api-key': org.adminKey });
  const add = (org: TestOrganization, body: object) =>
    send<{ error: { message: string } }>(
      `${org.baseURL}/x/sandbox/organizations/${org.id}/faults`,
      'POST',
      body,
    );

  test('a list is a queue, consumed in order; others of its resource don’t wait for it', async () => {
    await using org = await server.organization();
    const { status } = await add(org, [
      { operation: 'workspaces.create', answer: { status: 503 } },
      {
        operation: 'workspaces.create',
        skip: 1,
        times: 2,
        answer: { status: 418, type: 'teapot', message: 'Tea.' },
      },
      { operation: 'workspaces.list', answer: { status: 500 } },
    ]);
    assert.equal(status, 200);
    const statuses = [];
    for (let index = 0; index < 5; index++) statuses.push((await create(org)).status);
    assert.deepEqual(statuses, [503, 200, 418, 418, 200]);
    assert.equal((await list(org)).status, 500);
    assert.equal((await list(org)).body.data.length, 2);
    assert.deepEqual(
      (await org.faults()).map(({ hits, remaining }) => [hits, remaining]),
      [
        [1, 0],
        [2, 0],
        [1, 0],
      ],
    );
  });

  test('an answer is in the vendor’s envelope, with the headers that were asked for and the fault’s ID', async () => {
    await using org = await server.organization();
    const { id } = await org.fail('*', {
      status: 529,
      retry_after: 3,
      retry_after_ms: 2900,
      should_retry: false,
    });
    const { status, headers, body } = await create(org);
    assert.equal(status, 529);
    assert.equal(body.error?.type, 'overloaded_error');
    const named = ['retry-after', 'retry-after-ms', 'x-should-retry', 'x-workspaced-fault'];
    assert.deepEqual(
      named.map((name) => headers.get(name)),
      ['3', '2900', 'false', id],
    );
    await org.fail('*', { status: 500 });
    assert.equal((await create(org)).headers.get('x-should-retry'), null, 'so that SDKs retry');
  });

  test('before: nothing happens; after: it is committed', async () => {
    await using org = await server.organization();
    await org.fail('workspaces.create', { status: 500 });
    await create(org);
    assert.equal((await list(org)).body.data.length, 0);
    await org.fail('workspaces.create', { status: 500, when: 'after' });
    await create(org);
    assert.equal((await list(org)).body.data.length, 1);
  });

  test('bodies and connections break in the ways that were asked for', async () => {
    await using org = await server.organization();
    const raw = (path = collection) => fetch(org.baseURL + path, { headers: { 'x-api-key': org.adminKey } });
    await org.fail('workspaces.list', { body: 'html', when: 'after' });
    const page = await raw();
    assert.deepEqual([page.status, page.headers.get('content-type')], [502, 'text/html']);
    await org.fail('workspaces.list', { body: 'empty', when: 'after' });
    const empty = await raw();
    assert.deepEqual([empty.status, await empty.text()], [200, '']);
    await org.fail('workspaces.list', { body: 'truncated', when: 'after' });
    await assert.rejects(
      raw().then((response) => response.json()),
      SyntaxError,
    );
    for (const connection of ['reset', 'close'] as const) {
      await org.fail('workspaces.list', { connection });
      await assert.rejects(raw(), /fetch failed/);
    }
    await org.fail('workspaces.list', { connection: 'half', when: 'after' });
    await assert.rejects(raw().then((response) => response.text()));
    await org.fail('workspaces.list', { connection: 'stall' });
    const gaveUp = fetch(org.baseURL + collection, {
      headers: { 'x-api-key': org.adminKey },
      signal: AbortSignal.timeout(300),
    });
    await assert.rejects(gaveUp, { name: 'TimeoutError' });
    await org.assertFaults();
  });

  test('a broken connection among pipelined requests ends that connection, and nothing else', async () => {
    await using org = await server.organization();
    const { hostname, port } = new URL(server.baseURL);
    const head = `GET ${collection} HTTP/1.1\r\nhost: ${hostname}\r\nx-api-key: ${org.adminKey}\r\n\r\n`;
    for (const connection of ['half', 'reset', 'close', 'stall'] as const) {
      await org.fail('workspaces.list', { connection, skip: 1 });
      const socket = connect(Number(port), hostname).on('error', () => {});
      let received = '';
      socket.on('data', (data) => {
        received += data;
      });
      socket.write(head.repeat(3));
      await new Promise((resolve) => {
        socket.once('close', resolve);
        // What stalls ends with its client.
        setTimeout(() => socket.end(), 500).unref();
      });
      assert.ok((received.match(/HTTP\/1\.1 200/g)?.length ?? 0) <= 2, received);
      assert.doesNotMatch(received, /HTTP\/1\.1 500/);
      assert.equal((await list(org)).status, 200);
    }
    await org.assertFaults();
  });

  test('what the command line asks about its own key isn’t struck and not limited', async () => {
    await using org = await server.organization();
    await org.fail('*', { status: 503 });
    await org.rateLimit(1);
    const status = () =>
      send(`${org.baseURL}/x/v1/organization`, 'GET', undefined, { 'x-api-key': org.adminKey });
    for (let index = 0; index < 3; index++) assert.equal((await status()).status, 200);
    assert.equal((await list(org)).status, 503);
  });

  test('a delay alone makes the response late, before it happens or after', async () => {
    for (const when of ['before', 'after'] as const) {
      await using org = await server.organization();
      await org.fail('workspaces.create', { delay_ms: 200, when });
      const began = performance.now();
      assert.equal((await create(org)).status, 200);
      assert.ok(performance.now() - began >= 200);
      assert.equal((await list(org)).body.data.length, 1);
    }
  });

  test('a late response that is compressed can still be read', async () => {
    await using org = await server.organization();
    for (let index = 0; index < 5; index++) await create(org, { name: `Workspace ${index}` });
    for (const when of ['before', 'after'] as const) {
      await org.fail('workspaces.list', { delay_ms: 1, when });
      assert.equal((await list(org)).body.data.length, 5);
    }
  });

  test('a delay ends when the client gives up, so that the server can close', async () => {
    const own = await startServer();
    const org = await own.organization();
    for (const fault of [
      { when: 'before' },
      { when: 'before', connection: 'reset' },
      { when: 'after' },
      { when: 'after', status: 500 },
      { when: 'after', connection: 'half' },
    ] as const) {
      await org.fail('workspaces.list', { delay_ms: 60_000, ...fault });
      const gaveUp = fetch(org.baseURL + collection, {
        headers: { 'x-api-key': org.adminKey },
        signal: AbortSignal.timeout(200),
      });
      await assert.rejects(gaveUp, { name: 'TimeoutError' });
    }
    const began = performance.now();
    await own.close();
    assert.ok(performance.now() - began < 5000);
  });

  test('a request that is refused anyway is not struck, and a fault that was not met is told', async () => {
    await using org = await server.organization();
    await org.fail('workspaces.create', { status: 500, when: 'after' });
    assert.equal((await create(org, { name: '' })).status, 400);
    await assert.rejects(org.assertFaults(), /not met.*workspaces\.create/);
    await create(org);
    await org.assertFaults();
  });

  test('a probability strikes the same requests for the same seed', async () => {
    const struck = async (seed: number) => {
      await using org = await server.organization();
      await org.fail('workspaces.list', { status: 500, probability: 0.5, seed });
      const statuses = [];
      for (let index = 0; index < 20; index++) statuses.push((await list(org)).status);
      return statuses.join();
    };
    const first = await struck(7);
    assert.match(first, /200.*500|500.*200/);
    assert.equal(await struck(7), first);
    assert.notEqual(await struck(8), first);
  });

  test('what can’t happen is refused', async () => {
    await using org = await server.organization();
    for (const [fault, sentence] of [
      [{ answer: { status: 500 } }, /operation: Field required/],
      [
        { operation: 'workspaces.destroy', answer: { status: 500 } },
        /no operation workspaces\.destroy; known are workspaces\.create/,
      ],
      [{ operation: '*', answer: { status: 200 } }, /answer\.status/],
      [
        { operation: '*', answer: { retry_after: '1' } },
        /answer\.retry_after: Input should be a valid number/,
      ],
      [{ operation: '*', delay_ms: 1, probability: 0 }, /probability: Input should be greater than 0/],
      [
        { operation: '*', answer: {} },
        /answer: should have status, connection or body, unless there is a delay_ms/,
      ],
      [{ operation: '*', answer: { status: 500, body: 'html' } }, /one of status, connection and body/],
      [{ operation: '*', answer: { status: 500 }, ttl: 'soon' }, /ttl: should be a duration/],
      [
        { operation: 'invites.redeem', answer: { status: 500 } },
        /operation: faults never strike invites\.redeem/,
      ],
      [{ operation: 'session.create', delay_ms: 1 }, /operation: faults never strike session\.create/],
      [{ operation: 'organization.status', delay_ms: 1 }, /never strike organization\.status/],
      [{ operation: '*', answer: { status: 500 }, colour: 'red' }, /colour: Extra inputs/],
    ] as const) {
      const { status, body } = await add(org, fault);
      assert.equal(status, 400);
      assert.match(body.error.message, sentence);
    }
    assert.deepEqual(await org.faults(), []);
  });
});
