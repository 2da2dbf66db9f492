import { findUntold } from '../src/api/activities/check.ts';
import { openDatabase } from '../src/db/open.ts';
import { startServer } from '../src/server.ts';
import { play, World } from '../tests/operations/feed-model.ts';
import { readOptions } from './lib/options.ts';
import { startPostgres } from './lib/postgres.ts';
import { showProgress } from './lib/progress.ts';
import { Table } from './lib/table.ts';
import { giveUp, temporaryDirectory } from './lib/teardown.ts';

// Runs random commands, 64 at a time, and compares what the activity feed tells with what is stored, after every thousand
// and at the end. Exits 1 on any difference.

const { rounds, database } = readOptions({ rounds: '100000', database: 'both' });
const table = new Table('database', 'commands', 'seed', 'differences', 'seconds');
const step = 1000;
let faults = 0;
for (const kind of database === 'both' ? ['sqlite', 'postgres'] : [database]) {
  faults += await drill(kind, await createDatabase(kind));
}
console.log(faults === 0 ? 'The feed tells everything.' : `${faults} differences.`);
process.exit(faults === 0 ? 0 : 1);

async function createDatabase(kind: string): Promise<string> {
  if (kind === 'sqlite') return `file:${temporaryDirectory('feed')}/workspaced.db`;
  if (kind === 'postgres') return (await startPostgres()).createDatabase('feed');
  giveUp('--database is sqlite, postgres or both');
}

/** All commands on one database; gives the number of differences. */
async function drill(kind: string, address: string): Promise<number> {
  const begun = performance.now();
  const server = await startServer({ database: address, workspaceLimit: 1_000_000_000 });
  const db = await openDatabase(address);
  const seed = Date.now() % 1_000_000;
  const world = new World(db, server, seed);
  let differences: string[] = [];
  for (let done = 0; done < rounds && differences.length === 0; done += step) {
    await play(world, Math.min(step, rounds - done), 64);
    differences = (await findUntold(db, server.organizationId)) ?? ['the feed could not be compared'];
    showProgress(kind, Math.min(done + step, rounds), rounds);
  }
  await db.close();
  await server.close();
  for (const difference of differences.slice(0, 20)) console.error(difference);
  table.row(kind, rounds, seed, differences.length, Math.round((performance.now() - begun) / 1000));
  return differences.length;
}
