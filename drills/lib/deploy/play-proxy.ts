import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:http2';
import Anthropic from '@anthropic-ai/sdk';
import { waitFor } from '../wait.ts';
import type { Checks } from './checks.ts';
import type { Stack } from './stack.ts';

const path = '/v1/organizations/workspaces';
const limit = 1_048_576;
/** Ways to write the path that operators alone may see. */
const disguises = ['', '?x', '/', '%20', ';x'].map((end) => `/metrics${end}`);
disguises.push('//metrics', '/%6Detrics', '/METRICS', '/x/../metrics', '/./metrics', '/%2Fmetrics');

/** What clients see of the servers through the proxy. */
export async function playProxy(checks: Checks, stack: Stack, key: string): Promise<void> {
  const { url, plainUrl } = stack.proxy;
  const client = new Anthropic({ baseURL: url, apiKey: key });
  const { workspaces } = client.organization;
  const post = (body: string | ReadableStream) =>
    fetch(url + path, {
      ...{ method: 'POST', headers: { 'x-api-key': key }, duplex: 'half' },
      body,
    } as RequestInit);

  await checks.check('plain HTTP', async () => {
    const { status, headers } = await fetch(plainUrl + path, { redirect: 'manual' });
    assert.equal(status, 308);
    assert.equal(headers.get('location'), url.replace(/:\d+$/, '') + path);
    return 'is sent to https';
  });

  await checks.check('HTTP/2', async () => {
    const session = connect(url);
    const stream = session.request({ ':path': path, 'x-api-key': key });
    const [headers] = await once(stream, 'response');
    session.destroy();
    assert.equal(session.alpnProtocol, 'h2');
    assert.equal(headers[':status'], 200);
    return 'is spoken in front';
  });

  await checks.check('official SDK', async () => {
    const made = await workspaces.create({ name: 'Through the proxy' });
    assert.deepEqual(await workspaces.retrieve(made.id), made);
    const [newest] = (await workspaces.list()).data;
    assert.deepEqual(newest, made);
    assert.equal((await workspaces.archive(made.id)).name, made.name);
    return 'creates, gets, lists, archives';
  });

  await checks.check('a large page', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `Page ${index}`);
    for (let done = 0; done < names.length; done += 20) {
      await Promise.all(names.slice(done, done + 20).map((name) => workspaces.create({ name })));
    }
    const { data } = await workspaces.list({ limit: 1000 });
    assert.deepEqual(data.map(({ name }) => name).sort(), names.sort());
    return `${data.length} workspaces, ${JSON.stringify(data).length} bytes`;
  });

  await checks.check('bodies', async () => {
    let bodies = 0;
    const ofSize = (size: number) => JSON.stringify({ name: `Padded ${++bodies}` }).padStart(size);
    assert.equal((await post(ofSize(limit))).status, 200);
    assert.equal((await post(new Blob([ofSize(limit)]).stream())).status, 200);
    for (const size of [limit + 1, 2 * limit, 8 * limit]) {
      for (const body of [ofSize(size), new Blob([ofSize(size)]).stream()]) {
        const answer = await post(body);
        assert.equal(answer.status, 413, `${size} bytes`);
        const { type, error } = (await answer.json()) as { type: string; error: { type: string } };
        assert.deepEqual([type, error.type], ['error', 'request_too_large']);
      }
    }
    return '1 MiB passes, more is 413 with the envelope, with and without a content-length';
  });

  await checks.check('/metrics', async () => {
    const agent = connect(url);
    for (const disguise of disguises) {
      const [headers] = await once(agent.request({ ':path': disguise }), 'response');
      assert.equal(headers[':status'], 404, disguise);
    }
    agent.destroy();
    assert.match(
      await (await fetch(`${stack.servers[0]?.baseURL}/metrics`)).text(),
      /workspaced_requests_total/,
    );
    return `404 in front however it is written (${disguises.length} ways), served behind`;
  });

  await checks.check('logs', async () => {
    const answer = await post('{"name": "Not for the log"}');
    const id = answer.headers.get('request-id') ?? '';
    const read = (file: string) => readFileSync(file, 'utf8');
    const [proxyLog = '', ...serverLogs] = stack.logs;
    await waitFor('the request is logged', 10, () => read(proxyLog).includes(id));
    await waitFor('the server logs it', 10, () => serverLogs.some((log) => read(log).includes(id)));
    const line =
      read(proxyLog)
        .split('\n')
        .find((each) => each.includes(id)) ?? '';
    assert.match(JSON.parse(line).request.remote_ip, /^(127\.0\.0\.1|::1)$/);
    for (const log of stack.logs) {
      for (const secret of [key, 'Not for the log', 'Through the proxy']) {
        assert.ok(!read(log).includes(secret), `${log} has a key or a body`);
      }
    }
    return 'the proxy’s has the client’s address and the request-id of the server’s; none has a key or a body';
  });
}
