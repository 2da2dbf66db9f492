import { join } from 'node:path';
import type { Request } from '../harness/load.ts';
import { compete, type Scene } from '../harness/rounds.ts';
import { type SeededOrganization, seed } from '../harness/seed.ts';
import { type Server, startOurs } from '../harness/servers.ts';
import { work } from '../harness/work.ts';
import { headersFor } from './operations.ts';
import type { Plan } from './plan.ts';

export interface Scale {
  scenes: Scene[];
  /** Resident MB of each server, after all of it. */
  memory: Record<string, number>;
}

const scenes = [
  'get',
  'list of 20, newest',
  'list of 20, anywhere',
  'summary',
  'search, newest 20 and their total',
  'search by name',
] as const;

interface Filled {
  name: string;
  server: Server;
  requests: Record<(typeof scenes)[number], Request[]>;
}

const collection = '/v1/organizations/workspaces';
const different = 50_000;
/** Every answer is read from the database: what is measured is how reading grows, not how much of it memory holds. */
const flags = ['--answer-cache', '0'];

/** Reading among few and many workspaces, of one organization and of many: one by one. */
export async function measureScale(plan: Plan): Promise<Scale> {
  const many = plan.quick ? 100_000 : 1_000_000;
  const organizations = plan.quick ? 1000 : 10_000;
  await using running = new AsyncDisposableStack();
  const filled: Filled[] = [];
  const between = plan.quick ? [] : [[10_000]];
  for (const sizes of [[100], ...between, [many], Array<number>(organizations).fill(many / organizations)]) {
    const one = await fill(sizes);
    running.use(one.server);
    filled.push(one);
  }
  const measured: Scene[] = [];
  for (const name of scenes) {
    const contenders = filled.map(({ name: size, server, requests }) => ({
      name: size,
      measure: () => server.probe({ seconds: plan.seconds, headers: {}, requests: requests[name] }),
    }));
    measured.push(await compete({ name, connections: 1, rounds: plan.rounds }, contenders));
  }
  return {
    scenes: measured,
    memory: Object.fromEntries(filled.map(({ name, server }) => [name, server.child.memory])),
  };
}

async function fill(sizes: number[]): Promise<Filled> {
  const total = sizes.reduce((sum, size) => sum + size, 0).toLocaleString('en');
  const name = sizes.length === 1 ? total : `${total} in ${sizes.length.toLocaleString('en')} organizations`;
  const database = join(work, `scale-${sizes.length}-${sizes[0]}.db`);
  const organizations = await seed(`file:${database}`, sizes);
  const server = await startOurs(`scale-${sizes.length}-${sizes[0]}`, `file:${database}`, { flags });
  const requests = (path: (id: string) => string) =>
    Array.from({ length: different }, (): Request => {
      const organization = any(organizations) as SeededOrganization;
      const headers = headersFor(organization.key);
      return { method: 'GET', path: path(any(organization.workspaces)), headers };
    });
  return {
    name,
    server,
    requests: {
      get: requests((id) => `${collection}/${id}`),
      'list of 20, newest': requests(() => collection),
      'list of 20, anywhere': requests((id) => `${collection}?after_id=${id}`),
      summary: requests(() => '/x/v1/workspaces/summary'),
      'search, newest 20 and their total': requests(() => '/x/v1/workspaces'),
      'search by name': requests(() => '/x/v1/workspaces?name=staging'),
    },
  };
}

const any = <T>(values: readonly T[]): T => values[Math.floor(Math.random() * values.length)] as T;
