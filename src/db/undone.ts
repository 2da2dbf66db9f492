import type { Database, Reads, Transaction } from './database.ts';
import { type OrganizationRows, replaceRows } from './organization-rows.ts';

/** Ends a transaction without its effects, but with its value. */
class Undo extends Error {
  readonly value: unknown;

  constructor(value: unknown) {
    super();
    this.value = value;
  }
}

/** Does `work` in a transaction that leaves nothing behind. */
export async function undone<T>(
  db: Database,
  organizationId: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  try {
    return await db.transaction(organizationId, async (tx) => {
      throw new Undo(await work(tx));
    });
  } catch (error) {
    if (error instanceof Undo) return error.value as T;
    throw error;
  }
}

/** Does `work`, which only reads, as if an organization had these rows. */
export const readAs = <T>(
  db: Database,
  organizationId: string,
  rows: OrganizationRows,
  work: (db: Reads) => Promise<T>,
): Promise<T> =>
  undone(db, organizationId, async (tx) => {
    await replaceRows(tx, organizationId, rows);
    return work(tx);
  });
