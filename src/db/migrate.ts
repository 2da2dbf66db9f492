import { join } from 'node:path';
import { timestamp } from '../contract/clock.ts';
import { listShipped, migrationsFolder, readShipped } from '../shipped.ts';
import { type Database, Overtaken, type Transaction } from './database.ts';
import { foldNames } from './fold-names.ts';
import { openDatabase, patience } from './open.ts';

/** PostgreSQL's code for a missing table; SQLite has only a message for it. */
const undefinedTable = '42P01';
/** PostgreSQL's codes for a table, its type or its row that another program has created meanwhile. */
const alreadyMade = new Set<unknown>(['23505', '42P07', '42710']);

interface Migration {
  version: number;
  name: string;
  sql: string;
}

/** What a migration does after its SQL, by its version. */
const afterwards: Record<number, (tx: Transaction) => Promise<void>> = { 3: foldNames };

const recordOfMigrations =
  'CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)';

/** PostgreSQL's encodings that have every character: SQL_ASCII keeps bytes as they are. */
const encodings = ['UTF8', 'SQL_ASCII'];

/** Throws if an empty database could not store every name, which would only turn out when somebody writes one. */
async function refuseEncoding(db: Database): Promise<void> {
  const { encoding = '' } =
    (await db.get<{ encoding: string }>("SELECT current_setting('server_encoding') AS encoding")) ?? {};
  if (encodings.includes(encoding)) return;
  throw new Error(`the database has the encoding ${encoding}, which lacks characters: create it with UTF8`);
}

/** Throws if a file without migrations has tables all the same: it is another program's. */
async function refuseForeign(db: Database): Promise<void> {
  const table = await db.get<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'schema_migrations' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' LIMIT 1",
  );
  // Another process may have migrated it meanwhile.
  if (table === undefined || (await appliedVersion(db)) > 0) return;
  throw new Error(
    `the database belongs to another program, which has a table ${table.name}: name another file`,
  );
}

/** The numbered migrations of a dialect, in their order; files are named `0001-name.dialect.sql`. */
export function migrationsFor(dialect: Database['dialect']): Migration[] {
  const files = listShipped(migrationsFolder).filter((file) => file.endsWith(`.${dialect}.sql`));
  return files.sort().map((file) => ({
    version: Number(file.slice(0, 4)),
    name: file.slice(5, -`.${dialect}.sql`.length),
    sql: readShipped(join(migrationsFolder, file)).toString(),
  }));
}

/** The newest versions that a database has applied and this program knows; an empty one has version 0. */
export async function versions(db: Database): Promise<{ applied: number; known: number }> {
  return { applied: await appliedVersion(db), known: migrationsFor(db.dialect).at(-1)?.version ?? 0 };
}

async function appliedVersion(db: Database): Promise<number> {
  try {
    const row = await db.get<{ version: number | null }>(
      'SELECT max(version) AS version FROM schema_migrations',
    );
    return row?.version ?? 0;
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    if (code === undefinedTable || message.startsWith('no such table')) return 0;
    throw error;
  }
}

/** Migrates an open database; on PostgreSQL by another connection to its URL, where that may take longer than calls may. */
export async function migrateOpen(db: Database, url: string, now: number): Promise<string[]> {
  const { applied, known } = await versions(db);
  if (db.dialect === 'sqlite' || applied >= known) return migrate(db, now);
  const patient = await openDatabase(url, { pool: 1, timeout: patience });
  try {
    return await migrate(patient, now);
  } finally {
    await patient.close();
  }
}

/**
 * Migrates a database to this program's version and returns the names of the applied migrations. Each is one transaction
 * that first records itself, so that if several programs start at once, one applies it and the others wait.
 * Throws if the database is newer than the program, or another program’s file.
 */
export async function migrate(db: Database, now: number): Promise<string[]> {
  const { applied, known } = await versions(db);
  if (applied > known) {
    throw new Error(
      `the database has version ${applied} and this program knows ${known}: use a newer workspaced`,
    );
  }
  // A server whose role may not create tables can start once another role has migrated.
  if (applied === known) return [];
  if (applied === 0) await (db.dialect === 'postgres' ? refuseEncoding : refuseForeign)(db);
  await db.transaction('', async (tx) => {
    await tx.script(recordOfMigrations).catch((error) => {
      throw alreadyMade.has(error.code) ? new Overtaken() : error;
    });
  });
  const names: string[] = [];
  for (const migration of migrationsFor(db.dialect).filter(({ version }) => version > applied)) {
    const mine = await db.transaction('', async (tx) => {
      const recorded = await tx.run(
        'INSERT INTO schema_migrations (version, name, applied_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        migration.version,
        migration.name,
        timestamp(now),
      );
      if (recorded === 0) return false;
      await tx.script(migration.sql);
      await afterwards[migration.version]?.(tx);
      return true;
    });
    if (mine) names.push(migration.name);
  }
  return names;
}
