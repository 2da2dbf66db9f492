import { ApiError } from '../contract/errors.ts';
import type { Database, Reads, Transaction } from '../db/database.ts';
import { type OrganizationRows, readRows } from '../db/organization-rows.ts';
import { readAs } from '../db/undone.ts';

/** How many writes of an organization can be hidden at once: each keeps all its rows in memory. */
const mostHidden = 200;

/** A write that reads don’t show yet. */
interface Hidden {
  /** The organization before it. */
  rows: OrganizationRows;
  /** When it becomes visible, by the monotonic clock, in ms. */
  until: number;
}

/**
 * Lets reads of an organization see its writes only after some time, in order. A read that comes earlier runs in a
 * transaction in which the former rows stand again, and which is then rolled back.
 */
export class Lag {
  readonly #db: Database;
  readonly #delays = new Map<string, number>();
  readonly #hidden = new Map<string, Hidden[]>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Delays the writes from now on by so many ms; 0 shows everything at once. */
  set(organizationId: string, ms: number): void {
    if (ms === 0) this.forget(organizationId);
    else this.#delays.set(organizationId, ms);
  }

  /** The delay in ms. */
  of(organizationId: string): number {
    return this.#delays.get(organizationId) ?? 0;
  }

  /** Shows everything, without a delay. */
  forget(organizationId: string): void {
    this.#delays.delete(organizationId);
    this.#hidden.delete(organizationId);
  }

  /** Whether reads see all writes. */
  isCurrent(organizationId: string): boolean {
    return this.#firstHidden(organizationId) === undefined;
  }

  /** Does `work`, which only reads, on what is visible. */
  async read<T>(organizationId: string, work: (db: Reads) => Promise<T>): Promise<T> {
    const hidden = this.#firstHidden(organizationId);
    return hidden === undefined ? work(this.#db) : readAs(this.#db, organizationId, hidden.rows, work);
  }

  /** Does `work` in a transaction, and hides it if writes are delayed. */
  async write<T>(organizationId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const delay = this.of(organizationId);
    if (delay === 0) return this.#db.transaction(organizationId, work);
    this.#dropVisible(organizationId);
    const write: Hidden = { rows: {}, until: Number.POSITIVE_INFINITY };
    const all = this.#hidden.get(organizationId) ?? [];
    if (all.length >= mostHidden) throw tooManyHidden();
    this.#hidden.set(organizationId, all);
    try {
      const value = await this.#db.transaction(organizationId, async (tx) => {
        write.rows = await readRows(tx, organizationId);
        // Only in its turn, because concurrent writes commit in another order than they come.
        if (!all.includes(write)) all.push(write);
        return work(tx);
      });
      write.until = performance.now() + delay;
      return value;
    } catch (error) {
      if (all.includes(write)) all.splice(all.indexOf(write), 1);
      throw error;
    }
  }

  #firstHidden(organizationId: string): Hidden | undefined {
    this.#dropVisible(organizationId);
    return this.#hidden.get(organizationId)?.[0];
  }

  #dropVisible(organizationId: string): void {
    const hidden = this.#hidden.get(organizationId) ?? [];
    while (hidden.length > 0 && (hidden[0] as Hidden).until <= performance.now()) hidden.shift();
    if (hidden.length === 0 && this.of(organizationId) === 0) this.#hidden.delete(organizationId);
  }
}

const tooManyHidden = () =>
  new ApiError(
    'overloaded_error',
    `${mostHidden} writes aren’t visible yet: shorten the lag of the sandbox.`,
  );
