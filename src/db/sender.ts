import type { Value } from './database.ts';
import type { Columns } from './organization-state.ts';

/** How a driver sends statements in the open transaction of its connection: they are done in the order of the calls. */
export interface Sender {
  all<Row>(sql: string, values: Value[]): Promise<Row[]>;
  /** The organization's rows with these ids, where that saves round trips; the statement is one for `find`. */
  findAll?(sql: string, organizationId: string, ids: string[]): Promise<{ id: string }[]>;
  /**
   * Locks the rows of organizations and returns them, where other connections may write at the same time. Unless it may wait,
   * those that others have locked are left out.
   */
  lock?(ids: string[], mayWait: boolean): Promise<Columns[]>;
  /** Returns the number of changed rows. */
  run(sql: string, values: Value[]): Promise<number>;
  /** Stores rows by an `INSERT` or `UPDATE` of one row. */
  store(sql: string, rows: readonly Value[][]): Promise<void>;
  script(sql: string): Promise<void>;
  /** Commits, once what was sent before is `stored`; rejects, and nothing is committed, if that rejects. */
  commit(stored: Promise<unknown>): Promise<void>;
  /** Rolls back everything, and goes on in a new transaction. */
  restart(): Promise<void>;
}
