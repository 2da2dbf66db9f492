import { readFileSync } from 'node:fs';

/** Files that are for the database, logs and assets. */
const reserve = 200;

/**
 * How many connections the system lets this process have; undefined where it doesn't say so. (Node raises the soft limit of
 * open files to the hard one by itself.)
 */
export function possibleConnections(): number | undefined {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const soft = /^Max open files +(\d+)/m.exec(limits)?.[1];
    return soft === undefined ? undefined : Math.max(1, Number(soft) - reserve);
  } catch {
    return undefined;
  }
}
