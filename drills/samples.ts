import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startServer } from '../src/server.ts';

// Runs the reference's samples in Python and Go as they stand there, with the newest official SDKs from their registries,
// against a real server. Needs `python3` and `go`. Exits 1 if one fails.

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'workspaced-samples-'));
const python = join(folder, 'venv/bin/python');
await run('python3', ['-m', 'venv', join(folder, 'venv')]);
await run(python, ['-m', 'pip', 'install', '--quiet', 'anthropic']);
const module = join(folder, 'go');
await mkdir(module);
await run('go', ['mod', 'init', 'samples'], { cwd: module });
await run('go', ['get', 'github.com/anthropics/anthropic-sdk-go'], { cwd: module });

await using server = await startServer();
const env = { ...process.env, ANTHROPIC_BASE_URL: server.baseURL, ANTHROPIC_API_KEY: server.adminKey };
const headers = { 'x-api-key': server.adminKey };
const workspaces = `${server.baseURL}/v1/organizations/workspaces`;

async function runPython(source: string): Promise<void> {
  await run(python, ['-c', source], { env });
}

async function runGo(source: string): Promise<void> {
  await writeFile(join(module, 'main.go'), `${source}\n`);
  const { stdout } = await run('gofmt', ['-l', 'main.go'], { cwd: module });
  if (stdout !== '') throw new Error('gofmt would lay it out otherwise');
  await run('go', ['run', '.'], { cwd: module, env });
}

interface Operation {
  operationId: string;
  'x-codeSamples': { lang: string; source: string }[];
}

async function ask<T>(url: string, body?: string): Promise<T> {
  const answer = await fetch(url, { method: body ? 'POST' : 'GET', headers, body });
  return (await answer.json()) as T;
}

let faults = 0;
const { paths } = await ask<{ paths: Record<string, Record<string, Operation>> }>(
  `${server.baseURL}/openapi.json`,
);
for (const operation of Object.values(paths).flatMap((path) => Object.values(path))) {
  for (const [lang, runSample] of Object.entries({ Python: runPython, Go: runGo })) {
    const { id } = await ask<{ id: string }>(workspaces, '{"name":"Before"}');
    const source = operation['x-codeSamples'].find((sample) => sample.lang === lang)?.source ?? '';
    try {
      await runSample(source.replaceAll(/wrkspc_01\w+/g, id));
      console.log(`${operation.operationId} in ${lang}: done`);
    } catch (error) {
      faults += 1;
      console.error(`${operation.operationId} in ${lang}: ${error}`);
    }
  }
}
await rm(folder, { recursive: true });
process.exitCode = faults === 0 ? 0 : 1;
