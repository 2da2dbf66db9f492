import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { driveProgram, type Program, start } from '../scripts/package/drive.ts';
import { driveCommands, print } from '../scripts/package/drive-commands.ts';
import { drivePages } from '../scripts/package/drive-pages.ts';
import { readOptions } from './lib/options.ts';
import { startPostgres } from './lib/postgres.ts';
import { showProgress } from './lib/progress.ts';
import { giveUp, temporaryDirectory } from './lib/teardown.ts';

// Runs the executable where there is nothing else: in a root directory of its own with the libraries that it names. It
// has to keep workspaces on SQLite, to show the console and the reference, and to work on PostgreSQL. Then measures its
// size, and its start against that of the package. Exits 1 on any failure.

if (process.platform !== 'linux' || process.getuid?.() !== 0)
  giveUp('This drill needs Linux, and root for chroot.');
const { rounds } = readOptions({ rounds: '20' });
const root = join(import.meta.dirname, '..');
const executable = join(root, 'build/workspaced');

const bare = temporaryDirectory('bare');
const libraries = execFileSync('ldd', [executable], { encoding: 'utf8' }).match(/\/\S+/g) ?? [];
for (const file of libraries) {
  mkdirSync(join(bare, dirname(file)), { recursive: true });
  copyFileSync(file, join(bare, file));
}
copyFileSync(executable, join(bare, 'workspaced'));
const program: Program = { file: 'chroot', words: [bare, '/workspaced'], path: process.env.PATH ?? '' };
const postgres = await startPostgres();

console.log(`In a root directory with it and ${libraries.length} libraries alone:`);
console.log(`  version ${await print(program, ['--version'])}`);
await driveProgram(program);
console.log('  keeps workspaces over a restart, on SQLite');
await driveProgram(program, '--database', await postgres.createDatabase('kept'));
console.log('  keeps workspaces over a restart, on PostgreSQL');
{
  await using server = await start(program, []);
  await drivePages(server.baseURL);
  console.log('  shows the console and the reference');
}
await driveCommands(program, await postgres.createDatabase('commands'));
console.log('  has all commands: migrate, orgs, admin-keys, backup, restore, copy, check, workspaces');

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const { size } = statSync(executable);
const compressed = gzipSync(readFileSync(executable), { level: 9 }).length;
console.log(`It has ${megabytes(size)}, by gzip ${megabytes(compressed)}.`);
await measureStart();
process.exit();

/** Prints how long the executable and the package take until they say that they listen, in turns. */
async function measureStart(): Promise<void> {
  const folder = temporaryDirectory('starts');
  const ours = { file: executable, folder };
  const packaged = { file: process.execPath, words: [join(root, 'dist/main.js')], folder };
  const taken: [number, number][] = [];
  for (let round = 0; round <= rounds; round++) {
    const pair: [number, number] = [await timeOf(ours), await timeOf(packaged)];
    // The first round warms up.
    if (round > 0) taken.push(pair);
    showProgress('start', round, rounds);
  }
  const [one, other] = [median(taken.map(([it]) => it)), median(taken.map(([, it]) => it))];
  const ratio = median(taken.map(([it, than]) => it / than));
  console.log(
    `It listens after ${one.toFixed(0)} ms, the package after ${other.toFixed(0)} ms: ${ratio.toFixed(2)} × (medians of ${rounds} rounds).`,
  );
}

async function timeOf(started: Program): Promise<number> {
  const begun = performance.now();
  await using _ = await start(started, []);
  return performance.now() - begun;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
