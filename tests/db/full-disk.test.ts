import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { environment, program } from '../environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'workspaced-'));
after(() => rmSync(folder, { recursive: true }));
const key = `sk-ant-admin01-${'f'.repeat(43)}`;

/** A server whose files can’t grow beyond 1 MB, which is the same to SQLite as a disk that is full. */
async function startConfined(file: string) {
  const serve = [process.execPath, program, 'serve', '--port', '0', '--database', `file:${file}`];
  const child = spawn('sh', ['-c', 'ulimit -f 2048 && exec "$@"', 'sh', ...serve], {
    env: environment({ WORKSPACED_ADMIN_KEY: key, WORKSPACED_WORKSPACE_LIMIT: '100000' }),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  after(() => child.kill('SIGKILL'));
  for await (const line of createInterface(child.stdout)) {
    const { msg, url } = JSON.parse(line);
    child.stdout.resume();
    if (msg === 'listening') return { child, url: url as string };
  }
  throw new Error('the server ended');
}

test('a full disk is reported in /readyz after a write has failed, until there is room again', async () => {
  const file = join(folder, 'full.db');
  const { child, url } = await startConfined(file);
  const ready = async () => (await fetch(`${url}/readyz`)).status;
  const tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'v'.repeat(250)]));
  const create = async () => {
    // Not the same twice: a retry would wait until it is known what the first one did.
    const body = JSON.stringify({ name: crypto.randomUUID(), tags });
    const headers = { 'x-api-key': key };
    return (await fetch(`${url}/v1/organizations/workspaces`, { method: 'POST', headers, body })).status;
  };
  let created = 0;
  for (; (await create()) === 200; created++) assert.equal(await ready(), 200);
  assert.ok(created > 5);
  // As long as a few pages fit, less can still be written.
  for (let page = 0; page < 50 && (await ready()) === 200; page++) assert.equal(await create(), 503);
  for (let time = 0; time < 3; time++) assert.equal(await ready(), 503);
  assert.equal(await create(), 503);

  // What the log has is moved to the database file by somebody who may, so that it can begin anew.
  const other = new DatabaseSync(file);
  other.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  other.close();
  assert.equal(await ready(), 200);
  assert.equal(await create(), 200);
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});
