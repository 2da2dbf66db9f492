import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { newAdminKey } from '../../src/api/admin-keys/key.ts';
import { migrationsFor } from '../../src/db/migrate.ts';
import { startServer } from '../../src/server.ts';
import { print } from '../cli/program.ts';
import { postgresUrl } from '../databases.ts';

/** A connection to a database of the first version. */
async function oldDatabase(): Promise<{ url: string; client: pg.Client }> {
  const url = await postgresUrl();
  const client = new pg.Client(url);
  await client.connect();
  await client.query(migrationsFor('postgres')[0]?.sql ?? '');
  await client.query(
    `CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL);
     INSERT INTO schema_migrations VALUES (1, 'initial', 'then')`,
  );
  return { url, client };
}

/** Makes migrations take longer than a call may. */
async function slowly<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN; LOCK TABLE organizations');
  const done = work();
  await sleep(1500);
  await client.query('COMMIT');
  await client.end();
  return done;
}

test('a migration at the start of a server may take longer than a call', async () => {
  const { url, client } = await oldDatabase();
  const options = { database: url, databaseTimeout: 300, databaseStartTimeout: 0, adminKey: newAdminKey() };
  await using server = await slowly(client, () => startServer(options));
  assert.equal((await fetch(`${server.baseURL}/readyz`)).status, 200);
});

test('so may one by the command', async () => {
  const { url, client } = await oldDatabase();
  const variables = { DATABASE_URL: url, WORKSPACED_DATABASE_TIMEOUT: '300' };
  const said = await slowly(client, () => print(['migrate'], variables));
  assert.match(said, /The database has version \d+\./);
});
