import { recordActivities } from '../../src/api/activities/record.ts';
import { join } from '../../src/api/users/join.ts';
import type { Database } from '../../src/db/database.ts';

/** An organization that random commands change. */
export class World {
  readonly db: Database;
  readonly organizationId: string;
  readonly #baseURL: string;
  readonly #key: string;
  #state: number;
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
    this.#state = seed;
  }

  /** A whole number from 0 to below `count`; the same ones for the same seed. */
  random(count: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  }

  pick<T>(items: readonly T[]): T | undefined {
    return items[this.random(items.length || 1)];
  }

  /** One of what was made, mostly of the latest. */
  any(kind: string): string {
    return this.pick((this.made[kind] ?? []).slice(-20)) ?? 'none';
  }

  /** Sends a request, which may be refused; throws for anything that isn’t an answer to it. */
  async send(method: string, path: string, body?: object): Promise<{ id?: string }> {
    const response = await fetch(this.#baseURL + path, {
      method,
      headers: { 'x-api-key': this.#key },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const answer = (await response.json()) as { id?: string };
    if (response.status >= 500) throw new Error(`${method} ${path}: ${response.status}`);
    return response.ok ? answer : {};
  }

  /** Makes something and remembers its id. */
  async make(kind: string, path: string, body: object): Promise<void> {
    const { id } = await this.send('POST', path, body);
    if (id === undefined) return;
    this.made[kind] ??= [];
    this.made[kind].push(id);
  }
}

type Command = (world: World) => Promise<unknown>;

const workspaces = '/v1/organizations/workspaces';
const keys = '/x/v1/admin_keys';
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
  (world) =>
    world.db.transaction(world.organizationId, async (tx) => {
      const email = `${crypto.randomUUID()}@example.com`;
      const { activities } = await join(tx, world.organizationId, { email, name: '', role: 'user' });
      const actor = { type: 'system_actor', service: 'cli' } as const;
      await recordActivities(tx, world.organizationId, actor, { activities });
    }),
];

/** Runs so many random commands, a few at a time. */
export async function play(world: World, count: number, atOnce = 8): Promise<void> {
  let left = count;
  const player = async () => {
    while (left-- > 0) await world.pick(commands)?.(world);
  };
  await Promise.all(Array.from({ length: atOnce }, player));
}
