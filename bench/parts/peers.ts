import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { progress } from '../harness/progress.ts';
import { compete, type Scene } from '../harness/rounds.ts';
import { seed } from '../harness/seed.ts';
import { startOurs } from '../harness/servers.ts';
import { work } from '../harness/work.ts';
import { startBetterAuth } from '../peers/better-auth.ts';
import { startJsonServer } from '../peers/json-server.ts';
import { startMockoon } from '../peers/mockoon.ts';
import { type Compared, filled, peersFolder } from '../peers/peer.ts';
import { startPrism } from '../peers/prism.ts';
import { creates, gets, headersFor, lists, loadWith } from './operations.ts';
import type { Plan } from './plan.ts';

export interface Peers {
  scenes: Scene[];
  setUps: { name: string; keepsState: boolean; setUp: string }[];
}

/** Get, list of 20 and create, as each of the peers has them. */
export async function measurePeers(plan: Plan): Promise<Peers> {
  install();
  const database = `file:${join(work, 'peers.db')}`;
  const [organization] = await seed(database, [filled]);
  if (organization === undefined) throw new Error('the database was not filled');
  await using running = new AsyncDisposableStack();
  const ours = running.use(await startOurs('ours-beside-peers', database));
  const openapi = await (await fetch(`${ours.url}/openapi.json`)).text();
  const one = `${ours.url}${gets(organization).requests()[0]?.path}`;
  const workspace = await (await fetch(one, { headers: headersFor(organization.key) })).text();
  const peers = [];
  const keepers = [() => startJsonServer(workspace), startBetterAuth];
  const mocks = [() => startPrism(openapi, organization.key), () => startMockoon(openapi, organization.key)];
  const all = plan.quick ? keepers : [...keepers, ...mocks];
  for (const startPeer of all) {
    progress(`starting peer ${peers.length + 1} of ${all.length}`);
    const peer = await startPeer();
    running.use(peer.server);
    peers.push(peer);
  }
  const operations: Record<Compared, ReturnType<typeof gets>> = {
    get: gets(organization),
    'list of 20': lists(organization),
    create: creates(organization),
  };
  const how = { connections: 64, seconds: plan.seconds };
  const scenes: Scene[] = [];
  for (const name of Object.keys(operations) as Compared[]) {
    const contenders = [
      { name: 'workspaced', measure: () => loadWith(ours, operations[name], how) },
      ...peers.map((peer) => ({
        name: peer.name,
        measure: () => loadWith(peer.server, peer.operations[name], how),
      })),
    ];
    scenes.push(await compete({ name, connections: 64, rounds: plan.rounds }, contenders));
  }
  return { scenes, setUps: peers.map(({ name, keepsState, setUp }) => ({ name, keepsState, setUp })) };
}

/** The peers are no dependencies of the project: they are installed when they are measured. */
function install(): void {
  if (existsSync(join(peersFolder, 'node_modules'))) return;
  progress('installing the peers');
  execFileSync('npm', ['ci', '--prefix', peersFolder, '--no-progress'], { stdio: 'ignore' });
}
