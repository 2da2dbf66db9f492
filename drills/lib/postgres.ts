import { chmodSync } from 'node:fs';
import { startPostgres as startIn } from '../../tests/postgres.ts';
import { stopPostmasterAtExit } from './postmaster.ts';
import { query } from './query.ts';
import { temporaryDirectory } from './teardown.ts';

/** A PostgreSQL of the drill's own. */
export interface Postgres {
  /** Makes an empty database and gives its address. */
  createDatabase(name: string): Promise<string>;
}

/** Starts the PostgreSQL that npm brings, as durable as it is by default; it goes when the drill ends. */
export async function startPostgres(): Promise<Postgres> {
  const directory = temporaryDirectory('postgres');
  chmodSync(directory, 0o711);
  stopPostmasterAtExit(`${directory}/data`);
  const { url } = await startIn(directory);
  return {
    async createDatabase(name) {
      await query(url, `create database ${name}`);
      return new URL(name, url).href;
    },
  };
}
