import { cores } from '../harness/child.ts';
import type { Figures } from '../harness/load.ts';
import { compete, type Scene } from '../harness/rounds.ts';
import type { SeededOrganization } from '../harness/seed.ts';
import { type Server, startOurs } from '../harness/servers.ts';
import { mix } from './mix.ts';
import { loadWith, longWarmUp, type Operation, warmUp } from './operations.ts';
import type { Plan } from './plan.ts';

const connections = 64;

/**
 * The mixed load of an organization on one server, and on it and a second one of the same database, each with half of the
 * connections. The second one is warmed up with another organization.
 */
export async function measureTwoServers(
  first: Server,
  url: string,
  [organization, another]: readonly [SeededOrganization, SeededOrganization],
  plan: Plan,
): Promise<Scene> {
  await using second = await startOurs('second', url, { core: cores.secondServer });
  // The first one has been under load before.
  await warmUp(second, mix('mixed', [another]), plan, longWarmUp);
  const contender = (name: string, servers: readonly Server[]) => {
    const operations = servers.map((_, index) => mix('mixed', [organization], index));
    return { name, measure: () => loadAll(servers, operations, plan.seconds) };
  };
  return await compete({ name: 'mixed on PostgreSQL', connections, rounds: plan.rounds }, [
    contender('one server', [first]),
    contender('two servers', [first, second]),
  ]);
}

/** Loads all servers at the same time: the sum of their rates, the worst of their latencies. */
async function loadAll(
  servers: readonly Server[],
  operations: readonly Operation[],
  seconds: number,
): Promise<Figures> {
  const how = { connections: connections / servers.length, seconds };
  const parts = await Promise.all(
    servers.map((server, index) => loadWith(server, operations[index] as Operation, how)),
  );
  const sum = (of: (part: Figures) => number) => parts.reduce((total, part) => total + of(part), 0);
  const requests = sum((part) => part.requests);
  return {
    rate: sum(({ rate }) => rate),
    p50: Math.max(...parts.map(({ p50 }) => p50)),
    p99: Math.max(...parts.map(({ p99 }) => p99)),
    requests,
    cpu: sum((part) => part.cpu * part.requests) / requests,
    loadShare: sum(({ loadShare }) => loadShare),
  };
}
