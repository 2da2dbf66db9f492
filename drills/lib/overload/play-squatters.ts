import { readFileSync } from 'node:fs';
import { ReplayingClient } from '../client.ts';
import { adminKey } from '../server.ts';
import { giveUp, temporaryDirectory } from '../teardown.ts';
import { waitFor } from '../wait.ts';
import { createBigWorkspaces } from './big-workspaces.ts';
import type { FloodFigures, FloodSetting } from './flood.ts';
import { createOrganization } from './organization.ts';
import { SocketWatch } from './socket-watch.ts';
import type { Stage } from './stage.ts';
import { startNewcomers } from './start-newcomers.ts';
import { Worker } from './worker.ts';

type Manner = Pick<FloodSetting, 'texts' | 'every' | 'reads'>;

const path = '/v1/organizations/workspaces';
const ask = (what: string, ...headers: string[]) =>
  [`${what} HTTP/1.1`, 'host: 127.0.0.1', ...headers].join('\r\n');
const once = (...texts: string[]): Manner => ({ texts, every: 0, reads: 'all' });
/** Whoever reads nothing learns only by sending again that it was cut. */
const unread = (query: string, key: string): Manner => ({
  texts: [`${ask(`GET ${path}?${query}`, `x-api-key: ${key}`)}\r\n\r\n`],
  every: 3000,
  reads: 'nothing',
});

/** What the squatters do with their connections; `key` is theirs, of an organization with large workspaces. */
const manners: Record<string, (key: string) => Manner> = {
  silent: () => once(),
  'one-byte': () => once('G'),
  'half-head': () => once(ask(`GET ${path}`, '')),
  'half-body': (key) => once(`${ask(`POST ${path}`, `x-api-key: ${key}`, 'content-length: 1000')}\r\n\r\n{`),
  garbage: () => once('\u0016\u0003\u0001 this is not HTTP\r\n\r\n'),
  unread: (key) => unread('ids[]=none', key),
};
/** In MB, what a kernel takes of an answer on loopback although nobody reads it. */
const takenUnread = 2.7;
const longest = { wait: 2000, ended: 1500 };

/** The scenarios of squatters by name. */
export const squatterScenarios = Object.keys(manners).map((manner) => `squatters/${manner}`);

/** More connections than a server takes by default, held for nothing, while a new client comes each 250 ms. */
export async function playSquatters(stage: Stage): Promise<void> {
  if (squatterScenarios.some((scenario) => stage.plays(scenario))) requireOpenFiles(11_000);
  for (const [name, manner] of Object.entries(manners)) {
    const scenario = `squatters/${name}`;
    if (stage.plays(scenario)) await play(stage, scenario, manner);
  }
}

async function play(stage: Stage, scenario: string, manner: (key: string) => Manner): Promise<void> {
  const { verdicts } = stage;
  const database = `file:${temporaryDirectory('overload')}/workspaced.db`;
  const server = await stage.startServer(scenario, database);
  const { id } = await new ReplayingClient(server.baseURL, adminKey).create({ name: 'Newcomer’s' });
  const key = await createOrganization(database, 100);
  await createBigWorkspaces(new ReplayingClient(server.baseURL, key), 100);
  const sockets = new SocketWatch(server.port);
  const floods = startFloods(server.port, stage.squatters, manner(key));
  if (scenario === 'squatters/unread') {
    const connections = mostUnread();
    console.error(`${scenario}: ${connections} more connections read nothing of a large page.`);
    floods.push(startFlood(server.port, 1, connections, unread('limit=1000', key)));
  }
  await untilFirstCut(floods, stage.squatters);

  const newcomers = startNewcomers(server.baseURL, ['/healthz', `${path}/${id}`]);
  await stage.endure(scenario, server, 30);

  const { admitted, shutOut, refusals, longest: wait, lastRefusal } = await newcomers.stop();
  const figures = await Promise.all(floods.map((flood) => flood.stop()));
  sockets.stop();
  await stage.end(server);
  const sum = (name: keyof FloodFigures) => figures.reduce((total, each) => total + each[name], 0);
  verdicts.figure(scenario, 'connections that squatters opened', sum('opened'));
  verdicts.figure(scenario, 'of them cut or refused', sum('cut'));
  verdicts.figure(scenario, 'sockets that the server held at most', sockets.mostHeld);
  verdicts.figure(scenario, 'longest that it held one it had ended, ms', sockets.longestEnded, longest.ended);
  verdicts.figure(scenario, 'most memory, MB', server.memory.highWater);
  verdicts.figure(scenario, 'newcomers who got in', admitted);
  verdicts.figure(scenario, 'newcomers who gave up after 5 s', shutOut, 0);
  verdicts.figure(scenario, 'attempts of theirs that were refused', refusals);
  verdicts.figure(scenario, 'longest wait of a newcomer, ms', wait, longest.wait);
  if (lastRefusal !== '') console.error(`${scenario}: a newcomer was last refused by: ${lastRefusal}`);
}

/** Squatters from four addresses, each in a process of its own; one address is that of the newcomers. */
function startFloods(port: number, squatters: number, manner: Manner): Worker<FloodFigures>[] {
  return [1, 2, 3, 4].map((number) => startFlood(port, number, Math.ceil(squatters / 4), manner));
}

function startFlood(port: number, number: number, connections: number, manner: Manner): Worker<FloodFigures> {
  const setting: FloodSetting = { port, from: `127.0.0.${number}`, connections, pace: 500, ...manner };
  return new Worker('flood', setting);
}

/** Until the server has cut or refused one; where it takes them all, until they are there. */
async function untilFirstCut(floods: Worker<FloodFigures>[], squatters: number): Promise<void> {
  await waitFor('the squatters are there', 60, async () => {
    const figures = await Promise.all(floods.map((flood) => flood.figures()));
    const open = figures.reduce((sum, each) => sum + each.open, 0);
    return open >= squatters || figures.some(({ cut }) => cut > 0);
  });
}

/** As many as leave the kernel its memory for connections: beyond that, nobody on the machine gets through. */
function mostUnread(): number {
  const [pages = 0] = readFileSync('/proc/sys/net/ipv4/tcp_mem', 'latin1').split('\t').map(Number);
  return Math.floor((pages * 4096 * 0.6) / 1e6 / takenUnread);
}

/** Node takes as many open files as it may; how many that are is the shell's to say. */
function requireOpenFiles(needed: number): void {
  const report = process.report.getReport() as { userLimits: { open_files: { hard: number | string } } };
  const { hard } = report.userLimits.open_files;
  if (Number(hard) < needed) {
    giveUp(`This drill needs ${needed} open files a process; the shell allows ${hard}: see ulimit -Hn.`);
  }
}
