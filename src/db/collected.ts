import type { Sender } from './batch.ts';
import type { Value } from './database.ts';
import { tablesOf } from './statement.ts';
import { tables } from './tables.ts';

/** A row to be inserted, a change, or numbers to be added to the row with a key. */
export type Later =
  | { sql: string; row: Value[] }
  | { sql: string; values: Value[] }
  | { sql: string; key: Value[]; amounts: number[] };

interface Sum {
  key: Value[];
  amounts: number[];
}

/** Tables in an order that foreign keys allow. */
const order = new Map(tables.map(({ name }, index) => [name, index]));
const placeOf = (sql: string) => order.get(tablesOf(sql).writes[0] ?? '') ?? order.size;

/** What the jobs of a batch have written, but isn't stored yet. */
export class Collected {
  readonly #rows = new Map<string, Value[][]>();
  #changes: { sql: string; values: Value[] }[] = [];
  readonly #sums = new Map<string, Map<string, Sum>>();
  /** The tables that it is for. */
  readonly tables = new Set<string>();

  /** Adds what a job has written. */
  add(all: readonly Later[]): void {
    for (const later of all) {
      const { sql } = later;
      for (const table of tablesOf(sql).writes) this.tables.add(table);
      if ('row' in later) {
        const rows = this.#rows.get(sql);
        if (rows === undefined) this.#rows.set(sql, [later.row]);
        else rows.push(later.row);
      } else if ('values' in later) this.#changes.push(later);
      else this.#sum(sql, later);
    }
  }

  /** Sends what stores it, rows in an order that foreign keys allow, without waiting in between. */
  send(sender: Sender): Promise<unknown>[] {
    const rows = [...this.#rows].sort(([one], [other]) => placeOf(one) - placeOf(other));
    const sent: Promise<unknown>[] = rows.map(([sql, theirs]) => sender.insert(sql, theirs));
    for (const { sql, values } of this.#changes) sent.push(sender.run(sql, values));
    for (const [sql, sums] of this.#sums) {
      for (const { key, amounts } of sums.values()) sent.push(sender.run(sql, [...key, ...amounts]));
    }
    this.#rows.clear();
    this.#changes = [];
    this.#sums.clear();
    this.tables.clear();
    return sent;
  }

  #sum(sql: string, { key, amounts }: Sum): void {
    const sums = this.#sums.get(sql) ?? new Map<string, Sum>();
    this.#sums.set(sql, sums);
    const name = JSON.stringify(key);
    const before = sums.get(name)?.amounts ?? amounts.map(() => 0);
    sums.set(name, { key, amounts: amounts.map((amount, index) => amount + (before[index] ?? 0)) });
  }
}
