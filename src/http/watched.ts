import type { Reads, Value, Versions } from '../db/database.ts';
import type { Replicas } from '../db/replicas.ts';
import { tablesOf } from '../db/statement.ts';

/** Watches what a read is read from. */
export class Watched {
  /** The tables that were read. */
  readonly tables = new Set<string>();
  /** Whether any of it came from the database. */
  isUsed = false;
  readonly #replicas: Replicas | undefined;
  readonly #versions: Versions;

  /** `replicas` at these versions may be read instead of the database. */
  constructor(replicas: Replicas | undefined, versions: Versions) {
    this.#replicas = replicas;
    this.#versions = versions;
  }

  /** What a handler reads through. */
  over(db: Reads): Reads {
    const see = (sql: string) => {
      this.isUsed = true;
      for (const table of tablesOf(sql).reads) this.tables.add(table);
    };
    return {
      all: (sql: string, ...values: Value[]) => {
        see(sql);
        return db.all(sql, ...values);
      },
      get: (sql: string, ...values: Value[]) => {
        see(sql);
        return db.get(sql, ...values);
      },
      find: (sql: string, organizationId: string, id: string) => {
        see(sql);
        return db.find(sql, organizationId, id);
      },
      workspaces: (organizationId) => {
        this.tables.add('workspaces');
        return this.#replicas?.of(organizationId, this.#versions);
      },
    };
  }
}
