import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const many = cpus().length > 3;
const load = Math.min(1, cpus().length - 1);

/** The core that measured servers run on, and the one for load and databases; a second server has its own if it can. */
export const cores = { server: 0, load, secondServer: many ? 2 : 0, databaseOfTwo: many ? 3 : load };

const canPin = process.platform === 'linux' && exists('taskset');

export interface ChildOptions {
  /** Which core it may use; where `taskset` is missing, any. */
  core: number;
  /** A file for both outputs: no terminal slows a measured server down. */
  log: string;
  env?: Record<string, string>;
  cwd?: string;
}

const running = new Set<ChildProcess>();
// However the benchmark ends, no server of it goes on.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** A process of the benchmark. */
export class Child implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #log: string;

  constructor(command: readonly string[], { core, log, env, cwd }: ChildOptions) {
    mkdirSync(dirname(log), { recursive: true });
    const output = openSync(log, 'w');
    const [program = '', ...args] = canPin ? ['taskset', '-c', String(core), ...command] : command;
    this.#process = spawn(program, args, {
      cwd,
      env: { ...process.env, NODE_ENV: 'production', ...env },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    running.add(this.#process);
    this.#process.once('exit', () => running.delete(this.#process));
    this.#log = log;
  }

  get pid(): number {
    return this.#process.pid as number;
  }

  /** What it has written so far. */
  get output(): string {
    return readFileSync(this.#log, 'utf8');
  }

  /** Waits until a GET of the URL is answered with `status`, or with anything; throws with its output if it ends before. */
  async answers(url: string, status?: number, poll = 20): Promise<void> {
    for (;;) {
      if (this.#process.exitCode !== null) throw new Error(`it ended:\n${this.output.slice(-2000)}`);
      const response = await fetch(url).catch(() => undefined);
      await response?.body?.cancel();
      if (response && (status === undefined || response.status === status)) return;
      await sleep(poll);
    }
  }

  /** Seconds of processor time so far, of all its threads; NaN where the system doesn't tell. */
  get cpuSeconds(): number {
    const fields = readProc(this.pid, 'stat')?.split(') ').at(-1)?.split(' ');
    return fields ? (Number(fields[11]) + Number(fields[12])) / 100 : Number.NaN;
  }

  /** Resident memory in MB now; NaN where the system doesn't tell. */
  get memory(): number {
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readProc(this.pid, 'status') ?? '')?.[1];
    return kilobytes ? Number(kilobytes) / 1024 : Number.NaN;
  }

  /** Resolves with the exit code. */
  async ended(): Promise<number | null> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      await new Promise((resolve) => this.#process.once('exit', resolve));
    }
    return this.#process.exitCode;
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGTERM');
    const late = setTimeout(() => this.#process.kill('SIGKILL'), 5000);
    await this.ended();
    clearTimeout(late);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Moves a running process, and the ones that it starts from now on, to a core. */
export function pin(pid: number, core: number): void {
  if (canPin) execFileSync('taskset', ['-cp', String(core), String(pid)], { stdio: 'ignore' });
}

/** Whether there is such a command, however its `--version` ends. */
export function exists(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    return (error as { code?: string }).code !== 'ENOENT';
  }
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
