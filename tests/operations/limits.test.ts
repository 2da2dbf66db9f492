import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startServer } from '../../src/server.ts';
import { exchange } from '../raw-client.ts';

const body = (answer: string) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));

test('slow headers get 408', async () => {
  await using server = await startServer({ headersTimeout: 200, requestTimeout: 400 });
  const answer = await exchange(server.baseURL, 'GET /healthz HTTP/1.1\r\nhost: a\r\n');
  assert.match(answer, /^HTTP\/1\.1 408 /);
  assert.equal(body(answer).error.type, 'invalid_request_error');
});

test('a slow body gets its connection closed', async () => {
  await using server = await startServer({ headersTimeout: 200, requestTimeout: 400 });
  const head = `POST /v1/organizations/workspaces HTTP/1.1\r\nhost: a\r\nx-api-key: ${server.adminKey}\r\n`;
  const answer = await exchange(server.baseURL, `${head}content-length: 100\r\n\r\n{"na`);
  assert.match(answer, /^HTTP\/1\.1 408 /);
});

test('too large headers are 431, anything that isn’t HTTP is 400, both in the envelope', async () => {
  await using server = await startServer();
  const large = await exchange(
    server.baseURL,
    `GET / HTTP/1.1\r\nhost: a\r\nx-large: ${'x'.repeat(20_000)}\r\n\r\n`,
  );
  assert.match(large, /^HTTP\/1\.1 431 /);
  assert.match(body(large).request_id, /^req_01/);
  assert.match(large, new RegExp(`request-id: ${body(large).request_id}`));
  const broken = await exchange(server.baseURL, 'hello\r\n\r\n');
  assert.match(broken, /^HTTP\/1\.1 400 /);
  assert.equal(body(broken).error.type, 'invalid_request_error');
});

test('headers are limited by their size, not by their number, and none is overlooked', async () => {
  await using server = await startServer();
  const many = `host: localhost\r\nconnection: close\r\n${'a:1\r\n'.repeat(2500)}`;
  const get = (path: string, last: string) =>
    exchange(server.baseURL, `GET ${path} HTTP/1.1\r\n${many}${last}\r\n\r\n`);
  assert.match(await get('/v1/organizations/me', `x-api-key: ${server.adminKey}`), /^HTTP\/1\.1 200 /);
  assert.match(await get('/x/sandbox/organizations', 'x-forwarded-for: 192.0.2.1'), /^HTTP\/1\.1 401 /);
});

test('requests that Node itself would refuse get the envelope and an id too', async () => {
  await using server = await startServer();
  const get = (head: string) =>
    exchange(server.baseURL, `GET /healthz HTTP/1.1\r\nconnection: close\r\n${head}\r\n`);
  const hostless = await get('');
  assert.match(hostless, /^HTTP\/1\.1 400 /);
  assert.equal(body(hostless).error.message, 'host: header is required');
  assert.match(body(hostless).request_id, /^req_01/);
  const expecting = await get('host: a\r\nexpect: nonsense\r\n');
  assert.match(expecting, /^HTTP\/1\.1 200 /);
  assert.match(expecting, /request-id: req_01/);
});

test('a URL with a host is served as its path, whether the key is known or not', async () => {
  await using server = await startServer({ sandbox: false });
  const call = async (method: string, path: string, more = '\r\n') => {
    const head = `${method} http://api.example.com${path} HTTP/1.1\r\nhost: a\r\nx-api-key: ${server.adminKey}\r\n`;
    return (await exchange(server.baseURL, `${head}connection: close\r\n${more}`)).split(' ')[1];
  };
  const workspaces = '/v1/organizations/workspaces';
  assert.deepEqual([await call('GET', workspaces), await call('GET', workspaces)], ['200', '200']);
  assert.equal(await call('POST', workspaces, 'content-length: 2\r\nexpect: 100-continue\r\n\r\n{}'), '100');
  assert.equal(await call('PUT', workspaces), '405');
  assert.equal(await call('GET', `${workspaces}/`), '404');
});

test('an organization that exceeds its rate limit gets 429 and is told when to retry', async () => {
  await using server = await startServer({ rateLimit: 3 });
  const call = () =>
    fetch(`${server.baseURL}/v1/organizations/workspaces`, { headers: { 'x-api-key': server.adminKey } });
  const answers = [await call(), await call(), await call(), await call(), await call()];
  const limited = answers.filter(({ status }) => status === 429);
  // The minute may end in between.
  assert.ok(limited.length === 2 || answers.filter(({ status }) => status === 200).length > 3);
  for (const answer of limited) {
    const seconds = Number(answer.headers.get('retry-after'));
    assert.ok(seconds >= 1 && seconds <= 60);
    assert.match(await answer.text(), /"type":"rate_limit_error"/);
  }
});
