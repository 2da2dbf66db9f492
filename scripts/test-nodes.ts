// Shows under which versions of Node the package works, and the JavaScript samples of these pages with it:
// installed from its tarball, Nodes and the newest official SDK taken from npm.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { adminKey, driveProgram, driveServer, installed, type Program, start } from './package/drive.ts';
import { install, pack } from './package/pack.ts';
import { blocksOf } from './samples/blocks.ts';
import { isJavaScript, runJavaScript } from './samples/run.ts';

const pages = ['README.md', 'docs/recipes.md', 'docs/sandbox.md'];
const tooOld = ['20', '22.17.0'];
const supported = ['22.18.0', '22', '24', '26'];

/** Tells what became of it; what shouldn't be is told in full and fails the run. */
async function attempt(work: () => Promise<void>): Promise<string> {
  try {
    await work();
    return 'works';
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
    return 'fails';
  }
}

/** Tells the one line in which an older Node is refused. */
async function refusal(work: () => Promise<void>): Promise<string> {
  const said = await work().then(
    () => 'it works',
    (error: Error) => error.message,
  );
  if (!/^workspaced needs Node .+; this is Node \S+$/.test(said)) process.exitCode = 1;
  return said;
}

/** Runs every JavaScript sample under a Node against a server under it; throws where one fails. */
async function runSamples(program: Program, node: string): Promise<void> {
  await using server = await start(program, ['--database', ':memory:']);
  const env = { PATH: process.env.PATH, ANTHROPIC_BASE_URL: server.baseURL, ANTHROPIC_API_KEY: adminKey };
  for (const { text } of pages.flatMap(blocksOf).filter(isJavaScript)) {
    await runJavaScript(node, text, { folder: consumer, env });
  }
}

const folder = await mkdtemp(join(tmpdir(), 'workspaced-nodes-'));
const consumer = join(folder, 'consumer');
try {
  await install(consumer, [await pack(folder), '@anthropic-ai/sdk'], '--ignore-scripts');
  const rows: Record<string, object> = {};
  for (const version of [...tooOld, ...supported]) {
    const home = join(folder, version);
    await install(home, [`node@${version}`]);
    const node = join(home, 'node_modules/node/bin/node');
    const name = (await promisify(execFile)(node, ['--version'])).stdout.trim();
    const program = installed(consumer, node);
    const drive = () => driveProgram(program, '--database', `file:${join(home, 'workspaced.db')}`);
    rows[name] = tooOld.includes(version)
      ? { program: await refusal(drive) }
      : {
          program: await attempt(drive),
          import: await attempt(() => driveServer(consumer, node)),
          samples: await attempt(() => runSamples(program, node)),
        };
  }
  console.table(rows);
} finally {
  await rm(folder, { recursive: true });
}
