import { type Database, DatabaseUnavailable } from '../db/database.ts';
import { findKeysByHash, type KeyRow, mostHashes } from '../organizations/keys.ts';

/** Statements at a time: the rest of a pool of connections is for callers who are known. */
const mostStatements = 2;
const mostWaiting = 10_000;

/**
 * Looks for keys that nobody has presented lately, most of which are wrong when there are many: those that wait share a
 * statement, and they never take all connections of a pool.
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
    if (this.#waiting.size >= mostWaiting) throw new DatabaseUnavailable('too many unknown keys wait');
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
