import { execFileSync } from 'node:child_process';

/** A user of this machine, in the form that `spawn` takes. */
export interface Account {
  uid: number;
  gid: number;
}

/** Whom database programs run as: PostgreSQL refuses root, so root becomes `postgres`; undefined: the caller. */
export function databaseAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
