import { join } from 'node:path';
import type { Request } from '../harness/load.ts';
import { type Contender, compete, type Scene } from '../harness/rounds.ts';
import { seed } from '../harness/seed.ts';
import { type Server, startBare, startDatabase, startOurs } from '../harness/servers.ts';
import { work } from '../harness/work.ts';
import { loadWith, type Operation, operationsOn, warmUp } from './operations.ts';
import type { Plan } from './plan.ts';

/** More than the archives that one load could do, at this many a second. */
const archives = { sqlite: 30_000, postgres: 20_000 };

/** No aim is about it. */
const leftOutInAHurry = 'get, the same one';

/** Every operation: what `node:http` can do at most, and our server on both databases. */
export async function measureEveryOperation(plan: Plan): Promise<Scene[]> {
  await using running = new AsyncDisposableStack();
  const sqlite = await fill(`file:${join(work, 'every-operation.db')}`, archives.sqlite, plan);
  const onSqlite = running.use(await startOurs('on-sqlite', sqlite.url));
  const { url } = running.use(await startDatabase());
  const postgres = await fill(url, archives.postgres, plan);
  const onPostgres = running.use(await startOurs('on-postgres', url));
  const servers = [
    { name: 'SQLite', server: onSqlite, operations: sqlite.operations },
    { name: 'PostgreSQL', server: onPostgres, operations: postgres.operations },
  ];
  for (const { server, operations } of servers) await warmUp(server, operations[0] as Operation, plan);
  const scenes: Scene[] = [];
  for (const [index, operation] of sqlite.operations.entries()) {
    if (plan.quick && operation.name === leftOutInAHurry) continue;
    const [sent, ...others] = operation.requests();
    if (sent === undefined) throw new Error(`nothing to send for ${operation.name}`);
    await using bare = await startCeiling(sent, operation.headers, onSqlite);
    const ceiling: Operation = {
      name: operation.name,
      headers: operation.headers,
      once: false,
      requests: () => [sent, ...others],
    };
    await warmUp(bare, ceiling, plan);
    if (sent.method === 'POST' && !operation.once) {
      for (const { server, operations } of servers) {
        await warmUp(server, operations[index] as Operation, plan);
      }
    }
    for (const connections of plan.connections) {
      const how = { connections, seconds: plan.seconds };
      const contenders: Contender[] = [
        { name: 'node:http', measure: () => loadWith(bare, ceiling, how) },
        ...servers.map(({ name, server, operations }) => ({
          name,
          measure: () => loadWith(server, operations[index] as Operation, how),
        })),
      ];
      scenes.push(await compete({ name: operation.name, connections, rounds: plan.rounds }, contenders));
    }
  }
  return scenes;
}

async function fill(url: string, archivesInASecond: number, plan: Plan) {
  const inARound = archivesInASecond * plan.seconds;
  const loads = 1 + (plan.rounds + 1) * plan.connections.length;
  const [main, spare] = await seed(url, [10_000, loads * inARound]);
  if (main === undefined || spare === undefined) throw new Error('the database was not filled');
  return { url, operations: operationsOn(main, spare, inARound) };
}

/** `node:http` that answers what our server answers to the request, after parsing its body where it has one. */
async function startCeiling(
  { method, path, body }: Request,
  headers: Record<string, string>,
  ours: Server,
): Promise<Server> {
  const response = await fetch(ours.url + path, { method, headers, ...(body !== undefined && { body }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${text}`);
  return startBare('node-http', text, body === undefined ? 'send' : 'parse');
}
