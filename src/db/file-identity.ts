import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseUnavailable } from './database.ts';

/** A change this long after a folder's last one, in ms, has a different time on any file system. */
const coarsest = 2000;

/**
 * Remembers the files that a database was opened from. If one is deleted or replaced, the open connection would still
 * accept writes, which would be lost with it.
 */
export class FileIdentity {
  readonly #file: string;
  readonly #folder: string;
  /** Device and inode by suffix: the file itself, the write-ahead log and the shared memory. */
  readonly #known = new Map<string, string>();
  /** The time of the folder's last change, if no later change can have the same time. */
  #unchanged: number | undefined;

  constructor(file: string) {
    this.#file = realpathSync(file);
    this.#folder = dirname(this.#file);
    this.check();
  }

  /**
   * Throws DatabaseUnavailable unless the files at these paths are still the ones that were opened. Replacing a file changes
   * its folder, so most checks look only at the folder.
   */
  check(): void {
    const changed = statSync(this.#folder, { throwIfNoEntry: false })?.mtimeMs;
    if (changed !== undefined && changed === this.#unchanged) return;
    for (const suffix of ['', '-wal', '-shm']) {
      const stat = statSync(this.#file + suffix, { throwIfNoEntry: false });
      const found = stat && `${stat.dev} ${stat.ino}`;
      const known = this.#known.get(suffix);
      if (known === undefined && found !== undefined) this.#known.set(suffix, found);
      else if (known !== found) throw replaced(this.#file + suffix);
    }
    const isOld = changed !== undefined && Date.now() - changed > coarsest;
    this.#unchanged = isOld ? changed : undefined;
  }
}

function replaced(path: string): DatabaseUnavailable {
  const told =
    'The database file was deleted or replaced while the server was running. Writes fail until it is restarted.';
  return new DatabaseUnavailable(
    `${path} was deleted or replaced: put it back or restore a backup, and restart`,
    {
      told,
    },
  );
}
