// What `npm test` runs: every test, on a PostgreSQL that it brings along, and the wire tests on both databases. All of them
// test the program as it is built, chosen ones that of the sources.
import { spawn } from 'node:child_process';
import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleServer } from '../scripts/build/bundle.ts';
import { root } from '../scripts/root.ts';
import { environment } from './environment.ts';
import { asOtherUser, isOpen, startPostgres } from './postgres.ts';

const inBrowser = globSync('tests/console/**/*.test.ts');
const others = globSync(['src/**/*.test.ts', 'tests/**/*.test.ts']).filter(
  (file) => !inBrowser.includes(file),
);

const options = ['--test', '--test-timeout=120000', '--import=./tests/deadline.ts'];
/** Files at once, on two cores: many wait for a disk or a timer. */
const several = '--test-concurrency=3';
const fewer = '--test-concurrency=2';

async function runTests(files: string[], env: NodeJS.ProcessEnv, more = [several]): Promise<boolean> {
  const child = spawn(process.execPath, [...options, ...more, ...files], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'workspaced-compile-cache'), ...env },
  });
  const [code] = await new Promise<[number | null]>((resolve) =>
    child.on('exit', (...end) => resolve([end[0]])),
  );
  return code === 0;
}

// Some systems give root a temporary folder that PostgreSQL's own user can't enter.
if (asOtherUser && !isOpen(tmpdir())) process.env.TMPDIR = '/tmp';
process.env = environment();
const folder = mkdtempSync(join(tmpdir(), 'workspaced-postgres-'));
// PostgreSQL refuses to run as root and is then run by a user of its own, who must get in.
chmodSync(folder, 0o755);
const given = process.env.TEST_POSTGRES_URL;
const postgres = given ? { url: given, stop: async () => {} } : await startPostgres(folder);
let passed = false;
try {
  const chosen = process.argv.slice(2);
  const env: NodeJS.ProcessEnv = { TEST_POSTGRES_URL: postgres.url };
  if (chosen.length === 0) {
    const dist = join(root, 'dist');
    await bundleServer(dist);
    env.TEST_PROGRAM = join(dist, 'main.js');
  }
  // What failed is the last that a log shows, so nothing follows it.
  passed = await runTests(chosen.length > 0 ? chosen : others, env);
  if (passed && chosen.length === 0) {
    passed = await runTests(['tests/wire/*.test.ts'], { ...env, WIRE_DATABASE: postgres.url });
  }
  if (passed && chosen.length === 0) {
    // A busy machine may be too slow for a browser: what failed gets a second try.
    const again = [fewer, `--test-rerun-failures=${join(folder, 'passed.json')}`];
    passed = (await runTests(inBrowser, env, again)) || (await runTests(inBrowser, env, again));
  }
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
// The embedded PostgreSQL sets an exit code of its own unless the process is ended.
process.exit(passed ? 0 : 1);
