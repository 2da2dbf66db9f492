import { once } from 'node:events';
import fs, { realpathSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';

/**
 * How many pages (of 4 KiB) of the log are worth a checkpoint, which moves them to the database file: 64 MB. With fewer, pages
 * of indexes by hash, which nearly every commit writes at other places, are moved again and again.
 */
const longest = 16_000;
/** From how many on SQLite itself does it, at the end of a commit, because the other thread couldn’t. */
const tooLong = 2 * longest;

/** Does a checkpoint for each message. What can’t be moved, such as when the disk is full, stays in the log. */
const checkpointerSource = `
  const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const checkpoint = new DatabaseSync(workerData).prepare('PRAGMA wal_checkpoint(PASSIVE)');
  parentPort.on('message', () => {
    try {
      checkpoint.get();
    } catch {}
    parentPort.postMessage('done');
  });`;

/** SQLite’s write-ahead log. What waits for the disk is done in other threads, so that requests are answered meanwhile. */
export class WriteAheadLog {
  readonly #file: string;
  /** Counts pages. Undefined for SQLite before 3.51, which can’t, and does checkpoints itself at the end of a commit. */
  readonly #count: StatementSync | undefined;
  #descriptor: number | undefined;
  #checkpointer: Worker | undefined;
  #checkpointing: Promise<void> | undefined;
  /** While this is pending, nothing may be written, so that the log begins anew. */
  pause: Promise<void> | undefined;

  /** The log of this database file, which the connection has open. */
  constructor(file: string, connection: DatabaseSync) {
    this.#file = realpathSync(file);
    if (!canCount(connection)) return;
    connection.exec(`PRAGMA wal_autocheckpoint = ${tooLong}`);
    this.#count = connection.prepare('PRAGMA wal_checkpoint(NOOP)');
  }

  /** Resolves when all commits so far are on disk. */
  async sync(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#descriptor ??= fs.openSync(`${this.#file}-wal`, 'r');
      fs.fdatasync(this.#descriptor, (error) => (error ? reject(error) : resolve()));
    });
    if (this.#checkpointing === undefined && this.#isLong()) this.#checkpointing = this.#shorten();
  }

  /** To be called before the database is closed. */
  async close(): Promise<void> {
    await this.#checkpointing;
    await this.#checkpointer?.terminate();
    if (this.#descriptor !== undefined) fs.closeSync(this.#descriptor);
  }

  #isLong(): boolean {
    const count = this.#count?.get() as { log: number; checkpointed: number } | undefined;
    return count !== undefined && count.log - count.checkpointed >= longest;
  }

  /** Moves nearly everything while writes go on, and then, in a short pause, the rest. */
  async #shorten(): Promise<void> {
    await this.#checkpoint();
    this.pause = this.#checkpoint();
    await this.pause;
    this.pause = undefined;
    this.#checkpointing = undefined;
  }

  async #checkpoint(): Promise<void> {
    try {
      const checkpointer = this.#checkpointer ?? this.#startCheckpointer();
      checkpointer.ref();
      checkpointer.postMessage('checkpoint');
      await once(checkpointer, 'message');
      checkpointer.unref();
    } catch {
      // The thread couldn’t be started, or has failed: the next checkpoint starts another one.
    }
  }

  #startCheckpointer(): Worker {
    this.#checkpointer = new Worker(checkpointerSource, {
      eval: true,
      workerData: this.#file,
      execArgv: ['--no-warnings'],
    });
    this.#checkpointer.on('error', () => {
      this.#checkpointer = undefined;
    });
    return this.#checkpointer;
  }
}

function canCount(connection: DatabaseSync): boolean {
  const { version } = connection.prepare('SELECT sqlite_version() AS version').get() as { version: string };
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 3 || minor >= 51;
}
