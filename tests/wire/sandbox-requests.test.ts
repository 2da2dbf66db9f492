import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startServer } from './harness.ts';
import { surfaces } from './sdks.ts';

interface Entry {
  operation: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: { name?: string } | null;
  status: number;
  answer: { id?: string } | null;
  error_type: string | null;
  retry: number;
  hint: string | null;
}

interface Answer {
  data: never;
  error: { message: string; details: { found: number; nearest: unknown[] } };
}

const server = await startServer({ sandbox: true });

/** An organization, and a function that calls its controls. */
async function sandboxed() {
  const { key, organizationId } = await server.organization();
  const place = `${server.url}/x/sandbox/organizations/${organizationId}`;
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${place}/${path}`, {
      method,
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Answer };
  };
  const requests = async (): Promise<Entry[]> => (await call('GET', 'requests')).body.data;
  const findings = async (): Promise<{ rule: string; message: string }[]> =>
    (await call('GET', 'requests/lint')).body.data;
  return { key, place, call, requests, findings };
}

describe('the request log', { concurrency: 3 }, () => {
  it('has what is nested too deeply as text, and can still be read', async () => {
    const { key, call, requests, findings } = await sandboxed();
    const nested = `{"name":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
    for (const body of [nested, '{"name":"Logged"}']) {
      await fetch(`${server.url}/v1/organizations/workspaces`, {
        method: 'POST',
        headers: { 'x-api-key': key },
        body,
      });
    }
    const seen = await requests();
    assert.deepEqual(
      seen.map(({ body, status }) => [body, status]),
      [
        [nested, 400],
        [{ name: 'Logged' }, 200],
      ],
    );
    assert.equal((await findings())[0]?.rule, 'deprecated-version');
    const expected = { operation: 'workspaces.create', body: { name: 'Logged' } };
    assert.deepEqual(await call('POST', 'requests/verify', expected), { status: 200, body: { count: 1 } });
  });

  for (const { name, connect } of surfaces) {
    it(`shows what ${name} sends, retries included`, async () => {
      const { key, call, requests, findings } = await sandboxed();
      const client = connect({ baseURL: server.url, apiKey: key });
      await call('POST', 'faults', { operation: 'workspaces.create', answer: { status: 500 }, times: 2 });
      const made = await client.create({ name: 'Logged', tags: { team: 'search' } });
      await client.retrieve(made.id);
      await client.retrieve(made.id);
      await client.update(made.id, { name: 'Renamed' });
      await client.archive(made.id);
      for await (const _ of client.list({ limit: 2 }));
      const seen = await requests();
      assert.deepEqual(
        seen.map(({ operation, status, retry, error_type }) => [operation, status, retry, error_type]),
        [
          ['workspaces.create', 500, 0, 'api_error'],
          ['workspaces.create', 500, 1, 'api_error'],
          ['workspaces.create', 200, 2, null],
          ['workspaces.get', 200, 0, null],
          ['workspaces.get', 200, 0, null],
          ['workspaces.update', 200, 0, null],
          ['workspaces.archive', 200, 0, null],
          ['workspaces.list', 200, 0, null],
        ],
      );
      const [first] = seen;
      assert.deepEqual(first?.body, { name: 'Logged', tags: { team: 'search' } });
      assert.deepEqual(seen[3]?.answer?.id, made.id);
      const shown = `…${key.slice(-4)}`;
      const { authorization, 'x-api-key': direct, 'content-type': type } = first?.headers ?? {};
      assert.ok(authorization === `Bearer ${shown}` || direct === shown, JSON.stringify(first?.headers));
      assert.equal(type, 'application/json');
      assert.ok(!JSON.stringify(seen).includes(key.slice(-20)));
      assert.deepEqual(await findings(), []);
      const verify = (body: object) => call('POST', 'requests/verify', body);
      const right = { operation: 'workspaces.create', times: 3, body: { tags: { team: 'search' } } };
      assert.deepEqual(await verify(right), { status: 200, body: { count: 3 } });
      const { status, body } = await verify({ ...right, times: 1 });
      assert.equal(status, 409);
      assert.match(body.error.message, /^Expected workspaces\.create with this body once, found it 3 times/);
      assert.deepEqual([body.error.details.found, body.error.details.nearest.length], [3, 3]);
    });
  }

  it('shows what comes from unknown paths, with a hint, and finds the habit', async () => {
    const { key, requests, findings } = await sandboxed();
    const client = surfaces[0]?.connect({ baseURL: `${server.url}/v1`, apiKey: key });
    await assert.rejects(
      async () => client?.create({ name: 'Nowhere' }),
      /Did you mean \/v1\/organizations\/workspaces\?/,
    );
    const [{ operation, url, status, hint } = assert.fail()] = await requests();
    assert.deepEqual([operation, url, status], [null, '/v1/v1/organizations/workspaces', 404]);
    assert.match(hint ?? '', /Did you mean \/v1\/organizations\/workspaces\?/);
    assert.deepEqual(
      (await findings()).map(({ rule }) => rule),
      ['doubled-prefix'],
    );
  });

  it('finds a retry without a mark, and one that is too early', async () => {
    const { key, call, requests, findings } = await sandboxed();
    const answer = { status: 429, retry_after: 5 };
    await call('POST', 'faults', { operation: 'workspaces.create', answer, times: 2 });
    for (let count = 0; count < 3; count++) {
      await fetch(`${server.url}/v1/organizations/workspaces`, {
        method: 'POST',
        headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01', 'content-type': 'text/plain' },
        body: '{"name":"Again"}',
      });
    }
    const found = await findings();
    assert.deepEqual(
      found.map(({ rule }) => rule),
      ['unmarked-retry', 'early-retry'],
    );
    assert.match(found[1]?.message ?? '', /asked to wait for 5 s/);
    assert.equal((await requests())[0]?.headers['content-type'], 'text/plain');
    assert.deepEqual((await call('DELETE', 'requests')).body, { deleted: 3 });
    assert.deepEqual((await call('GET', 'requests/count')).body, { count: 0 });
  });

  it('is of one organization, also as a stream', async () => {
    const [one, other] = await Promise.all([sandboxed(), sandboxed()]);
    const list = ({ key }: typeof one) =>
      fetch(`${server.url}/v1/organizations/workspaces`, { headers: { 'x-api-key': key } });
    const { body, headers } = await fetch(`${one.place}/requests/stream?operation=workspaces.*`);
    assert.equal(headers.get('content-type'), 'text/event-stream');
    const foreign = await fetch(`${one.place}/requests`, { headers: { 'x-api-key': other.key } });
    assert.equal(foreign.status, 404);
    await list(other);
    await fetch(`${server.url}/v1/organizations/me`, { headers: { 'x-api-key': one.key } });
    const sent = (await list(one)).headers.get('request-id');
    let text = '';
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (/^data: .*\n\n/m.test(text)) break;
    }
    const [event = '', ...more] = text.split('\n').filter((line) => line.startsWith('data: '));
    assert.deepEqual([JSON.parse(event.slice(6)).id, more], [sent, []]);
    assert.equal((await other.requests()).length, 1);
  });
});
