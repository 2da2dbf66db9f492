import type { Reads, Value, Versions } from '../db/database.ts';
import type { Replica, ReplicaRow } from '../db/replica.ts';
import type { Replicas } from '../db/replicas.ts';
import { tablesOf } from '../db/statement.ts';

/** A row that was read from a replica, which isn’t kept in memory for it. */
export interface SeenRow {
  replica: WeakRef<Replica>;
  row: ReplicaRow;
}

/** Whether a row is the same at these versions. */
export function isUnchanged({ replica, row }: SeenRow, versions: Versions): boolean {
  const kept = replica.deref();
  return kept?.isAt(versions) === true && kept.get(row.id) === row;
}

/** Watches what a read is read from. */
export class Watched {
  /** The tables that were read. */
  readonly tables = new Set<string>();
  /** The workspaces that were read from memory, one by one. */
  readonly rows: SeenRow[] = [];
  /** Whether any of it came from the database. */
  isUsed = false;
  readonly #replicas: Replicas | undefined;
  readonly #versions: Versions;
  readonly #turn: () => Promise<void> | undefined;

  /** `replicas` at these versions may be read instead of the database; `turn` is awaited before each reading. */
  constructor(replicas: Replicas | undefined, versions: Versions, turn: () => Promise<void> | undefined) {
    this.#replicas = replicas;
    this.#versions = versions;
    this.#turn = turn;
  }

  /** What a handler reads through. */
  over(db: Reads): Reads {
    const reading = <T>(sql: string, read: () => Promise<T>): Promise<T> => {
      this.isUsed = true;
      for (const table of tablesOf(sql).reads) this.tables.add(table);
      const turn = this.#turn();
      return turn === undefined ? read() : turn.then(read);
    };
    return {
      all: (sql: string, ...values: Value[]) => reading(sql, () => db.all(sql, ...values)),
      get: (sql: string, ...values: Value[]) => reading(sql, () => db.get(sql, ...values)),
      find: (sql: string, organizationId: string, id: string) =>
        reading(sql, () => db.find(sql, organizationId, id)),
      workspaces: async (organizationId) => {
        this.tables.add('workspaces');
        await this.#turn();
        return this.#replicas?.of(organizationId, this.#versions);
      },
      workspace: async (organizationId, id) => {
        const replica = await this.#replicas?.of(organizationId, this.#versions);
        if (replica === undefined) return undefined;
        const row = replica.get(id);
        if (row === undefined) this.tables.add('workspaces');
        else this.rows.push({ replica: replica.weak, row });
        return { row };
      },
    };
  }
}
