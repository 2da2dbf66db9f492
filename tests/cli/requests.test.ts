import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, describe, it } from 'node:test';
import { type Server, startServer } from '../../src/server.ts';
import { fails, json, print, run, start } from './program.ts';

const server = await startServer({ shutdownTimeout: 60_000 });
after(() => server.close());

const variables = (of: Pick<Server, 'baseURL' | 'adminKey'>) => ({
  WORKSPACED_URL: of.baseURL,
  WORKSPACED_KEY: of.adminKey,
});
const headers = (key: string) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' });

/** Sends a get with the server’s key and returns its status. */
const get = async (path: string, { baseURL, adminKey }: Pick<Server, 'baseURL' | 'adminKey'> = server) =>
  (await fetch(baseURL + path, { headers: headers(adminKey) })).status;

describe('requests', () => {
  it('list shows what was sent, and hints on their own line; clear empties it', async () => {
    await print(['workspaces', 'list'], variables(server));
    assert.equal(await get('/v1/workspaces'), 404);
    assert.equal(await get('/v1/organizations/workspaces/x'), 404);
    const lines = (await print(['requests'], variables(server))).split('\n');
    assert.match(lines[0] ?? '', /^TIME +OPERATION +STATUS +MS +RETRY +URL$/);
    assert.match(
      lines[1] ?? '',
      /^\d\d:\d\d:\d\d\.\d{3} +workspaces\.list +200 +[\d.]+ +- +GET \/v1\/organizations\/workspaces/,
    );
    assert.match(lines[2] ?? '', / - +404 +[\d.]+ +- +GET \/v1\/workspaces$/);
    assert.match(lines[3] ?? '', /^ {2}hint: Did you mean \/v1\/organizations\/workspaces\?$/);
    assert.match(lines[4] ?? '', /workspaces\.get +404/);
    assert.equal(lines.length, 5);
    const filtered = await json<{ url: string }[]>(
      ['requests', 'list', '--operation', 'workspaces.*', '--status', '4xx'],
      variables(server),
    );
    assert.deepEqual(
      filtered.map(({ url }) => url),
      ['/v1/organizations/workspaces/x'],
    );
    await fails(
      1,
      /there is no operation workspace\.list/,
      ['requests', '--operation', 'workspace.list'],
      variables(server),
    );
    assert.equal(await print(['requests', 'clear'], variables(server)), 'Requests deleted: 3.');
    const { code, stdout, stderr } = await run(['requests'], variables(server));
    assert.deepEqual([code, stdout, stderr], [0, '', 'No requests found.\n']);
  });

  it('lint says what to change, and fails if there is something', async () => {
    const { code, stderr } = await run(['requests', 'lint'], variables(server));
    assert.deepEqual([code, stderr], [0, 'Nothing found.\n']);
    await get('/v1/v1/organizations/workspaces');
    const found = await run(['requests', 'lint'], variables(server));
    assert.deepEqual([found.code, found.stderr], [1, 'error: habits to change: 1\n']);
    assert.match(found.stdout, /^doubled-prefix: The path begins with \/v1\/v1.*\n {2}req_\w+\n$/);
    const asJson = await run(['requests', 'lint', '--json'], variables(server));
    assert.deepEqual([asJson.code, JSON.parse(asJson.stdout)[0].rule], [1, 'doubled-prefix']);
  });

  it('follow shows an organization that a test made, goes on when the server was away, and ends with its reader', async () => {
    const first = await startServer({ shutdownTimeout: 60_000 });
    const port = Number(new URL(first.baseURL).port);
    const made = await fetch(`${first.baseURL}/x/sandbox/organizations`, { method: 'POST', body: '{}' });
    const { id, admin_key } = (await made.json()) as { id: string; admin_key: string };
    const child = start(['requests', '--follow', '--org', id, '--url', first.baseURL, '--json']);
    const own = start(['requests', '--follow', '--operation', 'users.list'], variables(first));
    const said: string[] = [];
    createInterface(own.stderr).on('line', (line) => said.push(line));
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const ownLines = createInterface(own.stdout)[Symbol.asyncIterator]();
    // Following begins some time after the program was started.
    let done = false;
    const knocking = (async () => {
      while (!done) {
        await get('/v1/organizations/workspaces', { ...first, adminKey: admin_key });
        await get('/v1/organizations/users', first);
      }
    })();
    assert.equal(JSON.parse((await lines.next()).value ?? '').operation, 'workspaces.list');
    assert.match(
      (await ownLines.next()).value ?? '',
      /^\d\d:\S+ {2}users\.list +200 +[\d.]+ +- +GET \/v1\/organizations\/users$/,
    );
    done = true;
    await knocking;
    child.stdout.destroy();
    const ends = once(child, 'close');
    await get('/v1/organizations/workspaces', { ...first, adminKey: admin_key });
    assert.equal((await ends)[0], 0);
    const closing = performance.now();
    await first.close();
    assert.ok(performance.now() - closing < 5000, 'streams don’t hold up the end of the server');
    while (!said.some((line) => line.startsWith('waiting: ')))
      await new Promise((resolve) => setTimeout(resolve, 50));
    await using second = await startServer({ port, adminKey: first.adminKey });
    let seen = false;
    const again = (async () => {
      while (!seen) await get('/v1/organizations/users?limit=7', second);
    })();
    for (let line = ''; !line.endsWith('limit=7'); ) line = (await ownLines.next()).value ?? assert.fail();
    seen = true;
    await again;
    assert.equal(said.length, 1);
    own.kill();
  });

  it('fails if there is no sandbox, no key, no organization or no log', async () => {
    await using plain = await startServer({ sandbox: false });
    await using silent = await startServer({ requestLog: 'off' });
    const elsewhere = ['--org', '00000000-0000-4000-8000-000000000000'];
    await fails(2, /is not a sandbox: start it with --sandbox true/, ['requests'], variables(plain));
    await fails(
      1,
      /aren’t logged: start the server with --request-log full/,
      ['requests', 'lint'],
      variables(silent),
    );
    await fails(
      1,
      /There is no such organization/,
      ['requests', '--follow', ...elsewhere],
      variables(server),
    );
    await fails(2, /there is no key/, ['requests', 'clear'], { WORKSPACED_URL: server.baseURL });
  });
});
