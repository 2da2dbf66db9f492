import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Value } from './database.ts';
import type { Sender } from './sender.ts';
import { begin } from './sqlite-file.ts';

/** Sends the statements of a transaction; one that has to begin again waits so many ms for other processes. */
export function createSender(
  connection: DatabaseSync,
  prepare: (sql: string) => StatementSync,
  patience: number,
): Sender {
  return {
    all: async <Row>(sql: string, values: Value[]) => prepare(sql).all(...values) as Row[],
    run: async (sql, values) => Number(prepare(sql).run(...values).changes),
    store: async (sql, rows) => {
      const statement = prepare(sql);
      for (const row of rows) statement.run(...row);
    },
    script: async (sql) => connection.exec(sql),
    commit: async (stored) => {
      await stored;
      prepare('COMMIT').run();
    },
    restart: async () => {
      prepare('ROLLBACK').run();
      await begin(connection, patience);
    },
  };
}
