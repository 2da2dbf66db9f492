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

const insertOf = /^(INSERT INTO [\s\S]+? VALUES )(\([^)]*\))([\s\S]*)$/;
const updateOf = /^(UPDATE [\s\S]+?)( WHERE [\s\S]+)$/;
const parameter = /\$(\d+)/g;
const texts = new Map<string, string>();

/**
 * The same `INSERT` or `UPDATE` of one row for several rows, whose parameters follow one another. Those of an `UPDATE` are
 * text, which it must cast to the types of other columns.
 */
export function rowsText(sql: string, rows: number): string {
  if (rows === 1) return sql;
  const key = `${rows} ${sql}`;
  const text = texts.get(key) ?? composed(sql, rows);
  texts.set(key, text);
  return text;
}

function composed(sql: string, rows: number): string {
  const width = sql.match(parameter)?.length ?? 0;
  const repeat = (tuple: string) =>
    Array.from({ length: rows }, (_each, row) =>
      tuple.replaceAll(parameter, (_all, number) => `$${row * width + Number(number)}`),
    ).join(', ');
  const [, insert, tuple = '', rest] = insertOf.exec(sql) ?? [];
  if (insert !== undefined) return `${insert}${repeat(tuple)}${rest}`;
  const [, update, where = ''] = updateOf.exec(sql) ?? [];
  if (update === undefined) throw new Error(`neither an insert nor an update of one row: ${sql}`);
  const numbers = Array.from({ length: width }, (_each, index) => index + 1);
  const values = `(${numbers.map((number) => `$${number}`).join(', ')})`;
  const names = numbers.map((number) => `value_${number}`).join(', ');
  const given = (text: string) => text.replaceAll(parameter, 'given.value_$1');
  return `${given(update)} FROM (VALUES ${repeat(values)}) AS given (${names})${given(where)}`;
}
