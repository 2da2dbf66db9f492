import { createHash, type Hash } from 'node:crypto';
import type { Database, Transaction, Value } from './database.ts';
import { versions } from './migrate.ts';
import { insertRows, type Row, type Table, tables, valuesOf } from './tables.ts';

/** A copied table; the digest is SHA-256 over its rows in the order of their keys. */
export interface CopiedTable {
  table: string;
  rows: number;
  digest: string;
}

/** Called as rows are written. */
export type Progress = (done: number, total: number) => void;

/**
 * Copies a whole installation into an empty database of the same version, byte for byte, in one transaction that
 * commits only after both sides were read again and match. Any failure leaves the target empty, so it can be retried.
 */
export async function copy(from: Database, to: Database, onProgress: Progress): Promise<CopiedTable[]> {
  const [ours, theirs] = [await versions(from), await versions(to)];
  if (ours.applied !== theirs.applied) {
    throw new Error(
      `the source has version ${ours.applied} and the target ${theirs.applied}: migrate both first`,
    );
  }
  return from.transaction('', async (source) => {
    if (from.dialect === 'postgres') await source.script('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    return to.transaction('', async (target) => {
      await refuseUsed(target);
      await fill(source, target, onProgress);
      return verify(source, target);
    });
  });
}

async function refuseUsed(target: Transaction): Promise<void> {
  for (const table of tables) {
    if ((await target.get(`SELECT 1 AS used FROM ${table.name} LIMIT 1`)) !== undefined) {
      throw new Error(`the target is not empty: it has rows in ${table.name}`);
    }
  }
}

async function fill(source: Transaction, target: Transaction, onProgress: Progress): Promise<void> {
  let total = 0;
  for (const table of tables) total += await count(source, table);
  let done = 0;
  onProgress(done, total);
  for (const table of tables) {
    for await (const rows of pages(source, table)) {
      await insertRows(target, table, rows);
      done += rows.length;
      onProgress(done, total);
    }
  }
}

async function verify(source: Transaction, target: Transaction): Promise<CopiedTable[]> {
  const copied: CopiedTable[] = [];
  for (const table of tables) {
    const [ours, theirs] = [await digest(source, table), await digest(target, table)];
    if (ours.rows !== theirs.rows || ours.digest !== theirs.digest) {
      throw new Error(`${table.name} differs after the copy: ${ours.rows} rows here, ${theirs.rows} there`);
    }
    copied.push(ours);
  }
  return copied;
}

async function count(db: Transaction, table: Table): Promise<number> {
  const row = await db.get<{ n: number }>(`SELECT CAST(count(*) AS INTEGER) AS n FROM ${table.name}`);
  return row?.n ?? 0;
}

async function digest(db: Transaction, table: Table): Promise<CopiedTable> {
  const hash: Hash = createHash('sha256');
  let rows = 0;
  for await (const page of pages(db, table)) {
    for (const row of page) hash.update(`${JSON.stringify(valuesOf(table, row))}\n`);
    rows += page.length;
  }
  return { table: table.name, rows, digest: hash.digest('hex') };
}

/** All rows in the order of their keys, at most 1,000 at a time. */
async function* pages(db: Transaction, table: Table): AsyncGenerator<Row[]> {
  const keys = table.columns.slice(0, table.keys);
  const cursor = keys.map((_key, index) => `$${index + 1}`).join(', ');
  const list = keys.join(', ');
  const start = `SELECT ${table.columns.join(', ')} FROM ${table.name} ORDER BY ${list} LIMIT 1000`;
  const next = `SELECT ${table.columns.join(', ')} FROM ${table.name} WHERE (${list}) > (${cursor}) ORDER BY ${list} LIMIT 1000`;
  let rows = await db.all<Row>(start);
  while (rows.length > 0) {
    yield rows;
    const last = rows.at(-1) as Row;
    rows = await db.all<Row>(next, ...keys.map((key) => last[key] as Value));
  }
}
