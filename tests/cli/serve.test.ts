import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { listenFault } from '../../src/cli/listen-fault.ts';
import { developmentKey } from '../../src/contract/development-key.ts';
import { environment } from '../environment.ts';
import { fails, folder, newDatabase, type Serving, serve, start } from './program.ts';

const bash = promisify(execFile);
const anyKey = /sk-ant-admin01-[\w-]+/;

/** Runs the curl lines of the banner as a person who pastes them. */
async function paste({ banner }: Serving, variables: Record<string, string> = {}) {
  const [line = ''] = /curl .*\\\n.*$/m.exec(banner) ?? [];
  const { stdout } = await bash('bash', ['-euc', line.replace('curl ', 'curl -sS ')], {
    env: environment(variables),
  });
  return JSON.parse(stdout) as { name: string };
}

async function status(server: Serving, key: string): Promise<number> {
  const answer = await fetch(`${server.url}/v1/organizations/workspaces`, { headers: { 'x-api-key': key } });
  return answer.status;
}

describe('serve', { concurrency: 3 }, () => {
  it('tells where a seed comes from, and doesn’t repeat its text', async () => {
    const seed = 'version: 1\norganizations:\n  - {name: Seeded, admin_keys: [{name: a, key: s3cret}]}';
    const { banner } = await serve(['dev'], { WORKSPACED_SEED: seed });
    assert.match(banner, /Seed {10}from WORKSPACED_SEED/);
    assert.doesNotMatch(banner, /s3cret/);
  });

  it('shows the key of the first start once, in a banner whose curl line works', async () => {
    const database = newDatabase();
    const first = await serve(['serve', '--database', database]);
    const [key = ''] = anyKey.exec(first.banner) ?? [];
    assert.match(first.banner, /Organization {2}My organization/);
    assert.ok(first.banner.includes(`export ANTHROPIC_BASE_URL=${first.url}\n`));
    assert.ok(first.banner.includes(`export ANTHROPIC_API_KEY=${key}\n`));
    assert.match(first.banner, /This key is shown once/);
    assert.equal((await paste(first)).name, 'My first workspace');
    assert.doesNotMatch(first.log(), anyKey);
    assert.equal(await first.stop('SIGTERM'), 0);

    const second = await serve(['serve', '--database', database]);
    const create = `workspaced admin-keys create --name NAME --database ${database}`;
    assert.ok(second.banner.includes(`Lost the admin key? Create another: ${create}\n`), second.banner);
    assert.doesNotMatch(first.banner, /Lost the admin key/);
    assert.doesNotMatch(second.banner, anyKey);
    assert.doesNotMatch(second.banner, /shown once/);
    assert.equal((await paste(second, { ANTHROPIC_API_KEY: key })).name, 'My first workspace');
    assert.equal(await second.stop('SIGTERM'), 0);

    const third = await serve(['serve', '--database', database], { npm_lifecycle_event: 'start' });
    assert.ok(third.banner.includes(`Create another: npx --no -- ${create}\n`), third.banner);
  });

  it('takes the key of the first start from the environment and does not show it', async () => {
    const key = `sk-ant-admin01-${'e'.repeat(43)}`;
    const server = await serve(['serve', '--database', newDatabase()], { WORKSPACED_ADMIN_KEY: key });
    assert.equal(await status(server, key), 200);
    assert.doesNotMatch(server.banner + server.log(), anyKey);
    assert.equal((await paste(server, { ANTHROPIC_API_KEY: key })).name, 'My first workspace');
  });

  it('reads it from a file, which goes before the variable with a key', async () => {
    const [key, file] = [`sk-ant-admin01-${'f'.repeat(43)}`, join(folder, 'key')];
    const other = `sk-ant-admin01-${'o'.repeat(43)}`;
    writeFileSync(file, `${key}\n`);
    const server = await serve(['serve', '--database', newDatabase()], {
      WORKSPACED_ADMIN_KEY_FILE: file,
      WORKSPACED_ADMIN_KEY: other,
    });
    assert.equal(await status(server, key), 200);
    assert.equal(await status(server, other), 401);
    assert.equal(await status(server, developmentKey), 401);
  });

  it('writes its log as JSON lines and warns about a host that others can reach', async () => {
    const server = await serve(['serve', '--host', '0.0.0.0', '--database', newDatabase()]);
    const lines = server.log().trimEnd().split('\n');
    const [listening] = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'listening');
    assert.equal(listening.url, server.url);
    assert.match(server.log(), /"host":"0\.0\.0\.0".*without TLS/);
  });

  it('finishes the request in flight after SIGTERM and ends with 0', async () => {
    const server = await serve(['serve', '--database', newDatabase()]);
    const [key = ''] = anyKey.exec(server.banner) ?? [];
    const body = JSON.stringify({ name: 'In flight' });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1').setEncoding('utf8');
    socket.write(
      `POST /v1/organizations/workspaces HTTP/1.1\r\nhost: x\r\nx-api-key: ${key}\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
    );
    await fetch(`${server.url}/healthz`);
    const ended = server.stop('SIGTERM');
    while (!server.log().includes('shutting down')) await new Promise((done) => setTimeout(done, 20));
    socket.write(body.slice(5));
    const [answer] = await once(socket, 'data');
    assert.match(answer, /^HTTP\/1\.1 200 /);
    socket.destroy();
    assert.equal(await ended, 0);
    assert.match(server.log(), /"msg":"closed"/);
  });
});

describe('the addresses of the banner', { concurrency: 3 }, () => {
  const hosts: [host: string, shown: RegExp, all: boolean][] = [
    ['127.0.0.1', /^http:\/\/127\.0\.0\.1:\d+$/, false],
    ['0.0.0.0', /^http:\/\/127\.0\.0\.1:\d+$/, true],
    ['::', /^http:\/\/\[::1\]:\d+$/, true],
    ['::1', /^http:\/\/\[::1\]:\d+$/, false],
  ];
  for (const [host, shown, all] of hosts) {
    it(`answer with --host ${host}`, async () => {
      const server = await serve(['serve', '--host', host, '--database', newDatabase()]);
      assert.match(server.url, shown);
      assert.equal(server.banner.includes('Listening on all addresses of this machine.'), all);
      assert.equal((await paste(server)).name, 'My first workspace');
    });
  }
});

describe('an address that can’t be listened on', () => {
  it('says what to do: a port in use', async () => {
    const server = await serve(['dev']);
    const { port } = new URL(server.url);
    const inUse = `^error: Port ${port} on 127\\.0\\.0\\.1 is in use: stop .*, or choose another port with --port\\.$`;
    await fails(1, new RegExp(inUse, 'm'), ['dev', '--port', port]);
    const database = newDatabase();
    await fails(1, new RegExp(inUse, 'm'), ['serve', '--port', port, '--database', database]);
    // The start that failed has created no key, so this one shows it.
    const next = await serve(['serve', '--database', database]);
    assert.match(next.banner, /This key is shown once/);
    assert.equal((await paste(next)).name, 'My first workspace');
  });

  it('another machine’s', () =>
    fails(1, /^error: Port 0 on 192\.0\.2\.1 is not available.*--host\.$/m, [
      ...['serve', '--host', '192.0.2.1', '--port', '0', '--database', newDatabase()],
    ]));

  it('a port that needs privileges (not as root)', () => {
    const error = (syscall: string) => Object.assign(new Error('denied'), { code: 'EACCES', syscall });
    const at = { host: '127.0.0.1', port: 80 };
    assert.match(
      listenFault(error('listen'), at).message,
      /^Port 80 on 127\.0\.0\.1 .*1024 or above with --port\.$/,
    );
    assert.equal(listenFault(error('open'), at).message, 'denied');
  });
});

describe('serve, before it listens', { concurrency: 3 }, () => {
  it('exits at once on SIGTERM while it waits for its database', async () => {
    const child = start(['serve', '--database', 'postgres://nobody@127.0.0.1:1/none']);
    for await (const line of child.stdout) if (String(line).includes('waiting for the database')) break;
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [null, 'SIGTERM']);
  });

  it('names a file that can’t be opened as a database', async () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'No database.');
    await fails(1, /notes\.txt: file is not a database/, ['serve', '--database', `file:${file}`]);
  });
});

describe('dev', { concurrency: 3 }, () => {
  it('accepts the published key, keeps nothing and ends with SIGINT', async () => {
    const server = await serve(['dev'], { DATABASE_URL: newDatabase() });
    assert.ok(server.banner.includes(`export ANTHROPIC_API_KEY=${developmentKey}\n`));
    assert.match(server.banner, /in memory and is gone when this process ends/);
    assert.equal((await paste(server)).name, 'My first workspace');
    assert.equal(await server.stop('SIGINT'), 0);
  });

  it('refuses other hosts than this machine', async () => {
    const { url } = await serve(['dev']);
    const { port } = new URL(url);
    const answered = async (host: string, path: string) => {
      const socket = connect(Number(port), '127.0.0.1');
      const key = `x-api-key: ${developmentKey}`;
      socket.end(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\n${key}\r\nconnection: close\r\n\r\n`);
      return Number(/\d{3}/.exec(String((await once(socket, 'data'))[0]).slice(9))?.[0]);
    };
    for (const path of ['/v1/organizations/workspaces', '/v1/organizations/workspaces', '/console/']) {
      for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, '127.8.0.1', '[::1]:1', 'a.localhost']) {
        assert.notEqual(await answered(host, path), 400, host);
      }
      for (const host of ['evil.example', `evil.example:${port}`, 'localhost.evil.example', '10.0.0.1']) {
        assert.equal(await answered(host, path), 400, host);
      }
    }
  });
});
