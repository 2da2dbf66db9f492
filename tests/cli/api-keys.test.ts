import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { blocksOf } from '../../scripts/samples/blocks.ts';
import { startServer } from '../../src/server.ts';
import { environment } from '../environment.ts';
import { Shell } from '../shell.ts';
import { folder, json, newDatabase, run } from './program.ts';

const database = newDatabase();
const server = await startServer({ database });
after(() => server.close());
const client = { ANTHROPIC_BASE_URL: server.baseURL, ANTHROPIC_API_KEY: server.adminKey };

interface Key {
  id: string;
  raw_key: string;
  principal: { type: string } | null;
  scope: object;
}

it('a new key is shown once, with a remark for people only', async () => {
  const { code, stdout, stderr } = await run(['api-keys', 'create', '--name', 'ci'], client);
  assert.deepEqual([code, stderr], [0, 'This key is shown once; only its hash is kept.\n']);
  assert.match(stdout, /^raw_key +sk-ant-api03-[\w-]{43}$/m);
  const plain = await run(['api-keys', 'create', '--name', 'ci', '--json'], client);
  assert.deepEqual([plain.code, plain.stderr], [0, '']);
});

it('scope and principal have options of their own', async () => {
  const { id } = await json<Key>(['service-accounts', 'create', '--name', 'own'], client);
  const principal = ['--principal-type', 'service_account_actor', '--service-account-id', id];
  const args = ['api-keys', 'create', '--name', 'wide', '--scope-type', 'organization', ...principal];
  const made = await json<Key>(args, client);
  assert.deepEqual(made.scope, { type: 'organization' });
  assert.deepEqual(made.principal, { type: 'service_account_actor', service_account_id: id });
});

it('the page about API keys works as it is', async () => {
  const [create = '', gateway = '', ask = ''] = blocksOf('docs/api-keys.md').map(({ text }) => text);
  const shell = new Shell(folder, environment({ ...client, DATABASE_URL: database }));
  after(() => shell.close());
  const made = await shell.run(create);
  const [, key = ''] = /^raw_key +(\S+)$/m.exec(made) ?? [];
  assert.match(made, /^apikey_\w+ +Nightly evaluation +sk-ant-api03-\S+ +active +wrkspc_\w+ +svac_/m);
  const [gatewayKey] = /sk-ant-admin01-[\w-]+/.exec(await shell.run(gateway)) ?? [];
  const told = await shell.run(`ANTHROPIC_API_KEY=${gatewayKey} CLIENT_KEY=${key}\n${ask}`);
  assert.equal(JSON.parse(told).active, true);
});
