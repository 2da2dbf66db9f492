import type { Value } from './database.ts';
import { tablesOf } from './statement.ts';

interface Found {
  organizationId: string;
  /** Undefined where there is none. */
  row: unknown;
}

/** What look-ups by ID or address have found for all the writes that share a transaction, until one of them may change it. */
export class Expected {
  readonly #found = new Map<string, Map<string, Found>>();

  /** Notes the row that a look-up has found of this id. */
  note(sql: string, organizationId: string, id: string, row: unknown): void {
    let found = this.#found.get(sql);
    if (found === undefined) {
      found = new Map();
      this.#found.set(sql, found);
    }
    found.set(id, { organizationId, row });
  }

  /** Notes what a look-up has found of these ids: of several rows of one, the first. */
  noteAll(
    sql: string,
    organizationId: string,
    ids: readonly string[],
    rows: readonly { id: string }[],
  ): void {
    for (const id of ids) this.note(sql, organizationId, id, undefined);
    for (const row of rows.toReversed()) this.note(sql, organizationId, row.id, row);
  }

  /** What a look-up would find now, if that is known. */
  find(sql: string, organizationId: string, id: string): Found | undefined {
    const found = this.#found.get(sql)?.get(id);
    return found?.organizationId === organizationId ? found : undefined;
  }

  /** Forgets what a write to these tables changes: what has one of these values as its ID, or else all. */
  forget(tables: readonly string[], values?: readonly Value[]): void {
    for (const [sql, found] of this.#found) {
      if (found.size === 0 || !tablesOf(sql).reads.some((table) => tables.includes(table))) continue;
      if (values === undefined) found.clear();
      else for (const value of values) found.delete(value as string);
    }
  }

  clear(): void {
    this.#found.clear();
  }
}
