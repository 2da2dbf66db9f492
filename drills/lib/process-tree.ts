import { execFileSync } from 'node:child_process';

/** Kills these processes and all their descendants with SIGKILL, as a machine that loses its power would. */
export function killTrees(roots: number[]): void {
  for (const pid of descendants(roots)) send(pid, 'SIGKILL');
}

/** Sends a signal; a process that is gone already is no error. */
export function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

function descendants(roots: number[]): Set<number> {
  const found = new Set(roots);
  const pairs = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const [pid, parent] of pairs) if (found.has(parent)) found.add(pid);
  }
  return found;
}
