import fs, { realpathSync } from 'node:fs';

/** SQLite's write-ahead log, which is synced in another thread, so that requests are answered meanwhile. */
export class WriteAheadLog {
  readonly #path: string;
  #descriptor: number | undefined;

  /** The log of this database file; the database must be open. */
  constructor(file: string) {
    this.#path = `${realpathSync(file)}-wal`;
  }

  /** Resolves when all commits so far are on disk. */
  sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#descriptor ??= fs.openSync(this.#path, 'r');
      fs.fdatasync(this.#descriptor, (error) => (error ? reject(error) : resolve()));
    });
  }

  close(): void {
    if (this.#descriptor !== undefined) fs.closeSync(this.#descriptor);
  }
}
