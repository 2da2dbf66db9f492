import { join } from 'node:path';
import { Child, cores } from '../harness/child.ts';
import type { Figures } from '../harness/load.ts';
import { compete, type Scene } from '../harness/rounds.ts';
import { seed } from '../harness/seed.ts';
import { ourSource, type Server, startOurs } from '../harness/servers.ts';
import { work } from '../harness/work.ts';
import { creates, loadWith, warmUp } from './operations.ts';
import type { Plan } from './plan.ts';

const serversFolder = join(import.meta.dirname, '..', 'servers');
/** Bytes that SQLite syncs at least for a commit of its own: a few pages of its log. */
const appended = 16_384;

/** Durable creates: many in a commit, one commit each through the same server, and what the disk itself can do. */
export async function measureGroupCommit(plan: Plan): Promise<Scene[]> {
  await using grouped = await startWith(ourSource, 'grouped');
  await using alone = await startWith(join(serversFolder, 'one-commit-each.ts'), 'one-commit-each');
  for (const { server, operation } of [grouped, alone]) await warmUp(server, operation, plan);
  const scenes: Scene[] = [];
  for (const connections of plan.connections) {
    const how = { connections, seconds: plan.seconds };
    scenes.push(
      await compete({ name: 'create, commits', connections, rounds: plan.rounds }, [
        { name: 'commits shared', measure: () => loadWith(grouped.server, grouped.operation, how) },
        { name: 'one commit each', measure: () => loadWith(alone.server, alone.operation, how) },
        { name: 'appends with fsync, no server', measure: () => measureDisk(plan.seconds) },
      ]),
    );
  }
  return scenes;
}

async function startWith(main: string, name: string) {
  const url = `file:${join(work, `${name}.db`)}`;
  const [organization] = await seed(url, [1000]);
  if (organization === undefined) throw new Error('the database was not filled');
  const server: Server = await startOurs(name, url, { main });
  const stop = () => server[Symbol.asyncDispose]();
  return { server, operation: creates(organization), [Symbol.asyncDispose]: stop };
}

async function measureDisk(seconds: number): Promise<Figures> {
  const script = join(serversFolder, 'disk.js');
  const command = [process.execPath, script, join(work, 'disk'), String(seconds), String(appended)];
  await using child = new Child(command, { core: cores.server, log: join(work, 'disk.log') });
  await child.ended();
  const nothing = {
    p50: Number.NaN,
    p99: Number.NaN,
    requests: Number.NaN,
    cpu: Number.NaN,
    loadShare: Number.NaN,
  };
  return { rate: Number(child.output), ...nothing };
}
