import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root } from '../scripts/root.ts';
import { blocksOf } from '../scripts/samples/blocks.ts';
import { isJavaScript, runJavaScript, runShell } from '../scripts/samples/run.ts';
import { type Server, startServer } from '../src/server.ts';
import { environment } from './environment.ts';

const blocks = blocksOf('README.md');

describe('every example of the README works as it is', () => {
  let server: Server;
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());

  for (const block of blocks.filter(({ text }) => !text.startsWith('npm ci'))) {
    test(`${block.heading}: ${block.text.split('\n')[0]}`, async () => {
      const env = environment({
        ANTHROPIC_BASE_URL: server.baseURL,
        ANTHROPIC_API_KEY: server.adminKey,
        // Without it, npx would build the program again, while other tests run what was built.
        npm_config_ignore_scripts: 'true',
      });
      const place = { folder: root, env };
      const printed = isJavaScript(block)
        ? await runJavaScript(process.execPath, block.text, place)
        : await runShell(block.text, place);
      assert.doesNotMatch(printed, /"type":"error"/);
    });
  }

  test('they created what they say', async () => {
    const url = `${server.baseURL}/v1/organizations/workspaces?include_archived=true`;
    const answer = await fetch(url, { headers: { 'x-api-key': server.adminKey } });
    const { data } = (await answer.json()) as { data: { name: string }[] };
    assert.deepEqual(data.map(({ name }) => name).sort(), ['Evaluation', 'Production', 'Staging']);
  });
});

test('npm start serves, and npm test runs these tests', async () => {
  const commands = blocks.map(({ text }) => text).filter((text) => text.startsWith('npm ci'));
  assert.deepEqual(commands, ['npm ci && npm start', 'npm ci && npm test']);
  const folder = mkdtempSync(join(tmpdir(), 'workspaced-readme-'));
  const args = ['start', '--', '--port', '0', '--database', `file:${folder}/w.db`];
  const child = spawn('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let banner = '';
  for await (const data of child.stderr) {
    banner += data;
    if (banner.includes('shown once')) break;
  }
  process.kill(-(child.pid as number), 'SIGTERM');
  await once(child, 'close');
  rmSync(folder, { recursive: true });
  assert.match(banner, /ANTHROPIC_API_KEY=sk-ant-admin01-/);
});
