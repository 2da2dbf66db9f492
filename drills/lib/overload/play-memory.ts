import { ReplayingClient } from '../client.ts';
import { adminKey } from '../server.ts';
import { temporaryDirectory } from '../teardown.ts';
import { waitFor } from '../wait.ts';
import { createBigWorkspaces } from './big-workspaces.ts';
import type { CallerFigures, CallerSetting } from './caller.ts';
import type { FloodFigures, FloodSetting } from './flood.ts';
import { createOrganization } from './organization.ts';
import type { Stage } from './stage.ts';
import { Worker } from './worker.ts';

/** What 200 clients do with the pages that they ask for again and again. */
const manners: Record<string, FloodSetting['reads']> = { unread: 'nothing', slow: 'slowly' };
const most = { memory: 600, wait: 500 };

/** The scenarios of memory by name. */
export const memoryScenarios = Object.keys(manners).map((manner) => `memory/${manner}`);

/** The largest pages that can be had, asked for by clients that read nothing of them, or little, on SQLite. */
export async function playMemory(stage: Stage): Promise<void> {
  const scenarios = memoryScenarios.filter((scenario) => stage.plays(scenario));
  if (scenarios.length === 0) return;
  const database = `file:${temporaryDirectory('overload')}/workspaced.db`;
  const target = await prepare(stage, database);
  for (const scenario of scenarios) await play(stage, scenario, database, target);
}

/** What attackers ask for, and what the good client does. */
interface Target {
  requests: string[];
  goodPath: string;
}

/** An organization with 1,000 workspaces as large as they may be, and one workspace of another organization. */
async function prepare(stage: Stage, database: string): Promise<Target> {
  const server = await stage.startServer('memory/prepare', database);
  const { id } = await new ReplayingClient(server.baseURL, adminKey).create({ name: 'Another’s' });
  const key = await createOrganization(database, 1000);
  const client = new ReplayingClient(server.baseURL, key);
  const newest = await createBigWorkspaces(client, 1000);
  await stage.end(server);
  const kilobytes = Buffer.byteLength(JSON.stringify(newest)) / 1000;
  console.error(`memory: a page of 1,000 workspaces has ${kilobytes.toFixed(1)} MB.`);
  const queries = [
    'limit=1000',
    'limit=999',
    'limit=1000&beta={n}',
    'limit=998&beta={n}&include_archived=true',
    'limit=1000&include_default=true&beta={n}',
    `limit=1000&after_id=${newest.id}&beta={n}`,
  ];
  return {
    requests: queries.map(
      (query) =>
        `GET /v1/organizations/workspaces?${query} HTTP/1.1\r\nhost: 127.0.0.1\r\nx-api-key: ${key}\r\n\r\n`,
    ),
    goodPath: `/v1/organizations/workspaces/${id}`,
  };
}

async function play(stage: Stage, scenario: string, database: string, target: Target): Promise<void> {
  const { verdicts } = stage;
  const server = await stage.startServer(scenario, database);
  const good = { baseURL: server.baseURL, key: adminKey, every: 50, patience: 2 };
  const pulse = new Worker<CallerFigures>('caller', { ...good, paths: ['/healthz'] } satisfies CallerSetting);
  const other = new Worker<CallerFigures>('caller', {
    ...good,
    paths: [target.goodPath],
  } satisfies CallerSetting);
  // What the first requests take isn't the attackers' doing.
  await waitFor('the good clients are served', 60, async () => {
    const figures = await Promise.all([pulse.figures(), other.figures()]);
    return figures.every(({ requests }) => requests > 0);
  });
  const flood = new Worker<FloodFigures>('flood', {
    ...{ port: server.port, from: '127.0.0.1', connections: 200, pace: 200 },
    ...{ texts: target.requests, every: 250, reads: manners[scenario.split('/')[1] as string] ?? 'all' },
  } satisfies FloodSetting);
  await stage.endure(scenario, server, 30);

  const [pulseFigures, otherFigures, floodFigures] = await Promise.all([
    pulse.stop(),
    other.stop(),
    flood.stop(),
  ]);
  await stage.end(server);
  verdicts.figure(scenario, 'connections that attackers opened', floodFigures.opened);
  verdicts.figure(scenario, 'of them cut or refused', floodFigures.cut);
  verdicts.figure(scenario, 'most memory seen (VmRSS), MB', server.memory.most, most.memory);
  verdicts.figure(scenario, 'most memory ever (VmHWM), MB', server.memory.highWater, most.memory);
  verdicts.figure(scenario, '/healthz: requests', pulseFigures.requests);
  verdicts.figure(scenario, '/healthz: not answered 200', pulseFigures.failed, 0);
  verdicts.figure(scenario, '/healthz: longest, ms', pulseFigures.longest, most.wait);
  verdicts.figure(scenario, 'get of another organization: requests', otherFigures.requests);
  verdicts.figure(scenario, 'get of another organization: not answered 200', otherFigures.failed, 0);
  verdicts.figure(scenario, 'get of another organization: longest, ms', otherFigures.longest);
  for (const { lastFault } of [pulseFigures, otherFigures]) {
    if (lastFault !== '') console.error(`${scenario}: a good client was last answered: ${lastFault}`);
  }
}
