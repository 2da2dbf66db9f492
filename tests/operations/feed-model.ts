import type { Database } from '../../src/db/database.ts';
import { Random } from '../random.ts';

/** What is read of a response. */
interface Answer {
  id?: string;
  user?: { id: string };
}

/** An organization that random commands change. */
export class World {
  readonly db: Database;
  readonly organizationId: string;
  readonly #baseURL: string;
  readonly #key: string;
  readonly #random: Random;
  /** What was made, by kind: the ids. */
  readonly made: Record<string, string[]> = {};

  constructor(
    db: Database,
    { organizationId, baseURL, adminKey }: { organizationId: string; baseURL: string; adminKey: string },
    seed: number,
  ) {
    this.db = db;
    this.organizationId = organizationId;
    this.#baseURL = baseURL;
    this.#key = adminKey;
    this.#random = new Random(seed);
  }

  /** A whole number from 0 to below `count`; the same ones for the same seed. */
  random(count: number): number {
    return this.#random.below(count);
  }

  pick<T>(items: readonly T[]): T | undefined {
    return items[this.random(items.length || 1)];
  }

  /** One of what was made, mostly of the latest. */
  any(kind: string): string {
    return this.pick((this.made[kind] ?? []).slice(-20)) ?? 'none';
  }

  /** Sends a request, which may be refused; throws for anything that isn’t an answer to it. */
  async send(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(this.#baseURL + path, {
      method,
      headers: { 'x-api-key': this.#key },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const answer = (await response.json()) as Answer;
    if (response.status >= 500) throw new Error(`${method} ${path}: ${response.status}`);
    return response.ok ? answer : {};
  }

  /** Makes something and remembers its id. */
  async make(kind: string, path: string, body: object): Promise<void> {
    const { id } = await this.send('POST', path, body);
    if (id !== undefined) this.remember(kind, id);
  }

  remember(kind: string, id: string): void {
    this.made[kind] ??= [];
    this.made[kind].push(id);
  }
}

type Command = (world: World) => Promise<unknown>;

const workspaces = '/v1/organizations/workspaces';
const keys = '/x/v1/admin_keys';
const users = '/v1/organizations/users';
const invites = '/v1/organizations/invites';
const apiKeys = '/x/v1/organizations/api_keys';
const accounts = '/v1/organizations/service_accounts';
const aRole = (world: World) => world.pick(['user', 'developer', 'billing', 'claude_code_user']);
const aWorkspaceRole = (world: World) =>
  world.pick(['workspace_user', 'workspace_developer', 'workspace_admin']);
const aPlace = (world: World) =>
  world.pick([
    {},
    { scope: { type: 'workspace', workspace_id: world.any('workspace') } },
    { principal: { type: 'user_actor', user_id: world.any('user') } },
    {
      scope: { type: 'workspace', workspace_id: world.any('workspace') },
      principal: { type: 'user_actor', user_id: world.any('user') },
    },
    { principal: { type: 'service_account_actor', service_account_id: world.any('account') } },
  ]);
const tags = (world: World) => ({ [`t${world.random(3)}`]: `${world.random(3)}` });

/** Every kind of command; they may be refused, and may change nothing. A new write needs a line. */
const commands: readonly Command[] = [
  (world) => world.make('workspace', workspaces, { name: `w${world.random(3)}`, tags: tags(world) }),
  (world) => world.send('POST', `${workspaces}/${world.any('workspace')}`, { name: `w${world.random(3)}` }),
  (world) => world.send('POST', `${workspaces}/${world.any('workspace')}`, { tags: tags(world) }),
  (world) =>
    world.send('POST', `${workspaces}/${world.any('workspace')}`, {
      display_color: world.pick(['#000000', '#FFFFFF']),
      data_residency: {
        allowed_inference_geos: world.pick(['unrestricted', ['us'], ['global', 'us']]),
        default_inference_geo: world.pick(['us', 'global']),
      },
    }),
  (world) => world.send('POST', `${workspaces}/${world.any('workspace')}/archive`),
  (world) => world.make('key', keys, { name: 'k', scopes: world.pick([null, ['read:members']]) }),
  (world) =>
    world.send('POST', `${keys}/${world.any('key')}`, {
      name: `k${world.random(2)}`,
      status: world.pick(['active', 'disabled', null]),
    }),
  (world) =>
    world.make('key', `${keys}/${world.any('key')}/rotate`, { overlap: world.pick(['PT0S', 'P1D']) }),
  (world) => world.send('DELETE', `${keys}/${world.any('key')}`),
  (world) => world.make('invite', invites, { email: `p${world.random(40)}@example.com`, role: aRole(world) }),
  (world) =>
    world.make('invite', invites, { email: `${crypto.randomUUID()}@example.com`, role: aRole(world) }),
  (world) => world.send('DELETE', `${invites}/${world.any('invite')}`),
  (world) => world.send('POST', `/x/v1/organizations/invites/${world.any('invite')}/link`),
  async (world) => {
    const { user } = await world.send(
      'POST',
      `/x/v1/organizations/invites/${world.any('invite')}/accept`,
      {},
    );
    if (user !== undefined) world.remember('user', user.id);
  },
  (world) => world.send('POST', `${users}/${world.any('user')}`, { role: aRole(world) }),
  (world) => world.send('DELETE', `${users}/${world.any('user')}`),
  (world) =>
    world.send('POST', `${workspaces}/${world.any('workspace')}/members`, {
      user_id: world.any('user'),
      workspace_role: aWorkspaceRole(world),
    }),
  (world) =>
    world.send('POST', `${workspaces}/${world.any('workspace')}/members/${world.any('user')}`, {
      workspace_role: world.pick([aWorkspaceRole(world), 'workspace_billing']),
    }),
  (world) => world.send('DELETE', `${workspaces}/${world.any('workspace')}/members/${world.any('user')}`),
  (world) => world.make('api key', apiKeys, { name: 'k', ...aPlace(world) }),
  (world) =>
    world.send('POST', `/v1/organizations/api_keys/${world.any('api key')}`, {
      name: `k${world.random(2)}`,
      status: world.pick(['active', 'inactive', 'archived', null]),
    }),
  (world) => world.make('account', accounts, { name: `a${world.random(40)}` }),
  (world) =>
    world.send('POST', `${accounts}/${world.any('account')}`, {
      description: world.pick(['x', null]),
      organization_role: world.pick(['developer', 'admin']),
    }),
  (world) => world.send('POST', `${accounts}/${world.any('account')}/archive`),
  (world) =>
    world.send('POST', `${workspaces}/${world.any('workspace')}/service_accounts`, {
      service_account_id: world.any('account'),
      workspace_role: aWorkspaceRole(world),
    }),
  (world) =>
    world.send('POST', `${workspaces}/${world.any('workspace')}/service_accounts/${world.any('account')}`, {
      workspace_role: aWorkspaceRole(world),
    }),
  (world) => world.send('DELETE', `${accounts}/${world.any('account')}/workspaces/${world.any('workspace')}`),
];

/** Runs so many random commands, a few at a time. */
export async function play(world: World, count: number, atOnce = 8): Promise<void> {
  let left = count;
  const player = async () => {
    while (left-- > 0) await world.pick(commands)?.(world);
  };
  await Promise.all(Array.from({ length: atOnce }, player));
}
