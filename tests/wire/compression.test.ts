import assert from 'node:assert/strict';
import { get, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { describe, it } from 'node:test';
import zlib from 'node:zlib';
import { workspaces } from './caller.ts';
import { startServer } from './harness.ts';

const server = await startServer({ 'workspace-limit': 1000 });
const caller = await server.organization();
const made = await caller.createMany(3);
await Promise.all(Array.from({ length: 150 }, (_, index) => caller.create({ name: `ü ${index}` })));

interface Raw {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

function raw(url: string, headers: OutgoingHttpHeaders, post?: string): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const options = { headers: { 'x-api-key': caller.key, ...headers } };
    const sent =
      post === undefined ? get(url, options) : request(url, { ...options, method: 'POST' }).end(post);
    sent.on('error', reject).on('response', async (answer) => {
      const body = Buffer.concat(await answer.toArray());
      resolve({ status: answer.statusCode, headers: answer.headers, body });
    });
  });
}

const fetchRaw = (path: string, encoding?: string) =>
  raw(caller.url + path, encoding === undefined ? {} : { 'accept-encoding': encoding });

const page = `${workspaces}?limit=3`;
const wholeList = `${workspaces}?limit=1000`;

describe('responses from 1 KB on are compressed as the client accepts', () => {
  for (const path of [page, wholeList, '/openapi.json']) {
    for (const [accepted, encoding] of [
      ['gzip', 'gzip'],
      ['gzip, deflate', 'gzip'],
      ['gzip, deflate, br, zstd', 'br'],
      ['br;q=0, GZIP;q=0.5', 'gzip'],
      ['deflate', undefined],
      ['gzip;q=0', undefined],
      ['identity', undefined],
      ['', undefined],
      [undefined, undefined],
    ] as const) {
      it(`${path} with ${accepted ?? 'no accept-encoding'}`, async () => {
        const plain = (await fetchRaw(path)).body;
        assert.ok(plain.length > 1024);
        // The second time it may come from those kept ready, the third time it does.
        for (const _time of [1, 2, 3]) {
          const { status, headers, body } = await fetchRaw(path, accepted);
          assert.equal(status, 200);
          assert.equal(headers['content-encoding'], encoding);
          assert.equal(headers.vary, 'accept-encoding');
          assert.equal(headers['content-length'], String(body.length));
          const text =
            encoding === 'br' ? zlib.brotliDecompressSync(body) : encoding ? zlib.gunzipSync(body) : body;
          assert.ok(text.equals(plain));
          if (encoding !== undefined) assert.ok(body.length < plain.length / 2);
        }
      });
    }
  }

  it('so is the response to a create', async () => {
    const tags = { long: 'x'.repeat(256), longer: 'y'.repeat(256), longest: 'z'.repeat(256) };
    const post = JSON.stringify({ name: 'long', tags });
    const { status, headers, body } = await raw(caller.url + workspaces, { 'accept-encoding': 'gzip' }, post);
    assert.deepEqual([status, headers['content-encoding'], headers.vary], [200, 'gzip', 'accept-encoding']);
    const { id } = JSON.parse(zlib.gunzipSync(body).toString()) as { id: string };
    assert.deepEqual((await caller.retrieve(id)).tags, tags);
  });

  it('concurrent requests, also after a change, get the current state', async () => {
    const names = async () => {
      const { body } = await fetchRaw(wholeList, 'gzip');
      const { data } = JSON.parse(zlib.gunzipSync(body).toString()) as {
        data: { id: string; name: string }[];
      };
      return data.find(({ id }) => id === made[0]?.id)?.name;
    };
    for (const name of ['one', 'two', 'three']) {
      await caller.update(made[0]?.id ?? '', { name });
      const seen = await Promise.all(Array.from({ length: 30 }, names));
      assert.deepEqual(new Set(seen), new Set([name]));
    }
  });
});

it('shorter responses are sent uncompressed, without vary', async () => {
  for (const path of [
    `${workspaces}/${made[0]?.id}`,
    `${workspaces}?ids[]=${made[0]?.id}`,
    '/healthz',
    '/v1/zzz',
  ]) {
    for (const _time of [1, 2]) {
      const { headers, body } = await fetchRaw(path, 'br, gzip');
      assert.ok(body.length < 1024);
      assert.deepEqual([headers['content-encoding'], headers.vary], [undefined, undefined]);
    }
  }
});

it('with CORS, a response varies by both', async () => {
  const origin = 'https://console.example';
  const open = await startServer({ 'cors-origins': origin });
  const { headers } = await raw(`${open.url}/openapi.json`, { origin, 'accept-encoding': 'gzip' });
  assert.match(headers.vary ?? '', /^origin, accept-encoding$/i);
  assert.equal(headers['access-control-allow-origin'], origin);
});
