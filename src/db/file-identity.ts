import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseUnavailable } from './database.ts';

/** How old a folder's last change must be, in ms, for the next one to be told from it by its time, on any file system. */
const coarsest = 2000;

/**
 * Which files a database was opened as. One that is deleted or replaced meanwhile goes on taking writes through the open
 * connection, and they are lost with it.
 */
export class FileIdentity {
  readonly #file: string;
  readonly #folder: string;
  /** By what is added to the name: the file itself, what isn't in it yet, and what processes share. */
  readonly #known = new Map<string, string>();
  /** When the folder was changed last, where nothing can have changed since then unseen. */
  #unchanged: number | undefined;

  constructor(file: string) {
    this.#file = realpathSync(file);
    this.#folder = dirname(this.#file);
    this.check();
  }

  /**
   * Throws DatabaseUnavailable unless the files at their paths are still the ones that were opened. While no name in their
   * folder changes, neither can they: most checks look at the folder alone.
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
    'The database’s file was deleted or replaced while the server ran: it takes no writes until it is restarted.';
  return new DatabaseUnavailable(
    `${path} was deleted or replaced: put it back or restore a backup, and restart`,
    {
      told,
    },
  );
}
