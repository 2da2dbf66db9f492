import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Caller, workspaces } from './caller.ts';
import { startServer } from './harness.ts';
import { request } from './http.ts';
import { pageOf, refused } from './shapes.ts';

const server = await startServer();
const [caller, other] = await Promise.all([server.organization('One'), server.organization('Two')]);
const { id } = await caller.create();
const item = `${workspaces}/${id}`;
const list = (headers: Record<string, string>) => request(server.url, 'GET', workspaces, { headers });

describe('200', () => {
  const accepted: [how: string, headers: Record<string, string>][] = [
    ['x-api-key', { 'x-api-key': caller.key }],
    ['X-Api-Key', { 'X-Api-Key': caller.key }],
    ['Authorization: Bearer', { authorization: `Bearer ${caller.key}` }],
    ['both, and equal', { 'x-api-key': caller.key, authorization: `Bearer ${caller.key}` }],
  ];
  for (const [how, headers] of accepted) {
    it(how, async () => {
      assert.deepEqual(pageOf(await list(headers)).data, (await caller.list()).data);
    });
  }

  it('an admin key is sk-ant-admin01- and at least 43 characters of randomness', async () => {
    assert.match(caller.key, /^sk-ant-admin01-[\w-]{43,}$/);
    assert.notEqual(caller.key, other.key);
  });

  it('an organization may have several keys', async () => {
    const second = await server.adminKey(caller.organizationId ?? '');
    assert.deepEqual(await new Caller(server.url, second.key).list(), await caller.list());
  });
});

describe('401', () => {
  const flipped = caller.key.slice(0, -1) + (caller.key.endsWith('A') ? 'B' : 'A');
  const rejected: [how: string, headers: Record<string, string>][] = [
    ['no key', {}],
    ['an empty key', { 'x-api-key': '' }],
    ['an empty bearer', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: `Basic ${Buffer.from(`:${caller.key}`).toString('base64')}` }],
    ['no scheme', { authorization: caller.key }],
    ['an unknown key', { 'x-api-key': `sk-ant-admin01-${'A'.repeat(43)}` }],
    ['one character off', { 'x-api-key': flipped }],
    ['one character short', { 'x-api-key': caller.key.slice(0, -1) }],
    ['one character more', { 'x-api-key': `${caller.key}A` }],
    ['another letter case', { 'x-api-key': caller.key.toLowerCase() }],
    ['nonsense', { 'x-api-key': "' OR 1=1 --" }],
    ['10,000 characters', { 'x-api-key': 'k'.repeat(10_000) }],
  ];
  for (const [how, headers] of rejected) {
    it(how, async () => refused(await list(headers), 401, 'authentication_error', 'API key is invalid.'));
  }

  const disagreeing: [how: string, headers: Record<string, string>][] = [
    ['two keys of two organizations', { 'x-api-key': caller.key, authorization: `Bearer ${other.key}` }],
    ['a good key and a bad bearer', { 'x-api-key': caller.key, authorization: 'Bearer nonsense' }],
    ['a bad key and a good bearer', { 'x-api-key': 'nonsense', authorization: `Bearer ${caller.key}` }],
    ['a workspace key', { 'x-api-key': `sk-ant-api03-${'A'.repeat(93)}AA` }],
  ];
  for (const [how, headers] of disagreeing) {
    it(how, async () => refused(await list(headers), 401, 'authentication_error'));
  }

  const operations: [method: string, path: string][] = [
    ['POST', workspaces],
    ['GET', workspaces],
    ['GET', item],
    ['POST', item],
    ['POST', `${item}/archive`],
  ];
  for (const [method, path] of operations) {
    it(`${method} ${path.replace(id, '{id}')} needs a key`, async () => {
      const answer = await request(server.url, method, path, {
        body: method === 'POST' ? { name: 'y' } : undefined,
      });
      refused(answer, 401, 'authentication_error', 'API key is invalid.');
      assert.equal(answer.headers['anthropic-organization-id'], undefined);
    });
  }
});

describe('401 and back: the life cycle of a key', { concurrency: true }, () => {
  /** Asks until the answer has that status, for at most as long as a change may take to be known. */
  async function within(key: string, status: number) {
    for (const end = Date.now() + 2_000; Date.now() < end; await sleep(50)) {
      const answer = await list({ 'x-api-key': key });
      if (answer.status === status) return answer;
    }
    return list({ 'x-api-key': key });
  }
  const organizationId = caller.organizationId ?? '';

  it('disabled, enabled again, deleted', async () => {
    const { id, key } = await server.adminKey(organizationId);
    pageOf(await list({ 'x-api-key': key }));
    await server.admin('admin-keys', 'disable', id);
    refused(await within(key, 401), 401, 'authentication_error', 'API key has been deactivated.');
    await server.admin('admin-keys', 'enable', id);
    pageOf(await within(key, 200));
    await server.admin('admin-keys', 'delete', id);
    refused(await within(key, 401), 401, 'authentication_error', 'API key is invalid.');
  });

  it('expired', async () => {
    const expires = new Date(Date.now() + 6_000).toISOString();
    const { key } = await server.adminKey(organizationId, '--expires-at', expires);
    pageOf(await list({ 'x-api-key': key }));
    await sleep(Date.parse(expires) - Date.now() + 50);
    refused(await within(key, 401), 401, 'authentication_error', 'API key has expired.');
  });
});

describe('headers of an authenticated response', () => {
  const requests: [status: number, method: string, path: string, body?: string][] = [
    [200, 'GET', workspaces],
    [200, 'GET', item],
    [200, 'POST', item, '{}'],
    [400, 'POST', workspaces, '{}'],
    [400, 'POST', workspaces, '{'],
    [404, 'GET', `${workspaces}/x`],
  ];
  for (const [status, method, path, body] of requests) {
    it(`${status} ${method} ${path.replace(id, '{id}')} names the organization and no workspace`, async () => {
      const answer = await caller.send(method, path, { body });
      assert.equal(answer.status, status);
      assert.equal(answer.headers['anthropic-organization-id'], caller.organizationId);
      assert.equal(answer.headers['anthropic-workspace-id'], undefined);
      assert.equal(answer.headers['content-type'], 'application/json');
    });
  }

  it('an organization’s id is a UUID', () => {
    assert.match(caller.organizationId ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});

it('the log never holds a key or a body', async () => {
  const secret = `secret ${Date.now()}`;
  await caller.create({ name: secret });
  await list({ authorization: `Bearer ${caller.key}` });
  assert.match(server.log, /"msg"/);
  for (const word of [caller.key, other.key, secret]) assert.ok(!server.log.includes(word));
});

// On PostgreSQL there is no file to look into; src/api/admin-keys/admin-keys.test.ts looks at the rows of both.
if (server.database.startsWith('file:')) {
  it('only a hash is stored', async () => {
    const file = server.database.slice('file:'.length);
    const stored = await Promise.all([file, `${file}-wal`].map((name) => readFile(name, 'latin1')));
    assert.ok(stored.join('').includes(caller.organizationId ?? '?'), 'these are the files');
    for (const { key } of [caller, other])
      assert.ok(!stored.join('').includes(key.slice('sk-ant-admin01-'.length)));
  });
}
