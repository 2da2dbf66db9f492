import { join } from 'node:path';
import { cores } from '../harness/child.ts';
import type { Request } from '../harness/load.ts';
import { type Contender, compete, type Scene } from '../harness/rounds.ts';
import { type SeededOrganization, seed } from '../harness/seed.ts';
import { type Server, startBare, startDatabase, startOurs } from '../harness/servers.ts';
import { work } from '../harness/work.ts';
import { measureHalfOfSaturation } from './half-of-saturation.ts';
import { createsOverAll, mix, pagesAfterACreate } from './mix.ts';
import { gets, headersFor, lists, loadWith, longWarmUp, type Operation, warmUp } from './operations.ts';
import type { Plan } from './plan.ts';
import { measureTwoServers } from './two-servers.ts';
import { measureWalks } from './walks.ts';

/** Reads among writes, of which little stays in memory for long. */
export interface Mixed {
  /** Each load against `node:http`. */
  scenes: Scene[];
  /** The mixed load on PostgreSQL, by one server and by two. */
  servers: Scene;
  /** Gets and the mixed load, each at half of what it reaches. */
  latency: Scene;
  /** Official clients alone and beside a writer; not in a hurry. */
  walks?: Scene | undefined;
}

interface Filled {
  name: string;
  server: Server;
  /** Several of 10,000 workspaces, since those that loads add would make a single one too large to be kept in memory. */
  one: SeededOrganization;
  another: SeededOrganization;
  /** Only for warm-ups. */
  third: SeededOrganization;
  many: SeededOrganization[];
}

const sizes = [10_000, 10_000, 10_000, ...Array<number>(64).fill(160)];

/** The loads that mix reads and writes; in a hurry those that aims are about. */
export async function measureMixed(plan: Plan): Promise<Mixed> {
  await using running = new AsyncDisposableStack();
  const sqlite = await fill('SQLite', `file:${join(work, 'mixed.db')}`);
  running.use(sqlite.server);
  const { url } = running.use(await startDatabase(cores.databaseOfTwo));
  const postgres = await fill('PostgreSQL', url);
  running.use(postgres.server);
  const bare = running.use(await startCeiling(sqlite));
  await warmUp(bare, mix('mixed', [sqlite.one]), plan);
  for (const { server, third } of [sqlite, postgres])
    await warmUp(server, mix('mixed', [third]), plan, longWarmUp);
  const how = { connections: 64, seconds: plan.seconds };
  const against = async (name: string, servers: readonly Filled[], load: (filled: Filled) => Operation) => {
    for (const filled of servers) await warmUp(filled.server, load(filled), plan);
    const contender = (name: string, server: Server, operation: Operation): Contender => ({
      name,
      measure: () => loadWith(server, operation, how),
    });
    return compete({ name, connections: how.connections, rounds: plan.rounds }, [
      contender('node:http', bare, load(sqlite)),
      ...servers.map((filled) => contender(filled.name, filled.server, load(filled))),
    ]);
  };
  const both = [sqlite, postgres];
  const scenes = [await against('mixed, one organization', both, ({ one }) => mix('mixed', [one]))];
  if (!plan.quick) {
    scenes.push(
      await against('mixed, 64 organizations', both, ({ many }) => mix('mixed', many)),
      await against('19 pages after each create', [sqlite], ({ another }) =>
        pagesAfterACreate('pages', another, 19),
      ),
    );
  }
  const servers = await measureTwoServers(postgres.server, url, [postgres.another, postgres.third], plan);
  const latency = await measureHalfOfSaturation(sqlite.server, sqlite.one, plan);
  const walks = plan.quick ? undefined : await measureWalks(sqlite.server, sqlite.one, plan);
  // Last, as it adds the most.
  scenes.push(
    await against('create over 64 organizations', both, ({ many }) => createsOverAll('create', many)),
  );
  return { scenes, servers, latency, walks };
}

async function fill(name: string, url: string): Promise<Filled> {
  const [one, another, third, ...many] = await seed(url, sizes);
  if (one === undefined || another === undefined || third === undefined) {
    throw new Error('the database was not filled');
  }
  return { name, server: await startOurs(`mixed-on-${name}`, url), one, another, third, many };
}

/** `node:http` that answers one workspace, or a page where a page is asked for, after parsing a body. */
async function startCeiling({ server, one }: Filled): Promise<Server> {
  const textOf = async ({ requests }: Operation) => {
    const [{ path }] = requests() as [Request];
    const response = await fetch(server.url + path, { headers: headersFor(one.key) });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.text();
  };
  return startBare('mixed-bare', await textOf(gets(one)), 'parse', await textOf(lists(one)));
}
