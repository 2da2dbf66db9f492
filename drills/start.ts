import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReplayingClient } from './lib/client.ts';
import { readOptions } from './lib/options.ts';
import { freePort } from './lib/port.ts';
import { startPostgres } from './lib/postgres.ts';
import { showProgress } from './lib/progress.ts';
import { query } from './lib/query.ts';
import { adminKey, startServer } from './lib/server.ts';

// Starts three servers of ours at once on an empty PostgreSQL database, round after round: each of them comes up without
// an error, and together they make one set of tables and one organization. Exits 1 on anything else.

const { rounds, logs } = readOptions({ rounds: '50' });
const migrations = globSync(join(import.meta.dirname, '../src/db/migrations/*.postgres.sql')).length;
const expected = { migrations, organizations: 1, keys: 1, defaults: 1 };
const postgres = await startPostgres();
const begun = performance.now();
let faults = 0;
for (let round = 1; round <= rounds; round++) {
  const complaints = await play(`start_${round}`);
  faults += complaints.length;
  for (const complaint of complaints) console.error(`round ${round}: ${complaint}`);
  showProgress('start', round, rounds);
}
const seconds = Math.round((performance.now() - begun) / 1000);
console.log(`${rounds} rounds of 3 servers at once, ${faults} faults, ${seconds} s.`);
process.exit(faults === 0 ? 0 : 1);

/** One start of three on a new database; gives what was wrong with it. */
async function play(name: string): Promise<string[]> {
  const complaints: string[] = [];
  const database = await postgres.createDatabase(name);
  const log = `${logs}/${name}.log`;
  const ports = [await freePort(), await freePort(), await freePort()];
  const started = await Promise.allSettled(ports.map((port) => startServer({ database, port, log })));
  const servers = started.filter((each) => each.status === 'fulfilled').map(({ value }) => value);
  if (servers.length < 3) complaints.push(`${servers.length} of 3 servers came up`);

  const [made] = await query(
    database,
    `select (select count(*)::int from schema_migrations) as migrations,
            (select count(*)::int from organizations) as organizations,
            (select count(*)::int from admin_keys) as keys,
            (select count(*)::int from workspaces where is_default = 1) as defaults`,
  );
  if (JSON.stringify(made) !== JSON.stringify(expected)) complaints.push(`made ${JSON.stringify(made)}`);

  const clients = servers.map(({ baseURL }) => new ReplayingClient(baseURL, adminKey));
  await Promise.all(clients.map((client, index) => client.create({ name: `by ${index}` })));
  for (const client of clients) {
    const { length } = await client.list();
    if (length !== clients.length)
      complaints.push(`a server lists ${length} of ${clients.length} workspaces`);
  }

  for (const server of servers) server.kill('SIGTERM');
  const codes = await Promise.all(servers.map(({ exited }) => exited));
  if (codes.some((code) => code !== 0)) complaints.push(`the servers ended with ${codes.join(', ')}`);
  const errors = readFileSync(log, 'utf8').match(/^.*"level":"?(50|60|error|fatal).*$/gm) ?? [];
  return [...complaints, ...errors];
}
