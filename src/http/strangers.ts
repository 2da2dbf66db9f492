import { DatabaseUnavailable } from '../db/database.ts';
import { mostHashes } from '../db/look-ups.ts';

/** Concurrent statements: the other connections of the pool are for known keys. */
const mostStatements = 2;
const mostWaiting = 10_000;

/**
 * Looks up credentials that haven't been used recently; if there are many, most are wrong. Those that wait share a
 * statement, and they never use all connections of the pool.
 */
export class Strangers<Row extends { hash: string }> {
  readonly #find: (hashes: readonly string[]) => Promise<Row[]>;
  readonly #waiting = new Map<string, PromiseWithResolvers<Row | undefined>>();
  #statements = 0;

  /** `find` is given at most `mostHashes`. */
  constructor(find: (hashes: readonly string[]) => Promise<Row[]>) {
    this.#find = find;
  }

  /** The row with this hash, or undefined. */
  find(hash: string): Promise<Row | undefined> {
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
        const rows = await this.#find([...asked.keys()]);
        for (const row of rows) asked.get(row.hash)?.resolve(row);
        for (const { resolve } of asked.values()) resolve(undefined);
      } catch (error) {
        for (const { reject } of asked.values()) reject(error);
      }
    }
    this.#statements -= 1;
  }
}
