import type { Value } from './database.ts';
import type { Sender } from './sender.ts';
import { tablesOf } from './statement.ts';
import { tables } from './tables.ts';

/** A row to be inserted, new values of the row with a key, or numbers to be added to it. */
export type Later =
  | { sql: string; row: Value[] }
  | { sql: string; values: Value[]; key: Value[] }
  | { sql: string; key: Value[]; amounts: number[] };

/** By statement, and by key as JSON. */
type ByKey<T> = Map<string, Map<string, T>>;

/** Tables in an order that foreign keys allow. */
const order = new Map(tables.map(({ name }, index) => [name, index]));
const placeOf = (sql: string) => order.get(tablesOf(sql).writes[0] ?? '') ?? order.size;

/** What the jobs of a batch have written, but isn't stored yet. */
export class Collected {
  readonly #rows = new Map<string, Value[][]>();
  readonly #changes: ByKey<Value[]> = new Map();
  readonly #sums: ByKey<{ key: Value[]; amounts: number[] }> = new Map();
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
      } else if ('values' in later) {
        of(this.#changes, sql).set(JSON.stringify(later.key), [...later.values, ...later.key]);
      } else this.#sum(sql, later);
    }
  }

  /** Sends what stores it, rows in an order that foreign keys allow, without waiting in between. */
  send(sender: Sender): Promise<unknown>[] {
    const rows = [...this.#rows].sort(([one], [other]) => placeOf(one) - placeOf(other));
    const sent: Promise<unknown>[] = rows.map(([sql, theirs]) => sender.store(sql, theirs));
    for (const [sql, changes] of this.#changes) sent.push(sender.store(sql, [...changes.values()]));
    for (const [sql, sums] of this.#sums) {
      sent.push(
        sender.store(
          sql,
          Array.from(sums.values(), ({ key, amounts }) => [...key, ...amounts]),
        ),
      );
    }
    this.#rows.clear();
    this.#changes.clear();
    this.#sums.clear();
    this.tables.clear();
    return sent;
  }

  #sum(sql: string, { key, amounts }: { key: Value[]; amounts: number[] }): void {
    const sums = of(this.#sums, sql);
    const name = JSON.stringify(key);
    const before = sums.get(name)?.amounts ?? amounts.map(() => 0);
    sums.set(name, { key, amounts: amounts.map((amount, index) => amount + (before[index] ?? 0)) });
  }
}

function of<T>(all: ByKey<T>, sql: string): Map<string, T> {
  const found = all.get(sql) ?? new Map<string, T>();
  all.set(sql, found);
  return found;
}
