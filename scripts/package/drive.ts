import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** The admin key of every server that is started here. */
export const adminKey = `sk-ant-admin01-${'drive'.repeat(9)}`;

/** How a program is run: by this file, after these words, in this folder, with this PATH and no other variable. */
export interface Program {
  file: string;
  words?: string[];
  folder?: string;
  path?: string;
}

/** The program that is installed in this folder, under this Node, as people run it: by its name. */
export const installed = (folder: string, node: string): Program => ({
  file: join(folder, 'node_modules/.bin/workspaced'),
  path: dirname(node),
});

/** A program that was started. */
export interface Started extends AsyncDisposable {
  baseURL: string;
  /** What it has written to standard error so far. */
  said: () => string;
  /** The answer to a call of the API, as JSON. */
  call<Answer>(path: string, body?: object): Promise<Answer>;
}

/** Starts a server; to dispose of it is to end it by SIGTERM, and throws where that isn't an end in order. */
export async function start(program: Program, args: string[]): Promise<Started> {
  const { file, words = [], folder: cwd, path = '' } = program;
  const child = spawn(file, [...words, 'serve', '--port', '0', ...args], {
    cwd,
    env: { PATH: path, WORKSPACED_ADMIN_KEY: adminKey },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  const baseURL = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const listening = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
      if (listening) resolve(listening[0]);
    });
    ended.then(() => reject(new Error(said.trim())));
  });
  return {
    baseURL,
    said: () => said,
    async call<Answer>(path: string, body?: object) {
      const response = await fetch(baseURL + path, {
        method: body ? 'POST' : 'GET',
        headers: { 'x-api-key': adminKey },
        ...(body && { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(await response.text());
      return (await response.json()) as Answer;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      const [code] = await ended;
      if (code !== 0) throw new Error(`it ended with ${code}: ${said.trim()}`);
    },
  };
}

/** Creates a workspace, ends the program, starts it again and finds the workspace; throws otherwise. */
export async function driveProgram(program: Program, ...args: string[]): Promise<void> {
  const path = '/v1/organizations/workspaces';
  let id: string;
  {
    await using server = await start(program, args);
    ({ id } = await server.call<{ id: string }>(path, { name: 'Kept' }));
  }
  await using server = await start(program, args);
  const page = await server.call<{ data: { id: string }[] }>(path);
  if (page.data[0]?.id !== id) throw new Error(`${id} was made and isn't there after a restart`);
}

const importer = `
import { startServer } from 'workspaced';
const server = await startServer();
const url = server.baseURL + '/v1/organizations/workspaces';
const headers = { 'x-api-key': server.adminKey };
const made = await fetch(url, { method: 'POST', headers, body: '{"name":"Kept"}' }).then((answer) => answer.json());
const page = await fetch(url, { headers }).then((answer) => answer.json());
await server.close();
if (page.data[0]?.id !== made.id) throw new Error('what was made is not listed');
`;

/** Does the same by the server that the package exports for tests. */
export async function driveServer(folder: string, node: string): Promise<void> {
  await writeFile(join(folder, 'importer.js'), importer);
  await promisify(execFile)(node, ['importer.js'], { cwd: folder });
}
