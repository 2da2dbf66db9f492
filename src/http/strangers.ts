import { findKeysByHash, type KeyRow, mostHashes } from '../api/admin-keys/store.ts';
import { type Database, DatabaseUnavailable } from '../db/database.ts';

/** Concurrent statements: the other connections of the pool are for known keys. */
const mostStatements = 2;
const mostWaiting = 10_000;

/**
 * Looks up keys that haven't been used recently; if there are many, most are wrong. Those that wait share a statement, and
 * they never use all connections of the pool.
 */
export class Strangers {
  readonly #db: Database;
  readonly #waiting = new Map<string, PromiseWithResolvers<KeyRow | undefined>>();
  #statements = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The key with this hash, or undefined. */
  find(hash: string): Promise<KeyRow | undefined> {
    if (this.#waiting.size >= mostWaiting)
      throw new DatabaseUnavailable('too many unknown keys are waiting to be looked up');
    const waiting = this.#waiting.get(hash) ?? Promise.withResolvers();
    this.#waiting.set(hash, waiting);
    if (this.#statements < mostStatements) void this.#ask();
    return waiting.promise;
  }

  async #ask(): Promise<void> {
    this.#statements += 1;
    while (this.#waiting.size > 0) {
      const asked = new Map(Array.from(this.#waiting).slice(0, mostHashes));
      for (const hash of asked.keys()) this.#waiting.delete(hash);
      try {
        const rows = await findKeysByHash(this.#db, [...asked.keys()]);
        for (const row of rows) asked.get(row.hash)?.resolve(row);
        for (const { resolve } of asked.values()) resolve(undefined);
      } catch (error) {
        for (const { reject } of asked.values()) reject(error);
      }
    }
    this.#statements -= 1;
  }
}
