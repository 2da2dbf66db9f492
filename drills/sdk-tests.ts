import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startServer } from '../src/server.ts';
import { temporaryDirectory } from './lib/teardown.ts';

// Runs the tests of the newest official SDKs for Python and Go as their packages ship them, twice, against the profile
// sdk-tests at the address where they look for a server. Needs `python3` and `go`, and that port 4010 is free. Exits 1 if one
// fails. The package for TypeScript ships no tests.

/** What of the organization this server has. */
const resources = [
  'workspaces',
  'members',
  'service_accounts',
  'users',
  'invites',
  'api_keys',
  'compliance_settings',
  'external_keys',
];

const execute = promisify(execFile);
/** What a program printed, also where it failed, which counts as a fault. */
async function run(program: string, args: string[], cwd: string): Promise<string> {
  try {
    return (await execute(program, args, { cwd, maxBuffer: 2 ** 28 })).stdout;
  } catch (error) {
    process.exitCode = 1;
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return `${stdout}${stderr}`;
  }
}

const folder = temporaryDirectory('sdk-tests');
const python = join(folder, 'venv/bin/python');
await run('python3', ['-m', 'venv', 'venv'], folder);
const pip = ['-m', 'pip', '--quiet', '--disable-pip-version-check'];
await run(python, [...pip, 'download', '--no-deps', '--no-binary', ':all:', 'anthropic'], folder);
await run('tar', ['-xzf', ...globSync('anthropic-*.tar.gz', { cwd: folder })], folder);
const source = join(folder, globSync('anthropic-*/', { cwd: folder })[0] ?? '');
const tools = 'pytest pytest-asyncio pytest-xdist respx time-machine dirty-equals inline-snapshot rich';
await run(
  python,
  [...pip, 'install', `${source}[aiohttp]`, 'http-snapshot[httpx]', ...tools.split(' ')],
  folder,
);
const files = ['tests/api_resources/', 'tests/api_resources/beta/'].flatMap((root) => [
  `${root}test_organization.py`,
  ...globSync(
    [
      `${root}organization/test_{${resources}}.py`,
      `${root}organization/{${resources}}/test_{${resources}}.py`,
    ],
    { cwd: source },
  ),
]);

const module = join(folder, 'go');
const sdk = 'github.com/anthropics/anthropic-sdk-go';
await mkdir(module);
await run('go', ['mod', 'init', 'tests'], module);
await run('go', ['get', '-t', sdk], module);
const names = 'Get|Workspace(New|Get|Update|List|Archive|Member|ServiceAccount)|User|Invite|APIKey';
const pattern = `^Test(Beta)?Organization(${names}|ServiceAccount|ComplianceSetting|ExternalKey)`;

await using _server = await startServer({ profile: 'sdk-tests', port: 4010 });
for (const round of ['once', 'again']) {
  const pytest = await run(python, ['-m', 'pytest', '-q', ...files], source);
  console.log(`Python, ${round}: ${pytest.trim().split('\n').slice(-1)}`);
  for (const [line] of pytest.matchAll(/^FAILED .*$/gm)) console.log(line);
  const goTest = await run('go', ['test', '-v', '-count=1', '-run', pattern, sdk], module);
  const passed = goTest.match(/^--- PASS/gm)?.length ?? 0;
  if (passed === 0) process.exitCode = 1;
  console.log(`Go, ${round}: ${passed} passed`);
  for (const [line] of goTest.matchAll(/^--- FAIL.*$/gm)) console.log(line);
}
for (const [name, version] of [
  ['anthropic', source.split('-').at(-1)],
  [sdk, (await run('go', ['list', '-m', '-f', '{{.Version}}', sdk], module)).trim()],
]) {
  console.log(`${name} ${version}`);
}
