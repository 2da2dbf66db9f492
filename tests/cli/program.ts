import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { after } from 'node:test';
import { environment, program } from '../environment.ts';

export type Variables = Record<string, string>;
type Child = ChildProcessByStdio<null, Readable, Readable>;

/** A folder for one file of tests; the program runs in it. */
export const folder = mkdtempSync(join(tmpdir(), 'workspaced-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let databases = 0;

/** The URL of a database file that isn't there yet. */
export function newDatabase(): string {
  databases += 1;
  return `file:${join(folder, `${databases}.db`)}`;
}

/** No process of a test lives longer, in ms: one that should have ended fails its test. */
export const longestLife = 60_000;

/** The words that run the program. */
export const command = (args: readonly string[]) => [process.execPath, program, ...args];

/** Starts the program in the folder. */
export function start(args: readonly string[], variables: Variables = {}): Child {
  const [file = '', ...words] = command(args);
  return spawn(file, words, {
    cwd: folder,
    env: environment(variables),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: longestLife,
    killSignal: 'SIGKILL',
  });
}

export interface Result {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the program to its end. */
export async function run(args: readonly string[], variables?: Variables): Promise<Result> {
  const child = start(args, variables);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const [code] = await once(child, 'close');
  return { code, stdout: stdout(), stderr: stderr() };
}

/** What it prints when all goes well. */
export async function print(args: readonly string[], variables?: Variables): Promise<string> {
  const { code, stdout, stderr } = await run(args, variables);
  assert.equal(code, 0, stderr);
  return stdout.trimEnd();
}

/** The same with `--json`, parsed. */
export async function json<T>(args: readonly string[], variables?: Variables): Promise<T> {
  return JSON.parse(await print([...args, '--json'], variables)) as T;
}

/** Expects the program to end with that code and a sentence on standard error, and nothing like a stack trace. */
export async function fails(
  code: 1 | 2,
  sentence: RegExp,
  args: readonly string[],
  variables?: Variables,
): Promise<void> {
  const result = await run(args, variables);
  assert.equal(result.code, code, result.stderr);
  assert.match(result.stderr, sentence);
  assert.doesNotMatch(result.stderr, /^\s+at /m);
}

/** A server that runs as a process of its own. */
export interface Serving {
  url: string;
  /** What a person sees. */
  banner: string;
  /** The lines of its log so far. */
  log: () => string;
  /** Sends the signal and answers the exit code. */
  stop: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** Starts `serve` or `dev` on a free port and waits until its banner is there; it ends with the tests. */
export async function serve(args: readonly string[], variables?: Variables): Promise<Serving> {
  const child = start([...args, '--port', '0'], variables);
  const ended = once(child, 'close');
  const stop = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return (await ended)[0] as number | null;
  };
  after(() => stop('SIGKILL'));
  const [log, banner] = [collect(child.stdout), collect(child.stderr)];
  while (!banner().includes('Try it') || !log().includes('listening')) {
    assert.equal(child.exitCode, null, banner());
    await Promise.race([once(child.stderr, 'data'), once(child.stdout, 'data'), ended]);
  }
  const url = /http:\/\/\S+/.exec(banner())?.[0] ?? '';
  return { url, banner: banner(), log, stop };
}

function collect(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  return () => text;
}
