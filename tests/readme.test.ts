import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Server, startServer } from '../src/server.ts';
import { environment } from './environment.ts';

const root = join(import.meta.dirname, '..');
const blocks = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(
  ([, language = '', text = '']) => ({ language, text: text.trim() }),
);

/** Runs a program with this input; the exit code and all that it printed. */
async function run(file: string, args: string[], input: string, env: Record<string, string>) {
  const child = execFile(file, args, { cwd: root, env: environment(env) });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data) => {
      output += data;
    });
  }
  child.stdin?.end(input);
  const [code] = await once(child, 'close');
  return { code, output };
}

describe('every example of the README works as it stands', () => {
  let server: Server;
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());

  for (const { language, text } of blocks.filter((block) => !block.text.startsWith('npm ci'))) {
    test(text.split('\n')[0], async () => {
      const env = { ANTHROPIC_BASE_URL: server.baseURL, ANTHROPIC_API_KEY: server.adminKey };
      const { code, output } =
        language === 'ts'
          ? await run(process.execPath, ['--input-type=module-typescript', '-'], text, env)
          : await run('bash', ['-e'], text, env);
      assert.equal(code, 0, output);
      assert.doesNotMatch(output, /"type":"error"/);
    });
  }

  test('they made what they say', async () => {
    const url = `${server.baseURL}/v1/organizations/workspaces?include_archived=true`;
    const answer = await fetch(url, { headers: { 'x-api-key': server.adminKey } });
    const { data } = (await answer.json()) as { data: { name: string }[] };
    assert.deepEqual(data.map(({ name }) => name).sort(), ['Evaluation', 'Production', 'Staging']);
  });
});

test('the two commands: npm start serves, npm test is this', async () => {
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
