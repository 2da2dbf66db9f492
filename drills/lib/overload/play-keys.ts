import { ReplayingClient } from '../client.ts';
import { type Postgres, startPostgres } from '../postgres.ts';
import { adminKey } from '../server.ts';
import { waitFor } from '../wait.ts';
import type { CallerFigures, CallerSetting } from './caller.ts';
import type { Stage } from './stage.ts';
import { startNewcomers } from './start-newcomers.ts';
import { Worker } from './worker.ts';
import type { WrongKeysFigures, WrongKeysSetting } from './wrong-keys.ts';

const kinds = ['random', 'same', 'malformed'] as const;
const connections = 1500;
const workspaces = '/v1/organizations/workspaces';

/** The scenarios of wrong keys by name. */
export const keyScenarios: string[] = kinds.map((kind) => `keys/${kind}`);

/** Connections that try wrong keys as fast as they are refused, on PostgreSQL. */
export async function playKeys(stage: Stage): Promise<void> {
  let postgres: Postgres | undefined;
  for (const kind of kinds) {
    if (!stage.plays(`keys/${kind}`)) continue;
    postgres ??= await startPostgres();
    await play(stage, kind, await postgres.createDatabase(`keys_${kind}`));
  }
}

async function play(stage: Stage, kind: WrongKeysSetting['kind'], database: string): Promise<void> {
  const { verdicts } = stage;
  const scenario = `keys/${kind}`;
  const server = await stage.startServer(scenario, database);
  const { id } = await new ReplayingClient(server.baseURL, adminKey).create({ name: 'Good' });
  const attack = new Worker<WrongKeysFigures>('wrong-keys', {
    ...{ port: server.port, connections, kind },
  } satisfies WrongKeysSetting);
  const newcomers = startNewcomers(server.baseURL, ['/healthz', `${workspaces}/${id}`]);
  // Until each has been answered once: a server of Node's accepts one connection in a turn of its loop.
  const started = performance.now();
  await waitFor('all attackers are served', 60, async () => (await attack.figures()).served >= connections);
  const untilServed = performance.now() - started;
  const before = await attack.figures();
  const begun = performance.now();
  const good = new Worker<CallerFigures>('caller', {
    ...{ baseURL: server.baseURL, key: adminKey, every: 0, patience: 5 },
    paths: [`${workspaces}/${id}`, workspaces],
  } satisfies CallerSetting);
  await stage.endure(scenario, server, 15);

  const figures = await good.stop();
  const seconds = (performance.now() - begun) / 1000;
  const { shutOut, longest } = await newcomers.stop();
  const { answers, cut } = await attack.stop();
  await stage.end(server);
  const { 401: refused = 0, 503: overloaded = 0, ...others } = answers;
  const total = (statuses: Record<string, number>) =>
    Object.values(statuses).reduce((sum, each) => sum + each, 0);
  verdicts.figure(scenario, 'until each attacker was answered once, ms', untilServed);
  verdicts.figure(scenario, 'wrong keys a second', (total(answers) - total(before.answers)) / seconds);
  verdicts.figure(scenario, 'answered 401', refused);
  verdicts.figure(scenario, 'answered 503', overloaded);
  verdicts.figure(scenario, 'answered otherwise', total(others), 0);
  verdicts.figure(scenario, 'connections of attackers that were cut', cut);
  verdicts.figure(scenario, 'most memory, MB', server.memory.highWater);
  verdicts.figure(scenario, 'good client: requests', figures.requests);
  verdicts.figure(scenario, 'good client: not answered 200', figures.failed, 0);
  verdicts.figure(scenario, 'good client: p50, ms', figures.p50);
  verdicts.figure(scenario, 'good client: p99, ms', figures.p99, 500);
  verdicts.figure(scenario, 'good client: longest, ms', figures.longest);
  verdicts.figure(scenario, 'newcomers who gave up after 5 s', shutOut);
  verdicts.figure(scenario, 'longest wait of a newcomer, ms', longest);
  if (figures.lastFault !== '')
    console.error(`${scenario}: the good client was last answered: ${figures.lastFault}`);
}
