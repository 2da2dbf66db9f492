import { setTimeout as sleep } from 'node:timers/promises';
import { Audit } from './lib/audit.ts';
import { ReplayingClient } from './lib/client.ts';
import { Cluster } from './lib/cluster.ts';
import { Ledger } from './lib/ledger.ts';
import { officialClient } from './lib/official-client.ts';
import { readOptions } from './lib/options.ts';
import { freePort } from './lib/port.ts';
import { createOrganizations } from './lib/program.ts';
import { isReady, readClaims, type Server, startServer } from './lib/server.ts';
import { Table } from './lib/table.ts';
import { giveUp } from './lib/teardown.ts';
import { Writers } from './lib/writers.ts';

// Kills the leader of a replicated PostgreSQL under three servers of ours at full speed, round after round, and counts
// what was answered and isn't there (lost) or is there twice (duplicates). Exits 1 on any. The column `claimed` has the creates
// that were durable when the leader died, not answered, and found again by their replays: each would have been a duplicate.

const { rounds, logs } = readOptions({ rounds: '10' });
const begun = performance.now();
console.error('Setting up three PostgreSQL nodes, Patroni, etcd, HAProxy and three servers.');
const cluster = await Cluster.start(logs);
const servers: Server[] = [];
for (const name of ['server-1', 'server-2', 'server-3']) servers.push(await start(name));

// Each of twelve organizations is written to through all three servers, two also by the official library and its patience.
const keys = await createOrganizations(cluster.url, 12);
const targets = servers.map(({ baseURL }) => ({
  baseURL,
  clients: keys.map((key) => new ReplayingClient(baseURL, key)),
  patient: keys.slice(0, 2).map((key) => officialClient(baseURL, key)),
}));
type Target = (typeof targets)[number];

const ledger = new Ledger();
const audit = new Audit(ledger);
const table = new Table(
  ...['round', 'killed', 'promoted', 'creates 200', 'changes 200', 'replays', 'claimed'],
  ...['lost', 'duplicates', 'refused', 'gap ms', 'recovered'],
);
let unrecovered = 0;
for (let round = 1; round <= rounds; round++) await play(round);
const { lost, duplicates, refused } = await counts();
const faults = lost + duplicates + refused + unrecovered;
const seconds = Math.round((performance.now() - begun) / 1000);
console.log(`${faults === 0 ? 'Nothing lost, nothing twice' : `${faults} faults`}, ${seconds} s in all.`);
process.exit(faults === 0 ? 0 : 1);

async function start(name: string): Promise<Server> {
  const log = `${logs}/${name}.log`;
  const server = await startServer({ database: cluster.url, port: await freePort(), log });
  server.exited.then((code) => giveUp(`${name} ended by itself (${code}); --logs DIRECTORY keeps its log.`));
  return server;
}

/** One failover and the return of the killed node, under load. */
async function play(round: number): Promise<void> {
  const before = await counts();
  ledger.takeLongestGap();
  const all = targets.flatMap(({ clients, patient }) => [...clients, ...patient]);
  const writers = new Writers(all, ledger, `round-${round}`);
  await sleep(1000 + Math.random() * 2000);
  const killed = await cluster.leader();
  killed.kill();
  const promoted = await cluster.successor(killed);
  const recovered = await Promise.all(targets.map((target) => recovers(target, round)));
  await sleep(2000);
  killed.start();
  await cluster.whole();
  await writers.stop();

  const gap = ledger.takeLongestGap();
  await audit.everything((targets[round % 3] as Target).clients);
  const after = await counts();
  const back = recovered.filter(Boolean).length;
  unrecovered += 3 - back;
  table.row(
    ...[round, killed.name, promoted.name, after.creates - before.creates, after.changes - before.changes],
    ...[
      after.replays - before.replays,
      after.claimed - before.claimed,
      after.lost - before.lost,
      after.duplicates - before.duplicates,
    ],
    ...[after.refused - before.refused, gap, `${back} of 3`],
  );
  for (const message of new Set(ledger.refusals.slice(before.refused))) console.error(`refused: ${message}`);
}

/** Whether a server takes writes again and says that it is ready; one that ends by itself ends the drill. */
async function recovers({ baseURL, clients }: Target, round: number): Promise<boolean> {
  for (const [index, client] of clients.entries()) {
    ledger.created(await client.create({ name: `round-${round}-${new URL(baseURL).port}-${index}` }));
  }
  return isReady(baseURL);
}

async function counts() {
  const claims = await Promise.all(servers.map(({ baseURL }) => readClaims(baseURL)));
  return {
    creates: ledger.entries.size,
    changes: ledger.changes,
    replays: targets.flatMap(({ clients }) => clients).reduce((sum, { replays }) => sum + replays, 0),
    claimed: claims.reduce((sum, each) => sum + each),
    lost: audit.lost.size,
    duplicates: audit.duplicates.size,
    refused: ledger.refusals.length,
  };
}
