import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Server, startServer, type TestOrganization } from '../../src/server.ts';
import { forEachDatabase } from '../databases.ts';
import { surfaces } from '../wire/sdks.ts';

const collection = '/v1/organizations/workspaces';

/** A client that knows nothing of retries but to send the same again, three times at most. */
async function blindly(org: TestOrganization, headers: Record<string, string> = {}) {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(org.baseURL + collection, {
        method: 'POST',
        headers: { 'x-api-key': org.adminKey, ...headers },
        body: JSON.stringify({ name: 'Evaluation' }),
      });
      const body = await response.text();
      if (response.status < 500 || attempt === 3) return { headers: response.headers, body };
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

async function get(
  org: TestOrganization,
  path: string,
): Promise<{ status: number; body: { data?: { name: string }[] } }> {
  const response = await fetch(org.baseURL + path, { headers: { 'x-api-key': org.adminKey } });
  return { status: response.status, body: (await response.json()) as { data?: { name: string }[] } };
}

const count = async (org: TestOrganization) => (await get(org, collection)).body.data?.length;

forEachDatabase((kind) => {
  let server: Server;
  let trusting: Server;
  before(async () => {
    server = await startServer({ database: await kind.url() });
    trusting = await startServer({ database: await kind.url(), safeReplays: false });
  });
  after(() => Promise.all([server.close(), trusting.close()]));

  for (const { name, connect } of surfaces) {
    describe(name, { concurrency: true }, () => {
      const clientOf = (org: TestOrganization) => connect({ baseURL: org.baseURL, apiKey: org.adminKey });

      test('429, then success: the client waits for retry-after', async () => {
        await using org = await server.organization();
        await org.fail('workspaces.create', { status: 429, retry_after: 1 });
        const began = performance.now();
        await clientOf(org).create({ name: 'Evaluation' });
        assert.ok(performance.now() - began >= 1000);
        await org.assertFaults();
        const sent = await org.requests('workspaces.create');
        assert.deepEqual(
          sent.map(({ status, retry }) => [status, retry]),
          [
            [429, 0],
            [200, 1],
          ],
        );
      });

      for (const fault of [{ status: 500 }, { connection: 'reset' }, { body: 'truncated' }] as const) {
        test(`${JSON.stringify(fault)} after the commit: the SDK’s retry makes no twin`, async () => {
          await using org = await server.organization();
          await org.fail('workspaces.create', { ...fault, when: 'after' });
          const made = await clientOf(org)
            .create({ name: 'Evaluation' })
            .then(
              ({ id }) => id,
              () => undefined,
            );
          // The SDKs don’t retry a response that they can’t read.
          assert.equal(made === undefined, 'body' in fault);
          assert.equal(await count(org), 1);
          await org.assertFaults();
        });
      }

      test('529 three times exceeds two retries', async () => {
        await using org = await server.organization();
        await org.fail('workspaces.*', { status: 529, times: 3 });
        await assert.rejects(async () => clientOf(org).create({ name: 'Evaluation' }), /529/);
        await org.assertFaults();
        assert.equal(await count(org), 0);
      });

      test('a cursor’s row that is archived between two pages keeps its place', async () => {
        await using org = await server.organization();
        const client = clientOf(org);
        for (let index = 0; index < 5; index++) await client.create({ name: `w${index}` });
        const first = await client.list({ limit: 2 });
        await client.archive(first.last_id ?? '');
        const second = await first.getNextPage();
        assert.deepEqual(
          second.data.map((workspace) => workspace.name),
          ['w2', 'w1'],
        );
      });
    });
  }

  for (const fault of [
    { status: 500 },
    { connection: 'reset' },
    { connection: 'half' },
    { body: 'html' },
  ] as const) {
    describe(`${JSON.stringify(fault)} after the commit, and a client that retries blindly`, {
      concurrency: true,
    }, () => {
      test('with an Idempotency-Key there is no twin', async () => {
        for (const each of [server, trusting]) {
          await using org = await each.organization();
          await org.fail('workspaces.create', { ...fault, when: 'after' });
          const response = await blindly(org, { 'idempotency-key': 'one' });
          assert.equal(response.headers.get('idempotent-replayed'), 'true');
          assert.equal(await count(org), 1);
        }
      });

      test('without a mark the response counts as undelivered, so that there is none either', async () => {
        // Many at once, so that a response that is sent before it is known to be lost is seen.
        const twice = async () => {
          await using org = await server.organization();
          await org.fail('workspaces.create', { ...fault, when: 'after' });
          await blindly(org);
          return await count(org);
        };
        assert.deepEqual(await Promise.all(Array.from({ length: 20 }, twice)), Array(20).fill(1));
      });

      test('without a mark there is a twin while safe-replays is false', async () => {
        await using org = await trusting.organization();
        await org.fail('workspaces.create', { ...fault, when: 'after' });
        await blindly(org);
        assert.equal(await count(org), 2);
      });
    });
  }

  test('an archive is seen 800 ms late', async () => {
    await using org = await server.organization();
    const made = JSON.parse((await blindly(org)).body) as { id: string };
    await org.lag(800);
    const began = performance.now();
    const archived = await fetch(`${org.baseURL}${collection}/${made.id}/archive`, {
      method: 'POST',
      headers: { 'x-api-key': org.adminKey },
    });
    assert.equal(archived.status, 200);
    while ((await count(org)) === 1) await sleep(20);
    assert.ok(performance.now() - began >= 800);
  });

  test('a workspace that isn’t visible yet is not found, and writes to it succeed', async () => {
    await using org = await server.organization();
    await org.lag(60_000);
    const { id } = JSON.parse((await blindly(org)).body) as { id: string };
    assert.equal((await get(org, `${collection}/${id}`)).status, 404);
    const updated = await fetch(`${org.baseURL}${collection}/${id}`, {
      method: 'POST',
      headers: { 'x-api-key': org.adminKey },
      body: '{"name":"Later"}',
    });
    assert.equal(updated.status, 200);
    await org.lag(0);
    await org.reset('empty');
    assert.equal(await count(org), 0);
  });

  test('21 days in one call expire an invite', async () => {
    await using org = await server.organization();
    const headers = { 'x-api-key': org.adminKey };
    const path = `${org.baseURL}/v1/organizations/invites`;
    const body = JSON.stringify({ email: 'ada@example.com', role: 'user' });
    const invite = (await (await fetch(path, { method: 'POST', headers, body })).json()) as { id: string };
    const status = async () =>
      ((await (await fetch(`${path}/${invite.id}`, { headers })).json()) as { status: string }).status;
    assert.equal(await status(), 'pending');
    await org.advance('P20DT23H');
    assert.equal(await status(), 'pending');
    await org.advance('1h');
    assert.equal(await status(), 'expired');
    await org.reset();
    assert.equal((await fetch(`${path}/${invite.id}`, { headers })).status, 404);
  });
});
