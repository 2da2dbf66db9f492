import type { Value } from './database.ts';
import { usualLookUps } from './look-ups.ts';
import { tablesOf } from './statement.ts';

interface Found {
  organizationId: string;
  /** Undefined where there is none. */
  row: unknown;
}

/** What usual look-ups have found for all the writes that share a transaction, until one of them changes it. */
export class Expected {
  readonly #found = new Map(usualLookUps.map((sql) => [sql, new Map<string, Found>()]));

  /** Notes which rows a look-up has found of these ids. */
  note(sql: string, organizationId: string, ids: readonly string[], rows: readonly { id: string }[]): void {
    const found = this.#found.get(sql);
    for (const id of ids) found?.set(id, { organizationId, row: undefined });
    for (const row of rows) found?.set(row.id, { organizationId, row });
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
}
