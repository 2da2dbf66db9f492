import { setTimeout as sleep } from 'node:timers/promises';
import { Audit } from './lib/audit.ts';
import { ReplayingClient } from './lib/client.ts';
import { Gate } from './lib/gate.ts';
import { Ledger } from './lib/ledger.ts';
import { readOptions } from './lib/options.ts';
import { freePort } from './lib/port.ts';
import { startPostgres } from './lib/postgres.ts';
import { checkDatabase, createOrganizations } from './lib/program.ts';
import { showProgress } from './lib/progress.ts';
import { startServer } from './lib/server.ts';
import { Table } from './lib/table.ts';
import { giveUp, temporaryDirectory } from './lib/teardown.ts';
import { Writers } from './lib/writers.ts';

// Kills a server of ours at random moments under 64 writers and starts it again on the same database, round after
// round, and counts the answered writes that aren't there (lost) and the creates that are there twice (duplicates), at every
// start what is new, at the end everything. Exits 1 on any.

const { rounds, database, logs } = readOptions({ rounds: '200', database: 'both' });
const table = new Table(
  ...['database', 'kills', 'opened', 'creates 200', 'changes 200', 'replays'],
  ...['lost', 'duplicates', 'refused', 'slowest start ms', 'seconds'],
);
const kinds = database === 'both' ? ['sqlite', 'postgres'] : [database];
let faults = 0;
for (const kind of kinds) faults += await play(kind, await createDatabase(kind));
console.log(faults === 0 ? 'Nothing lost, nothing twice.' : `${faults} faults.`);
process.exit(faults === 0 ? 0 : 1);

async function createDatabase(kind: string): Promise<string> {
  if (kind === 'sqlite') return `file:${temporaryDirectory('crash')}/workspaced.db`;
  if (kind === 'postgres') return (await startPostgres()).createDatabase('crash');
  giveUp('--database is sqlite, postgres or both');
}

/** All rounds on one database; gives the number of faults. */
async function play(kind: string, address: string): Promise<number> {
  const begun = performance.now();
  const options = { database: address, port: await freePort(), log: `${logs}/${kind}.log` };
  let server = await startServer(options);
  const keys = await createOrganizations(address, 8);
  const gate = new Gate();
  const clients = keys.map((key) => new ReplayingClient(server.baseURL, key, () => gate.passed()));
  const readers = keys.map((key) => new ReplayingClient(server.baseURL, key));
  const ledger = new Ledger();
  const writers = new Writers(Array.from({ length: 8 }, () => clients).flat(), ledger, kind);
  const audit = new Audit(ledger);
  let opened = 0;
  let slowestStart = 0;

  for (let round = 1; round <= rounds; round++) {
    gate.open();
    await sleep(killMoment());
    gate.close();
    server.kill('SIGKILL');
    await server.exited;
    const starting = performance.now();
    server = await startServer(options);
    slowestStart = Math.max(slowestStart, performance.now() - starting);
    await Promise.all([checkDatabase(address), audit.recent(readers)]);
    opened++;
    showProgress(kind, round, rounds);
  }
  gate.open();
  await writers.stop();
  await audit.everything(readers);
  await checkDatabase(address);
  server.kill('SIGTERM');
  await server.exited;

  const replays = clients.reduce((sum, client) => sum + client.replays, 0);
  const { lost, duplicates } = audit;
  const { refusals } = ledger;
  table.row(
    ...[kind, rounds, opened, ledger.entries.size, ledger.changes, replays],
    ...[lost.size, duplicates.size, refusals.length],
    ...[Math.round(slowestStart), Math.round((performance.now() - begun) / 1000)],
  );
  for (const message of new Set(refusals)) console.error(`refused: ${message}`);
  return lost.size + duplicates.size + refusals.length;
}

/** When to kill, in milliseconds after the clients are let in: half the time while they replay, else in full flight. */
function killMoment(): number {
  return Math.random() * (Math.random() < 0.5 ? 30 : 1000);
}
