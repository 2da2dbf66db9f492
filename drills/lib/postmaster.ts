import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { send } from './process-tree.ts';
import { atExit } from './teardown.ts';

/** The process id in a data directory's `postmaster.pid`, or undefined. */
export function postmasterPid(dataDirectory: string): number | undefined {
  return Number(lockFile(dataDirectory)?.[0]) || undefined;
}

/** Ends PostgreSQL at once when the drill ends, and gives back the shared memory that a killed one left behind. */
export function stopPostmasterAtExit(dataDirectory: string): void {
  atExit(() => {
    const pid = postmasterPid(dataDirectory);
    if (pid && send(pid, 'SIGQUIT')) waitForEnd(dataDirectory);
    const segment = lockFile(dataDirectory)?.[6]?.trim().split(/\s+/)[1];
    if (segment) execFileSync('ipcrm', ['--shmem-id', segment]);
  });
}

/** Blocks until PostgreSQL has removed its lock file, five seconds at most. */
function waitForEnd(dataDirectory: string): void {
  const never = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; waited < 5000 && lockFile(dataDirectory); waited += 20) Atomics.wait(never, 0, 0, 20);
}

function lockFile(dataDirectory: string): string[] | undefined {
  try {
    return readFileSync(`${dataDirectory}/postmaster.pid`, 'utf8').split('\n');
  } catch {
    return undefined;
  }
}
