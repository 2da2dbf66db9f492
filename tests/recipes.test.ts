import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { blocksOf } from '../scripts/samples/blocks.ts';
import { type Place, runJavaScript, runShell } from '../scripts/samples/run.ts';
import { type Server, startServer } from '../src/server.ts';
import { environment } from './environment.ts';
import { freePort } from './postgres.ts';
import { blockOf, createProject } from './project.ts';
import type { Workspace } from './wire/shapes.ts';

const folder = mkdtempSync(join(tmpdir(), 'workspaced-recipes-'));
let project: string;

/** The code of a recipe. */
const recipe = (heading: string, language: string) => blockOf('docs/recipes.md', heading, language);

/** In the project, as a client of this server. */
const clientOf = (server: Server): Place => ({
  folder: project,
  env: environment({ ANTHROPIC_BASE_URL: server.baseURL, ANTHROPIC_API_KEY: server.adminKey }),
});

const run = (code: string, server: Server) => runJavaScript(process.execPath, code, clientOf(server));

async function call<Answer>(server: Server, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${server.baseURL}/v1/organizations/workspaces${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'x-api-key': server.adminKey },
    ...(body && { body: JSON.stringify(body) }),
  });
  assert.equal(answer.status, 200);
  return (await answer.json()) as Answer;
}

const create = (server: Server, fields: object) => call<Workspace>(server, '', fields);

async function namesOf(server: Server, query = ''): Promise<string[]> {
  const { data } = await call<{ data: Workspace[] }>(server, `?limit=1000${query}`);
  return data.map(({ name }) => name);
}

/** What is run here of a job on GitHub. */
interface Job {
  env: Record<string, string>;
  steps: { run?: string }[];
}

describe('the recipes work as they are', () => {
  before(async () => {
    project = await createProject(folder);
  });
  after(() => rmSync(folder, { recursive: true }));

  test('all of them are run here, by the drill, or are said to be untested', () => {
    const languages = blocksOf('docs/recipes.md').map(({ language }) => language);
    assert.deepEqual(languages, ['sh', 'sh', 'ts', 'python', 'go', 'sh', 'js', 'yaml', 'hcl', 'js']);
  });

  test('the tarball is installed for development, and nothing else', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
    assert.deepEqual(Object.keys(devDependencies), ['workspaced']);
  });

  test('TypeScript: one workspace, however often and concurrently it runs; another once it is archived', async () => {
    await using server = await startServer();
    const code = recipe('TypeScript', 'ts');
    const [id, same] = await Promise.all([run(code, server), run(code, server)]);
    assert.equal(same, id);
    assert.deepEqual(await namesOf(server), ['Search (staging)']);
    assert.equal(await run(code, server), id);
    await call(server, `/${id?.trim()}/archive`, {});
    assert.notEqual(await run(code, server), id);
    assert.deepEqual(await namesOf(server), ['Search (staging)']);
  });

  test('shell: creates, lists all pages, archives', async () => {
    await using server = await startServer({ workspaceLimit: 200 });
    const names = Array.from({ length: 150 }, (_, number) => `${number}`);
    const made = await Promise.all(names.map((name) => create(server, { name })));
    const printed = (await runShell(recipe('Shell', 'sh'), clientOf(server))).trim().split('\n');
    assert.equal(printed.length, 151);
    assert.deepEqual(
      printed.slice(1),
      made
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
    assert.deepEqual((await namesOf(server)).length, 150);
    assert.equal((await namesOf(server, '&include_archived=true'))[0], 'Nightly');
  });

  test('node:test: passes', async () => {
    await using server = await startServer();
    assert.match(await run(recipe('Tests', 'js'), server), /^ℹ pass 1$|^# pass 1$/m);
    assert.deepEqual(await namesOf(server), [], 'it uses a server of its own');
  });

  test('CI: starts a server, runs the project’s tests on it, stops it', async (t) => {
    writeFileSync(join(project, 'ensure.test.ts'), recipe('TypeScript', 'ts'));
    const { env: given, steps } = parse(recipe('CI', 'yaml')).jobs.test as Job;
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = environment({ ...given, ANTHROPIC_BASE_URL: url, WORKSPACED_PORT: `${port}` });
    const [install, start = '', tests = '', stop = ''] = steps.flatMap(({ run: command }) => command ?? []);
    assert.equal(install, 'npm ci');
    let log = '';
    t.after(() => log || runShell(stop, { folder: project, env }));
    await runShell(start, { folder: project, env });
    assert.match(await runShell(tests, { folder: project, env }), /^ℹ pass 1$/m);
    log = await runShell(stop, { folder: project, env });
    assert.match(log, /"path":"\/v1\/organizations\/workspaces","status":200/);
    // It may still be shutting down.
    while (await fetch(`${url}/healthz`).catch(() => undefined)) await sleep(20);
  });

  test('gateway: knows the upstream of each workspace with the tag', async () => {
    await using server = await startServer();
    const us = { allowed_inference_geos: ['us'], default_inference_geo: 'us' };
    const inUs = await create(server, { name: 'A', tags: { gateway: 'on' }, data_residency: us });
    const anywhere = await create(server, { name: 'B', tags: { gateway: 'on' } });
    await create(server, { name: 'C', tags: { gateway: 'off' } });
    const printed = await run(recipe('Gateway', 'js'), server);
    assert.match(printed, /^Map\(2\)/);
    assert.ok(printed.includes(`'${inUs.id}' => 'https://us.inference.example.com'`), printed);
    assert.ok(printed.includes(`'${anywhere.id}' => 'https://inference.example.com'`), printed);
  });
});
