import assert from 'node:assert/strict';
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command, Done } from '../administer.ts';
import { environment, program } from '../environment.ts';
import { Caller } from './caller.ts';

const administer = resolve(import.meta.dirname, '../administer.ts');

/** Ends what must not outlive this process; a file of tests that throws while it loads has no `exit` event. */
const leftovers = new Set<() => void>();
for (const end of ['exit', 'uncaughtExceptionMonitor'] as const) {
  process.once(end, () => {
    for (const remove of leftovers) remove();
  });
}

/** Settings of a server by flag: `{ 'workspace-limit': 3 }` is `--workspace-limit 3`. */
export type Settings = Record<string, string | number | boolean>;

/** The workspaced process under test. */
export class Server {
  readonly url: string;
  readonly database: string;
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly #log: string[];
  #administrator: ChildProcess | undefined;
  #commands = 0;

  constructor(url: string, database: string, log: string[], child: ChildProcess, exited: Promise<unknown>) {
    this.url = url;
    this.database = database;
    this.#log = log;
    this.#child = child;
    this.#exited = exited;
  }

  /** Everything the process has written so far, standard output and standard error. */
  get log(): string {
    return this.#log.join('\n');
  }

  /** Runs an administrative command on the server's database, in a process apart, and answers what it prints as JSON. */
  async admin<Output>(...args: string[]): Promise<Output> {
    this.#administrator ??= startAdministrator();
    const id = ++this.#commands;
    const ended = on(this.#administrator, 'message', { close: ['exit'] });
    this.#administrator.send({
      id,
      args: [...args, '--json', '--database', this.database],
    } satisfies Command);
    for await (const [done] of ended as AsyncIterable<[Done]>) {
      if (done.id !== id) continue;
      assert.equal(done.code, 0, done.told);
      return (done.printed === '' ? undefined : JSON.parse(done.printed)) as Output;
    }
    throw new Error('the process that runs administrative commands ended');
  }

  /** A fresh organization with a fresh admin key. */
  async organization(name = 'Wire'): Promise<Caller> {
    const { id } = await this.admin<{ id: string }>('orgs', 'create', name);
    const { key } = await this.adminKey(id);
    return new Caller(this.url, key, id);
  }

  /** One more admin key of an organization. */
  adminKey(organizationId: string, ...args: string[]): Promise<{ id: string; key: string }> {
    return this.admin('admin-keys', 'create', '--org', organizationId, '--name', 'wire', ...args);
  }

  /** Ends the process as a power failure would. */
  kill(): Promise<void> {
    return this.#stop('SIGKILL');
  }

  /** Asks the process to end and waits for it. */
  stop(): Promise<void> {
    return this.#stop('SIGTERM');
  }

  /** Does `work` while the process stands still: what it does to connections has all come before the server sees any of it. */
  async frozen(work: () => void): Promise<void> {
    this.#child.kill('SIGSTOP');
    await sleep(10);
    work();
    await sleep(10);
    this.#child.kill('SIGCONT');
  }

  async #stop(signal: NodeJS.Signals): Promise<void> {
    this.#administrator?.kill();
    this.#child.kill(signal);
    await this.#exited;
  }
}

/** Starts what runs administrative commands; it ends with this process. */
function startAdministrator(): ChildProcess {
  const child = fork(administer, { env: environment() });
  const kill = () => child.kill('SIGKILL');
  leftovers.add(kill);
  child.once('exit', () => leftovers.delete(kill));
  return child;
}

/** Starts a server on a free port, on a fresh database unless one is given; it ends with the test or file. */
export async function startServer(settings: Settings = {}, database = freshDatabase()): Promise<Server> {
  const flags = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  const child = spawn(process.execPath, [program, 'serve', '--port=0', `--database=${database}`, ...flags], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  leftovers.add(kill);
  const exited = once(child, 'exit').then(() => leftovers.delete(kill));
  const log: string[] = [];
  createInterface(child.stderr).on('line', (line) => log.push(line));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      log.push(line);
      if (line.includes('"msg":"listening"')) resolve((JSON.parse(line) as { url: string }).url);
    });
    void exited.then(() => reject(new Error(`the server ended before it listened:\n${log.join('\n')}`)));
  });
  const server = new Server(url, database, log, child, exited);
  after(() => server.stop());
  return server;
}

/**
 * The organization that a file of tests works in: that of `WIRE_ADMIN_KEY` on the server at `WIRE_URL` when both
 * are set, else a fresh one on a fresh server. What the tests make in it is archived when they end.
 */
export async function organization(): Promise<Caller> {
  const { WIRE_URL, WIRE_ADMIN_KEY } = process.env;
  if (!WIRE_URL || !WIRE_ADMIN_KEY) return (await startServer()).organization();
  const caller = new Caller(WIRE_URL, WIRE_ADMIN_KEY);
  after(() => caller.archiveMade());
  return caller;
}

/** The database for a new server: `WIRE_DATABASE`, else a new file that goes with the process. */
function freshDatabase(): string {
  if (process.env.WIRE_DATABASE) return process.env.WIRE_DATABASE;
  const folder = mkdtempSync(join(tmpdir(), 'workspaced-wire-'));
  leftovers.add(() => rmSync(folder, { recursive: true, force: true }));
  return `file:${join(folder, 'workspaced.db')}`;
}
