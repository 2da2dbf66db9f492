import { join } from 'node:path';
import { recordActivities } from '../../src/api/activities/record.ts';
import { openDatabase } from '../../src/db/open.ts';
import type { Request } from '../harness/load.ts';
import { progress } from '../harness/progress.ts';
import { compete, type Scene } from '../harness/rounds.ts';
import { type SeededOrganization, seed } from '../harness/seed.ts';
import { type Server, startBare, startOurs } from '../harness/servers.ts';
import { work } from '../harness/work.ts';
import { headersFor, loadWith, type Operation, operation, warmUp } from './operations.ts';
import type { Plan } from './plan.ts';

/** Members, keys and the feed, on SQLite. */
export interface People {
  /** Each operation against `node:http`. */
  scenes: Scene[];
  /** Pages of 100 of short and long feeds. */
  feed: Scene;
  /** Milliseconds that archiving a workspace took, with all its keys; a median. */
  archive: { keys: number; milliseconds: number };
}

const users = 2000;
const members = 1000;
const keys = 2000;
const accounts = 500;
const keysOfWorkspace = 1000;
/** More than the creates that one load could do, at this many a second. */
const createsInASecond = 15_000;
const together = 32;

/** Every operation that is read often, the creates, the archive of a workspace with many keys, and the feed. */
export async function measurePeople(plan: Plan): Promise<People> {
  const database = `file:${join(work, 'people.db')}`;
  const [organization] = (await seed(database, [10])) as [SeededOrganization];
  await using server = await startOurs('people', database);
  const call = caller(server, organization.key);
  const scenes: Scene[] = [];
  for (const one of await operationsOn(call, organization, plan)) {
    const [sent] = one.requests() as [Request];
    const text = await call(sent);
    await using bare = await startBare('people-bare', text, sent.body === undefined ? 'send' : 'parse');
    const how = { connections: 64, seconds: plan.seconds };
    const ceiling: Operation = { ...one, once: false };
    await warmUp(bare, ceiling, plan);
    await warmUp(server, one, plan);
    scenes.push(
      await compete({ name: one.name, connections: 64, rounds: plan.rounds }, [
        { name: 'node:http', measure: () => loadWith(bare, ceiling, how) },
        { name: 'SQLite', measure: () => loadWith(server, one, how) },
      ]),
    );
  }
  return { scenes, archive: await measureArchive(call, plan), feed: await measureFeed(plan) };
}

/** Sends one request and returns the text of the response; throws unless it is 200. */
type Call = (request: Request) => Promise<string>;

function caller({ url }: Server, key: string): Call {
  return async ({ method, path, body }) => {
    const response = await fetch(url + path, {
      method,
      headers: headersFor(key),
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return text;
  };
}

const get = (path: string): Request => ({ method: 'GET', path });
const post = (path: string, body: object): Request => ({ method: 'POST', path, body: JSON.stringify(body) });

const v1 = '/v1/organizations';
let addresses = 0;
const invite = (): Request => {
  addresses += 1;
  return post(`${v1}/invites`, { email: `person-${addresses}@example.com`, role: 'developer' });
};
let names = 0;
const apiKey = (workspace_id: string): Request => {
  names += 1;
  return post('/x/v1/organizations/api_keys', {
    name: `Checkout ${names}`,
    scope: { type: 'workspace', workspace_id },
  });
};

async function operationsOn(
  call: Call,
  { key, workspaces }: SeededOrganization,
  plan: Plan,
): Promise<Operation[]> {
  const [workspace = ''] = workspaces;
  const headers = headersFor(key);
  const accept = (id: string) => post(`/x/v1/organizations/invites/${id}/accept`, {});
  const invites = await idsOf(call, users, invite);
  const joined = (await all(call, invites.map(accept))).map((text) => JSON.parse(text).user.id as string);
  const inside = `${v1}/workspaces/${workspace}/members`;
  await all(
    call,
    joined
      .slice(0, members)
      .map((user_id) => post(inside, { user_id, workspace_role: 'workspace_developer' })),
  );
  const made = await idsOf(call, keys, () => apiKey(workspace));
  let named = 0;
  const robots = await idsOf(call, accounts, () => {
    named += 1;
    return post(`${v1}/service_accounts`, { name: `robot-${named}` });
  });
  const reads = (name: string, requests: Request[]) => operation(name, headers, () => requests);
  const collection = (name: string, path: string, ids: readonly string[]) => [
    reads(
      `${name}: get`,
      ids.map((id) => get(`${path}/${id}`)),
    ),
    reads(`${name}: list of 20`, [get(path)]),
  ];
  const creates = (name: string, request: () => Request) => ({
    ...operation(name, headers, () =>
      Array.from({ length: createsInASecond * plan.seconds }, () => request()),
    ),
    once: true,
  });
  return [
    ...collection('users', `${v1}/users`, joined),
    ...collection('invites', `${v1}/invites`, invites),
    ...collection('members', inside, joined.slice(0, members)),
    ...collection('API keys', `${v1}/api_keys`, made),
    ...collection('service accounts', `${v1}/service_accounts`, robots),
    reads('activities: list of 100', [get('/v1/compliance/activities')]),
    creates('invites: create', invite),
    creates('API keys: create', () => apiKey(workspaces[1] ?? '')),
  ];
}

/** Sends requests, some at a time, and returns the texts of the responses in their order. */
async function all(call: Call, requests: readonly Request[]): Promise<string[]> {
  const texts: string[] = [];
  for (let start = 0; start < requests.length; start += together) {
    texts.push(...(await Promise.all(requests.slice(start, start + together).map(call))));
  }
  return texts;
}

async function idsOf(call: Call, count: number, request: () => Request): Promise<string[]> {
  const texts = await all(call, Array.from({ length: count }, request));
  return texts.map((text) => JSON.parse(text).id as string);
}

async function measureArchive(call: Call, plan: Plan): Promise<People['archive']> {
  const times: number[] = [];
  for (let round = 0; round <= plan.rounds; round++) {
    progress(`archive of a workspace with ${keysOfWorkspace} keys, round ${round}/${plan.rounds}`);
    const { id } = JSON.parse(await call(post(`${v1}/workspaces`, { name: 'Full of keys' })));
    await idsOf(call, keysOfWorkspace, () => apiKey(id));
    const started = performance.now();
    await call({ method: 'POST', path: `${v1}/workspaces/${id}/archive` });
    if (round > 0) times.push(performance.now() - started);
  }
  times.sort((one, other) => one - other);
  return { keys: keysOfWorkspace, milliseconds: times[Math.floor(times.length / 2)] ?? Number.NaN };
}

/** Every answer is read from the database. */
const flags = ['--answer-cache', '0'];

async function measureFeed(plan: Plan): Promise<Scene> {
  const many = plan.quick ? 100_000 : 1_000_000;
  await using running = new AsyncDisposableStack();
  const contenders = [];
  for (const activities of [100, many]) {
    const { server, key } = await fillFeed(activities);
    running.use(server);
    const requests = [get('/v1/compliance/activities?limit=100')];
    const job = { seconds: plan.seconds, headers: headersFor(key), requests };
    contenders.push({ name: activities.toLocaleString('en'), measure: () => server.probe(job) });
  }
  return await compete({ name: 'activities, newest 100', connections: 1, rounds: plan.rounds }, contenders);
}

async function fillFeed(activities: number) {
  const database = `file:${join(work, `feed-${activities}.db`)}`;
  const [organization] = (await seed(database, [1])) as [SeededOrganization];
  const db = await openDatabase(database);
  const actor = { type: 'system_actor', service: 'cli' } as const;
  const activity = {
    type: 'platform_workspace_created',
    workspace_id: organization.workspaces[0] ?? '',
  } as const;
  for (let left = activities; left > 0; left -= 10_000) {
    const some = Array.from({ length: Math.min(left, 10_000) }, () => activity);
    await db.transaction(organization.id, (tx) =>
      recordActivities(tx, organization.id, actor, { activities: some }),
    );
    progress(`filling a feed: ${activities - left} of ${activities}`);
  }
  await db.close();
  const server = await startOurs(`feed-${activities}`, database, { flags });
  return { server, key: organization.key };
}
