import { readFileSync } from 'node:fs';

/** Files reserved for the database, logs and assets. */
const reserve = 200;

/**
 * How many connections the system's limit of open files allows; undefined if unknown. (Node raises the soft limit to the
 * hard one by itself.)
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
