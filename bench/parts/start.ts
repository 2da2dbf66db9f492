import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child, cores, freePort } from '../harness/child.ts';
import { progress } from '../harness/progress.ts';
import { medians } from '../harness/rounds.ts';
import { seed } from '../harness/seed.ts';
import { ourMain, startBare, startOurs } from '../harness/servers.ts';
import { work } from '../harness/work.ts';
import { gets, loadWith } from './operations.ts';
import type { Plan } from './plan.ts';

/** Milliseconds from the start of the process to the first answer with 200, and MB that it then holds. */
export interface Started {
  milliseconds: number;
  atRest: number;
}

export interface Start {
  started: Record<string, Started>;
  /** The same over that of `node:http`, round by round. */
  ratios: Record<string, Started>;
  /** MB after get by 64 connections. */
  underLoad: Record<string, number>;
}

const bare = join(import.meta.dirname, '..', 'servers', 'bare.js');

/** How fast it starts and how much memory it takes, against `node:http`. */
export async function measureStart(plan: Plan): Promise<Start> {
  const database = `file:${join(work, 'start.db')}`;
  const [organization] = await seed(database, [1000]);
  if (organization === undefined) throw new Error('the database was not filled');
  const commands: Record<string, string[]> = {
    'node:http': [bare, 'PORT'],
    'workspaced dev': [ourMain, 'dev', '--port', 'PORT'],
    'workspaced serve': [ourMain, 'serve', '--port', 'PORT', '--database', database],
  };
  const rounds: Record<string, Started>[] = [];
  for (let round = 0; round <= plan.rounds * 2; round++) {
    progress(`start, round ${round}/${plan.rounds * 2}`);
    const measured: Record<string, Started> = {};
    for (const [name, command] of Object.entries(commands)) measured[name] = await startOnce(command);
    if (round > 0) rounds.push(measured);
  }
  const each = (of: (round: Record<string, Started>, name: string) => Started) =>
    Object.fromEntries(
      Object.keys(commands).map((name) => [name, medians(rounds.map((round) => of(round, name)))]),
    );
  const operation = gets(organization);
  const how = { connections: 64, seconds: plan.quick ? 1 : 2 };
  progress('memory under load');
  await using ceiling = await startBare('memory-bare', '{"status":"ok"}');
  await using ours = await startOurs('memory-ours', database);
  await loadWith(ceiling, operation, how);
  await loadWith(ours, operation, how);
  return {
    started: each((round, name) => round[name] as Started),
    ratios: each((round, name) => over(round[name] as Started, round['node:http'] as Started)),
    underLoad: { 'node:http': ceiling.child.memory, 'workspaced serve': ours.child.memory },
  };
}

async function startOnce(command: string[]): Promise<Started> {
  const port = await freePort();
  const arguments_ = command.map((part) => part.replace('PORT', String(port)));
  const started = performance.now();
  await using child = new Child([process.execPath, ...arguments_], {
    core: cores.server,
    log: join(work, 'start.log'),
  });
  await child.answers(`http://127.0.0.1:${port}/healthz`, 200, 1);
  const milliseconds = performance.now() - started;
  await sleep(500);
  return { milliseconds, atRest: child.memory };
}

const over = (us: Started, them: Started): Started => ({
  milliseconds: us.milliseconds / them.milliseconds,
  atRest: us.atRest / them.atRest,
});
