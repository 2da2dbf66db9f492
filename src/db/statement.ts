/** The tables that a statement reads and writes. */
export interface Tables {
  reads: readonly string[];
  writes: readonly string[];
  /** Of those that it writes, the ones whose rows it deletes. */
  deletes: readonly string[];
  /** Whether it inserts or deletes rows, which others may refer to. */
  movesRows: boolean;
  /** Whether it reads or writes the columns of an organization that a transaction keeps in memory. */
  counters: boolean;
}

const known = new Map<string, Tables>();

/** The tables of a statement, told by its text, of which there are few. */
export function tablesOf(sql: string): Tables {
  let tables = known.get(sql);
  if (tables === undefined) {
    const named = (pattern: RegExp) => [
      ...new Set([...sql.matchAll(pattern)].map(([, name]) => name as string)),
    ];
    tables = {
      reads: named(/\b(?:FROM|JOIN)\s+(\w+)/g),
      writes: named(/\b(?:INSERT INTO|UPDATE(?!\s+SET\b)|DELETE FROM)\s+(\w+)/g),
      deletes: named(/\bDELETE FROM\s+(\w+)/g),
      movesRows: /\b(?:INSERT INTO|DELETE FROM)\b/.test(sql),
      counters:
        /\borganizations\b/.test(sql) &&
        /\b(?:active_workspaces|latest_undelivered|workspace_limit)\b/.test(sql),
    };
    known.set(sql, tables);
  }
  return tables;
}

const insertOf = /^(INSERT INTO [\s\S]+? VALUES) (\([^)]*\))$/;

/** The same `INSERT` of one row for several rows, whose parameters follow one another. */
export function insertRowsText(sql: string, rows: number): string {
  const [, head, tuple = ''] = insertOf.exec(sql) ?? [];
  if (head === undefined) throw new Error(`not an insert of one row: ${sql}`);
  const width = tuple.match(/\$\d+/g)?.length ?? 0;
  const tuples = Array.from({ length: rows }, (_each, row) =>
    tuple.replaceAll(/\$(\d+)/g, (_all, number) => `$${row * width + Number(number)}`),
  );
  return `${head} ${tuples.join(', ')}`;
}
