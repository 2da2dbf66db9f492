import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe } from 'node:test';
import pg from 'pg';
import type { Database } from '../src/db/database.ts';
import { migrate } from '../src/db/migrate.ts';
import { openDatabase } from '../src/db/open.ts';

/** Databases of one kind, each new and empty. */
export interface Kind {
  name: 'sqlite' | 'postgres';
  /** The URL of a database that nobody used before. */
  url(): Promise<string>;
  /** Such a database, open and migrated; it is closed when the tests of the file end. */
  open(): Promise<Database>;
  /** One of these, opened once more, as another process would. */
  again(db: Database): Promise<Database>;
}

const cleanUp: (() => Promise<void> | void)[] = [];
after(async () => {
  for (const step of cleanUp.splice(0)) await step();
});

/** Runs the same tests on every database that the program supports: none is ever skipped. */
export function forEachDatabase(tests: (kind: Kind) => void): void {
  for (const name of ['sqlite', 'postgres'] as const) {
    const url = name === 'sqlite' ? sqliteUrl : postgresUrl;
    const urls = new Map<Database, string>();
    const openAt = async (place: string) => {
      const db = await openDatabase(place);
      urls.set(db, place);
      cleanUp.unshift(() => db.close());
      return db;
    };
    const open = async () => {
      const db = await openAt(await url());
      await migrate(db, Date.now() * 1000);
      return db;
    };
    const again = (db: Database) => openAt(urls.get(db) ?? '');
    describe(`on ${name}`, () => tests({ name, url, open, again }));
  }
}

async function sqliteUrl(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'workspaced-'));
  cleanUp.push(() => rmSync(folder, { recursive: true }));
  return `file:${join(folder, 'test.db')}`;
}

/** A new database beside the one that `TEST_POSTGRES_URL` names; `npm test` sets it. */
export async function postgresUrl(): Promise<string> {
  const server = process.env.TEST_POSTGRES_URL;
  if (server === undefined) throw new Error('TEST_POSTGRES_URL is not set: run these tests by npm test');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = async (sql: string) => {
    const client = new pg.Client(server);
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await admin(`CREATE DATABASE ${name}`);
  cleanUp.push(() => admin(`DROP DATABASE ${name} WITH (FORCE)`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
