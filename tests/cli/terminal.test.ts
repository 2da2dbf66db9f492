import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { developmentKey } from '../../src/contract/development-key.ts';
import { startServer } from '../../src/server.ts';
import { environment } from '../environment.ts';
import { command, folder, longestLife, type Result, type Variables } from './program.ts';

/** Runs the program on a terminal of its own, by `script`, and types the answer once the text has appeared. */
async function onTerminal(
  args: readonly string[],
  variables: Variables,
  answer = { to: '', type: '' },
  columns = 0,
): Promise<Pick<Result, 'code' | 'stdout'>> {
  // exec, for a shell that stays in between would answer the ^C with a code of its own.
  const words = ['sh', '-c', `stty cols ${columns}; exec "$@"`, 'sh', ...command(args)];
  const linux = ['-qec', `exec ${words.map((word) => `'${word}'`).join(' ')}`, '/dev/null'];
  const child = spawn('script', process.platform === 'linux' ? linux : ['-q', '/dev/null', ...words], {
    cwd: folder,
    env: environment({ TERM: 'xterm-256color', ...variables }),
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: longestLife,
  });
  let [stdout, typed] = ['', answer.type === ''];
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    stdout += chunk;
    if (typed || !stdout.includes(answer.to)) return;
    typed = true;
    child.stdin.write(answer.type);
  });
  const [code] = await once(child, 'close');
  return { code, stdout };
}

const server = await startServer();
after(() => server.close());
const client = { ANTHROPIC_BASE_URL: server.baseURL, ANTHROPIC_API_KEY: server.adminKey };
const url = `${server.baseURL}/v1/organizations/workspaces`;
const headers = { 'x-api-key': server.adminKey };
const made = await fetch(url, { method: 'POST', headers, body: '{"name":"On a terminal"}' });
const { id } = (await made.json()) as { id: string };

async function archivedAt(): Promise<string | null> {
  const answer = await fetch(`${url}/${id}`, { headers });
  return ((await answer.json()) as { archived_at: string | null }).archived_at;
}

describe('on a terminal', () => {
  it('colours are there, and NO_COLOR takes them away', async () => {
    const list = ['workspaces', 'list'];
    assert.ok((await onTerminal(list, client)).stdout.startsWith('\x1b[1mID '));
    assert.match((await onTerminal(list, { ...client, NO_COLOR: '1' })).stdout, /^ID /);
    const dev = ['dev', '--port', '0'];
    const interrupt = { to: 'Try it', type: '\x03' };
    const [coloured, plain] = await Promise.all([
      onTerminal(dev, {}, interrupt),
      onTerminal(dev, { NO_COLOR: '1' }, interrupt),
    ]);
    assert.deepEqual([coloured.code, plain.code], [0, 0]);
    assert.ok(coloured.stdout.includes('\x1b[1mworkspaced'), coloured.stdout);
    assert.ok(coloured.stdout.includes('\x1b[32mINFO'), coloured.stdout);
    assert.match(plain.stdout, /INFO.*listening/);
    assert.ok(!plain.stdout.includes('\x1b'), plain.stdout);
  });

  it('a request is one plain line, and no name in it moves the cursor', async () => {
    const port = 20_000 + (process.pid % 20_000);
    const running = onTerminal(
      ['dev', '--port', String(port)],
      { NO_COLOR: '1' },
      { to: 'Extra', type: '\x03' },
    );
    const headers = { 'x-api-key': developmentKey };
    const place = `http://127.0.0.1:${port}/v1/organizations/workspaces`;
    const body = '{"name":""}';
    for (let tries = 0; ; tries++) {
      const answer = await fetch(place, { method: 'POST', headers, body }).catch(() => undefined);
      // 503: it is starting.
      if (answer !== undefined && answer.status !== 503) break;
      assert.ok(tries < 200);
      await sleep(50);
    }
    await fetch(`${place}?x%1b[2J=1`, { headers });
    const { stdout } = await running;
    const line =
      'POST /v1/organizations/workspaces 400 \\S+ ms name: String should have at least 1 character';
    assert.match(stdout, new RegExp(`INFO: ${line}\\r?$`, 'm'));
    assert.match(
      stdout,
      /GET \/v1\/organizations\/workspaces\?x\\u001b\[2J 400 \S+ ms x\\u001b\[2J: Extra inputs/,
    );
  });

  it('archive asks with name, id and server, and continues only after y', async () => {
    const archive = ['workspaces', 'archive', id];
    const question = `Archive workspace On a terminal (${id}) on ${server.baseURL}? This can’t be undone. [y/N] `;
    const refused = await onTerminal(archive, client, { to: question, type: 'n\n' });
    assert.equal(refused.code, 1);
    assert.match(refused.stdout, /error: cancelled: nothing was changed/);
    assert.equal(await archivedAt(), null);
    assert.equal((await onTerminal(archive, client, { to: question, type: 'y\n' })).code, 0);
    assert.notEqual(await archivedAt(), null);
  });

  it('--json is indented', async () => {
    const { stdout } = await onTerminal(['workspaces', 'get', id, '--json'], client);
    assert.ok(stdout.startsWith(`{\r\n  "id": "${id}",\r\n`), stdout);
    assert.equal(JSON.parse(stdout).id, id);
  });

  it('a table has the width of the terminal', async () => {
    const list = ['workspaces', 'list', '--include-archived'];
    const { stdout } = await onTerminal(list, { ...client, NO_COLOR: '1' }, undefined, 80);
    const rows = stdout.trimEnd().split('\r\n').slice(0, 2);
    assert.ok(Math.max(...rows.map((row) => row.length)) === 80, stdout);
    assert.match(rows[1] ?? '', new RegExp(`^${id}  .*…`));
  });
});
