import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { startServer } from '../../src/server.ts';
import { fails, json, newDatabase, print, run, start } from './program.ts';

const database = newDatabase();

/** A server on the same database each time, at a port of its own. */
const serve = (adminKey?: string, port = 0) =>
  startServer({ database, port, ...(adminKey !== undefined && { adminKey }) });

const first = await serve();
const { adminKey, baseURL } = first;
const variables = { WORKSPACED_URL: baseURL, WORKSPACED_KEY: adminKey, WORKSPACED_DATABASE: database };
const create = (name: string) => json<{ id: string }>(['workspaces', 'create', '--name', name], variables);

describe('activities', () => {
  it('list shows who did what, as a table', async () => {
    const { id } = await create('One');
    await json(['workspaces', 'update', id, '--name', 'Two'], variables);
    const shown = await print(['activities', 'list', '--limit', '2'], variables);
    const [head, updated, created] = shown.split('\n');
    assert.match(head ?? '', /^ID +TIME +TYPE +ACTOR +DETAILS$/);
    assert.match(
      updated ?? '',
      new RegExp(`platform_workspace_updated +apikey_\\w+ +workspace_id=${id} name: One → Two$`),
    );
    assert.match(created ?? '', /platform_workspace_created/);
  });

  it('list takes filters', async () => {
    const args = [
      '--created-at-gte',
      '2020-01-01',
      '--activity-types',
      'platform_workspace_created,org_user_deleted',
    ];
    const { data } = await json<{ data: { type: string }[] }>(['activities', 'list', ...args], variables);
    assert.deepEqual(new Set(data.map(({ type }) => type)), new Set(['platform_workspace_created']));
  });

  it('compliance-settings are shown and changed', async () => {
    assert.match(await print(['compliance-settings', 'get'], variables), /^state.type +enabled$/m);
    assert.match(await print(['compliance-settings', 'update', '--state', 'enabled'], variables), /enabled/);
  });

  it('follow shows what happens, without gaps when the server restarts, and ends with its reader', async () => {
    const child = start(['activities', 'follow', '--json'], variables);
    const said: string[] = [];
    createInterface(child.stderr).on('line', (line) => said.push(line));
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const next = async () =>
      JSON.parse((await lines.next()).value ?? '') as { type: string; workspace_id: string };
    // It begins with what happens after it was started, so the first one is made until it is seen.
    let done = false;
    const knocking = (async () => {
      while (!done) await create('Knock');
    })();
    const seen = await next();
    done = true;
    await knocking;
    assert.equal(seen.type, 'platform_workspace_created');
    await first.close();
    const port = Number(new URL(baseURL).port);
    while (!said.some((line) => line.startsWith('waiting: ')))
      await new Promise((resolve) => setTimeout(resolve, 50));
    await using second = await serve(adminKey, port);
    assert.equal(second.baseURL, baseURL);
    const last = await create('After the restart');
    for (let one = await next(); one.workspace_id !== last.id; one = await next()) {
      assert.equal(one.type, 'platform_workspace_created');
    }
    assert.deepEqual(said.length, 1);
    child.stdout.destroy();
    await create('Nobody reads this');
    const [code] = await new Promise<[number]>((resolve) =>
      child.once('close', (...end) => resolve([end[0] ?? -1])),
    );
    assert.equal(code, 0);
  });

  it('follow fails if the key is refused, also as --follow, which takes the same options', async () => {
    await using server = await startServer();
    const refused = { WORKSPACED_KEY: `sk-ant-admin01-${'x'.repeat(43)}` };
    for (const how of ['follow', '--follow']) {
      await fails(1, /API key is invalid/, ['activities', how, '--json', '--url', server.baseURL], refused);
    }
    await fails(2, /unknown option '--nonsense'/, ['activities', '--follow', '--nonsense']);
    await fails(2, /--follow can’t be combined with list/, ['activities', '--follow', 'list']);
    await fails(2, /^error: unknown command 'lst'$/m, ['activities', 'lst']);
    await fails(2, /^error: unknown option '--json'$/m, ['activities', '--json', 'list']);
  });
});

describe('admin-keys', () => {
  it('rotate makes a successor, and the feed tells what commands did', async () => {
    await using server = await serve(adminKey);
    const env = { ...variables, WORKSPACED_URL: server.baseURL };
    const key = await json<{ id: string }>(
      ['admin-keys', 'create', '--name', 'Old', '--scopes', 'read:members'],
      env,
    );
    const made = await json<Record<string, string>>(['admin-keys', 'rotate', key.id, '--overlap', '2d'], env);
    assert.match(made.key ?? '', /^sk-ant-admin01-[\w-]{43}$/);
    assert.deepEqual([made.name, made.scopes, made.expires_at], ['Old', ['read:members'], null]);
    const listed = await print(['admin-keys', 'list'], env);
    assert.match(listed, /^ID +NAME +KEY +STATE +CREATED +EXPIRES +USED +SCOPES$/m);
    assert.match(listed, new RegExp(`^${made.id} .* - +- +read:members$`, 'm'));
    await json(['admin-keys', 'disable', key.id], env);
    await json(['admin-keys', 'disable', key.id], env);
    await fails(1, /only an active key can be rotated/, ['admin-keys', 'rotate', key.id], env);
    await fails(2, /at most 30 days/, ['admin-keys', 'rotate', key.id, '--overlap', '31d'], env);
    await json(['admin-keys', 'delete', key.id], env);
    await json(['orgs', 'set-limit', server.organizationId, '7'], env);
    await json(['orgs', 'set-limit', server.organizationId, '7'], env);
    const { data } = await json<{ data: { type: string; actor: object; updates?: { type: string }[] }[] }>(
      ['activities', 'list', '--limit', '6'],
      env,
    );
    assert.deepEqual(
      data.map(({ type, updates = [] }) => [type, ...updates.map((update) => update.type)]),
      [
        ['claude_organization_settings_updated', 'workspace_limit'],
        ['admin_api_key_deleted'],
        ['admin_api_key_updated', 'status'],
        ['admin_api_key_updated', 'expires_at'],
        ['admin_api_key_created'],
        ['admin_api_key_created'],
      ],
    );
    for (const { actor } of data) assert.deepEqual(actor, { type: 'system_actor', service: 'cli' });
    const { code } = await run(['check'], env);
    assert.equal(code, 0);
  });
});
