import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ServerOptions, startServer } from '../../src/server.ts';

test('invalid options are refused by name', async () => {
  const refused: [options: object, sentence: RegExp][] = [
    [{ workspaceLimits: 3 }, /^Error: workspaceLimits is not a setting\.$/],
    [{ workspaceGeos: [] }, /workspaceGeos should be names of regions/],
    [{ adminKey: 'short' }, /adminKey should be sk-ant-admin01-/],
    [{ workspaceLimit: -1 }, /workspaceLimit should be a whole number/],
  ];
  for (const [options, sentence] of refused) await assert.rejects(startServer(options), sentence);
});

test('an undefined option has its default', async () => {
  const options = { rateLimit: undefined, nameMaxLength: undefined } as unknown as ServerOptions;
  await using server = await startServer(options);
  const answer = await fetch(`${server.baseURL}/v1/organizations/workspaces`, {
    method: 'POST',
    headers: { 'x-api-key': server.adminKey },
    body: '{"name":"a"}',
  });
  assert.equal(answer.status, 200);
});

test('an undefined option leaves a server in memory, on a free port, and a sandbox', async () => {
  const names = ['database', 'port', 'sandbox', 'logLevel'];
  const options = Object.fromEntries(names.map((name) => [name, undefined]));
  await using server = await startServer(options);
  await using other = await startServer(options);
  assert.notEqual(server.baseURL, other.baseURL);
  assert.equal((await server.organization({ name: 'Nightly' })).name, 'Nightly');
});

test('a server can be closed more than once', async () => {
  await using server = await startServer();
  await Promise.all([server.close(), server.close()]);
});
