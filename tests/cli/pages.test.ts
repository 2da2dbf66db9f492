import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { blocksOf } from '../../scripts/samples/blocks.ts';
import { environment } from '../environment.ts';
import { Shell } from '../shell.ts';
import { folder, json, newDatabase, print, type Serving, serve } from './program.ts';

const adminKey = `sk-ant-admin01-${'p'.repeat(43)}`;

function newShell(): Shell {
  const shell = new Shell(folder, environment());
  after(() => shell.close());
  return shell;
}

async function call({ url }: Serving, key: string, body?: object): Promise<Response> {
  return fetch(`${url}/v1/organizations/workspaces`, {
    method: body ? 'POST' : 'GET',
    headers: { 'x-api-key': key },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function namesOf(server: Serving): Promise<string[]> {
  const { data } = (await (await call(server, adminKey)).json()) as { data: { name: string }[] };
  return data.map(({ name }) => name);
}

it('“I lost the admin key”: the new key works, and the lost one doesn’t', async () => {
  const database = newDatabase();
  const server = await serve(['serve', '--database', database], { WORKSPACED_ADMIN_KEY: adminKey });
  const block = blocksOf('docs/operations.md').find(({ heading }) => heading === 'I lost the admin key');
  const [create = '', list = '', disable = ''] = block?.text.split('\n') ?? [];
  const shell = newShell();
  await shell.run(`export DATABASE_URL=${database}`);
  const [key = ''] = /sk-ant-admin01-\S+/.exec(await shell.run(create)) ?? [];
  const [lost = ''] = /apikey_\w+(?= +First key)/.exec(await shell.run(list)) ?? [];
  await shell.run(disable.replace('KEY_ID', lost));
  assert.equal((await call(server, key)).status, 200);
  assert.equal((await call(server, adminKey)).status, 401);
});

it('the page about members adds, lists, updates and removes one', async () => {
  const database = newDatabase();
  const server = await serve(['serve', '--database', database], { WORKSPACED_ADMIN_KEY: adminKey });
  const { id: workspace } = (await (await call(server, adminKey, { name: 'Shared' })).json()) as {
    id: string;
  };
  const user = await json<{ id: string }>(['users', 'add', '--email', 'ada@example.com'], {
    DATABASE_URL: database,
  });
  const shell = newShell();
  await shell.run(`export ANTHROPIC_BASE_URL=${server.url} ANTHROPIC_API_KEY=${adminKey}`);
  const [commands] = blocksOf('docs/members.md');
  const here = commands?.text.replaceAll('WORKSPACE_ID', workspace).replaceAll('USER_ID', user.id) ?? '';
  const [add = '', list = '', update = '', remove = ''] = here.split('\n');
  assert.match(await shell.run(add), /^workspace_role +workspace_developer$/m);
  assert.match(await shell.run(list), new RegExp(`${user.id} +workspace_developer`));
  assert.match(await shell.run(update), /^workspace_role +workspace_admin$/m);
  assert.match(await shell.run(remove), /^type +workspace_member_deleted$/m);
});

it('the page about documents reads an organization, and makes it what its document says', async () => {
  const server = await serve(['serve', '--database', newDatabase()], { WORKSPACED_ADMIN_KEY: adminKey });
  const [pull, document, apply] = blocksOf('docs/plan-and-apply.md').map(({ text }) => text);
  const shell = newShell();
  await shell.run(`export ANTHROPIC_BASE_URL=${server.url} ANTHROPIC_ADMIN_KEY=${adminKey}`);
  writeFileSync(join(folder, 'workspaced.yaml'), document ?? '');
  const [plan = '', then = ''] = apply?.split('\n') ?? [];
  assert.match(await shell.run(`${plan} || test $? = 2`), /^To do: 2 to create, 1 to add\.$/m);
  assert.match(await shell.run(then), /^done: create workspace evaluation$/m);
  assert.match(await shell.run(plan), /^Nothing to do\.$/m);
  await shell.run(pull?.replace('https://api.anthropic.com', server.url) ?? '');
  assert.match(readFileSync(join(folder, 'organization.yaml'), 'utf8'), /name: Evaluation/);
});

describe('the page about backups, on SQLite', () => {
  it('backs up a running server, upgrades, and rolls back', async () => {
    const places = ['/var/lib/workspaced', '/var/backups'];
    for (const place of places) mkdirSync(join(folder, place), { recursive: true });
    const here = (text: string) => text.replaceAll(/\/var\/(lib|backups)/g, (place) => folder + place);
    const blocks = blocksOf('docs/backup-and-upgrade.md').filter(({ heading }) => heading === 'SQLite');
    const [database = '', backup = '', upgrade = '', restore = ''] = blocks.map(({ text }) => here(text));
    const [, url = ''] = /DATABASE_URL=(\S+)/.exec(database) ?? [];
    const start = () => serve(['serve', '--database', url], { WORKSPACED_ADMIN_KEY: adminKey });
    const shell = newShell();
    await shell.run(database);

    const server = await start();
    await call(server, adminKey, { name: 'Before' });
    assert.match(await shell.run(backup), /^Backup written to [\s\S]*\nNo problems found\.\n$/);
    await call(server, adminKey, { name: 'After' });
    await server.stop('SIGTERM');
    assert.match(await shell.run(upgrade), /No problems found\.\s*$/);

    const restored = await shell.run(restore);
    const [, kept = ''] = /kept as (\S+?Z)\b/.exec(restored) ?? [];
    assert.match(await print(['check', '--database', `file:${kept}`]), /No problems found\.$/);
    assert.deepEqual(await namesOf(await start()), ['Before']);
  });
});
