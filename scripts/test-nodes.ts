// Shows under which versions of Node the package works: installed from its tarball, Nodes taken from npm.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { driveProgram, driveServer, installed } from './package/drive.ts';
import { install, pack } from './package/pack.ts';

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

const folder = await mkdtemp(join(tmpdir(), 'workspaced-nodes-'));
try {
  const consumer = join(folder, 'consumer');
  await install(consumer, [await pack(folder)], '--ignore-scripts');
  const rows: Record<string, object> = {};
  for (const version of [...tooOld, ...supported]) {
    const home = join(folder, version);
    await install(home, [`node@${version}`]);
    const node = join(home, 'node_modules/node/bin/node');
    const name = (await promisify(execFile)(node, ['--version'])).stdout.trim();
    const program = () =>
      driveProgram(installed(consumer, node), '--database', `file:${join(home, 'workspaced.db')}`);
    rows[name] = tooOld.includes(version)
      ? { program: await refusal(program) }
      : { program: await attempt(program), import: await attempt(() => driveServer(consumer, node)) };
  }
  console.table(rows);
} finally {
  await rm(folder, { recursive: true });
}
