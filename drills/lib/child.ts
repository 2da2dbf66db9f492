import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { Account } from './account.ts';
import { send } from './process-tree.ts';
import { atExit } from './teardown.ts';

/** A running program; `exited` settles when it ended, with its exit code or the signal's name. */
export interface Child {
  readonly pid: number;
  readonly exited: Promise<number | string>;
  readonly running: boolean;
  kill(signal: NodeJS.Signals): void;
}

/** Where a program writes, who runs it, and its environment. */
export interface ChildOptions {
  log: string;
  env?: NodeJS.ProcessEnv;
  account?: Account | undefined;
}

/** Starts a program in a process group of its own (Ctrl-C reaches the drill alone), killed at the latest when the drill ends. */
export function startChild(program: string, args: string[], options: ChildOptions): Child {
  const log = openSync(options.log, 'a');
  const child = spawn(program, args, {
    stdio: ['ignore', log, log],
    detached: true,
    env: options.env ?? process.env,
    ...options.account,
  });
  closeSync(log);
  const exited = once(child, 'exit').then(([code, signal]) => code ?? signal);
  const { pid } = child;
  if (!pid) throw new Error(`can't start ${program}`);
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  atExit(() => {
    if (isRunning()) send(-pid, 'SIGKILL');
  });
  return {
    pid,
    exited,
    get running() {
      return isRunning();
    },
    kill: (signal) => child.kill(signal),
  };
}
