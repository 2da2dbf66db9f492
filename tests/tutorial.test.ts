import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root } from '../scripts/root.ts';
import { blocksOf } from '../scripts/samples/blocks.ts';
import { environment } from './environment.ts';
import { createMask } from './mask.ts';
import { Shell } from './shell.ts';

/** A folder that looks like this clone and keeps apart what the tutorial makes in it. */
const clone = mkdtempSync(join(tmpdir(), 'workspaced-tutorial-'));
for (const name of readdirSync(root).filter((name) => !name.startsWith('.'))) {
  symlinkSync(join(root, name), join(clone, name));
}

/** `npm start` on a free port, its log as a terminal shows it. */
async function start() {
  const env = environment({ WORKSPACED_PORT: '0', WORKSPACED_LOG_FORMAT: 'pretty' });
  const child = spawn('npm', ['start'], {
    cwd: clone,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const said = { log: '', banner: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.log += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.banner += text;
  });
  while (!said.banner.includes('shown once')) {
    await Promise.race([once(child.stderr, 'data'), ended.then(() => assert.fail(said.banner))]);
  }
  const [, url = '', key = ''] = /BASE_URL=(\S+)[\s\S]*API_KEY=(\S+)/.exec(said.banner) ?? [];
  const interrupt = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid as number), 'SIGINT');
    await ended;
  };
  /** The line of the log about the first request that was refused. */
  const refusal = async () => {
    while (!/ 400 .*\n/.test(said.log)) await once(child.stdout, 'data');
    return /^.* 400 .*$/m.exec(said.log)?.[0] ?? '';
  };
  return { banner: said.banner, url, key, refusal, interrupt };
}

describe('the tutorial does what it shows', () => {
  const [install, ...blocks] = blocksOf('docs/tutorial.md');
  // Without it, npx would build the program again, while other tests run what was built.
  const shell = new Shell(clone, environment({ npm_config_ignore_scripts: 'true' }));
  const [maskShown, maskActual] = [createMask(), createMask()];
  let server: Awaited<ReturnType<typeof start>>;
  let printed: string;

  before(async () => {
    server = await start();
    printed = server.banner;
  });
  after(async () => {
    await server.interrupt();
    shell.close();
    rmSync(clone, { recursive: true });
  });

  /** Compares what the page shows with what there is. */
  function compare(shown: string, actual: string): void {
    const elsewhere = actual.replaceAll(server.url, 'http://127.0.0.1:4010');
    assert.equal(maskActual(elsewhere), maskShown(shown));
  }

  const lines = (json: string) => JSON.stringify(JSON.parse(json), null, 2);
  const checks: Record<string, (text: string) => void | Promise<void>> = {
    async sh(text) {
      if (text.startsWith('rm ')) await server.interrupt();
      const typed = text.replaceAll('http://127.0.0.1:4010', server.url);
      printed = await shell.run(typed.replaceAll('sk-ant-admin01-…', server.key));
    },
    text: (text) => compare(text, printed),
    json: (text) => compare(lines(text), lines(printed)),
    log: async (text) => compare(text, await server.refusal()),
  };

  test('npm ci && npm start', () => assert.equal(install?.text, 'npm ci && npm start'));

  for (const { language, text, heading } of blocks) {
    test(`${heading}: ${text.trim().split('\n')[0]}`, () => checks[language]?.(text));
  }

  test('nothing is left', () => assert.equal(existsSync(join(clone, '.workspaced')), false));
});
