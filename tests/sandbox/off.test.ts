import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, test } from 'node:test';
import { startServer } from '../../src/server.ts';
import { environment } from '../environment.ts';
import { send } from './controls.ts';

/** Prints the URL of each module that is loaded from then on. */
const spy = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ load(url, context, next) { console.error('loaded ' + url); return next(url, context); } });
`)}`;

/** The modules of the sandbox that a server loads until it listens, without their folder. */
async function loadedBy(...flags: string[]): Promise<string[]> {
  const program = new URL('../../src/main.ts', import.meta.url).pathname;
  const args = ['--import', spy, program, 'serve', '--port=0', '--database=:memory:', ...flags];
  const child = spawn(process.execPath, args, { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  const loaded: string[] = [];
  createInterface(child.stderr).on('line', (line) => {
    const [, path] = /^loaded .*\/src\/((?:sandbox|state)\/.*|http\/sandbox\.ts)$/.exec(line) ?? [];
    if (path !== undefined) loaded.push(path);
  });
  for await (const line of createInterface(child.stdout)) if (line.includes('"msg":"listening"')) break;
  child.kill();
  await once(child, 'close');
  return loaded;
}

describe('without a sandbox', () => {
  test('no module of it is loaded', async () => {
    assert.deepEqual(await loadedBy(), []);
    const all = await loadedBy('--sandbox=true');
    assert.ok(all.includes('http/sandbox.ts') && all.includes('sandbox/open.ts'), 'with it they are');
  });

  test('each path of it is not found, as any unknown one', async () => {
    await using server = await startServer({ sandbox: false });
    const { body: unknown } = await send<{ error: object }>(`${server.baseURL}/x/none`);
    for (const [method, path] of [
      ['GET', '/x/sandbox'],
      ['GET', '/x/sandbox/organizations'],
      ['POST', '/x/sandbox/organizations'],
      ['POST', '/x/sandbox/reset'],
      ['POST', '/x/sandbox/session'],
      ['GET', `/x/sandbox/organizations/${server.organizationId}/requests`],
      ['DELETE', `/x/sandbox/organizations/${server.organizationId}`],
    ] as const) {
      const { status, body, headers } = await send<{ error: object }>(
        server.baseURL + path,
        method,
        undefined,
        {
          'x-api-key': server.adminKey,
        },
      );
      assert.deepEqual([status, body.error, headers.get('x-workspaced-hint')], [404, unknown.error, null]);
    }
    await assert.rejects(server.organization(), /is not a sandbox/);
  });
});
