import { statSync } from 'node:fs';
import { DatabaseUnavailable } from './database.ts';

/**
 * Which files a database was opened as. One that is deleted or replaced meanwhile goes on taking writes through the open
 * connection, and they are lost with it.
 */
export class FileIdentity {
  readonly #file: string;
  /** By what is added to the name: the file itself, what isn't in it yet, and what processes share. */
  readonly #known = new Map<string, string>();

  constructor(file: string) {
    this.#file = file;
    this.check();
  }

  /** Throws DatabaseUnavailable unless the files at their paths are still the ones that were opened. */
  check(): void {
    for (const suffix of ['', '-wal', '-shm']) {
      const stat = statSync(this.#file + suffix, { throwIfNoEntry: false });
      const found = stat && `${stat.dev} ${stat.ino}`;
      const known = this.#known.get(suffix);
      if (known === undefined && found !== undefined) this.#known.set(suffix, found);
      else if (known !== found) throw replaced(this.#file + suffix);
    }
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
