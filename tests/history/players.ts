import type { Random } from '../random.ts';
import { type Caller, workspaces } from '../wire/caller.ts';
import type { startProxy } from '../wire/proxy.ts';
import { notFound, refused, type Workspace, workspaceOf } from '../wire/shapes.ts';
import { fieldsOf, type History } from './history.ts';
import type { Fields } from './linearizable.ts';
import { Reader, type Send, timed } from './reader.ts';

/** What the clients share. */
export interface Game {
  /** The same organization through each server; the first one is the quickest to write. */
  callers: readonly Caller[];
  /** The same through a proxy that loses answers. */
  lossy: { caller: Caller; proxy: Awaited<ReturnType<typeof startProxy>> };
  random: Random;
  history: History;
  send: Send;
}

const clients = 12;
const [fewest, most] = [12, 22];
const never = Number.POSITIVE_INFINITY;

/** Clients of one organization that read and write at random, all at once, and record what they see. */
export class Players {
  readonly #game: Game;
  readonly reader: Reader;
  /** Workspaces that nobody has begun to archive, oldest first, and the others. */
  readonly #active: string[] = [];
  readonly #archived: string[] = [];
  #written = 0;
  #left = 0;

  constructor(game: Game) {
    this.#game = game;
    this.reader = new Reader(game.history, game.send);
  }

  /** Makes some workspaces, and then so many moves; a move is one request, or a write and reads right after it. */
  async play(moves: number): Promise<void> {
    for (let number = 0; number < fewest; number++) await this.#create(this.#aWriter());
    this.#left = moves;
    const client = async () => {
      while (this.#left-- > 0) await this.#move();
    };
    await Promise.all(Array.from({ length: clients }, client));
  }

  /** One in five is a write: any more, and a server would hardly find an answer that it could give again. */
  async #move(): Promise<void> {
    const { random } = this.#game;
    const die = random.below(100);
    if (die < 45) await this.#get(this.#anyCaller(), this.#anyWorkspace());
    else if (die < 80) await this.#list(this.#anyCaller());
    else if (die < 95) await this.#update(this.#aWriter(), this.#anyWorkspace());
    else if (die < 96) await this.#updateUnanswered(random.pick(this.#active));
    else if (random.below(most - fewest) < this.#active.length - fewest) await this.#archive(this.#aWriter());
    else await this.#create(this.#aWriter());
  }

  #get = (caller: Caller, id: string) => this.reader.get(caller, id, this.#game.random.percent(50));

  #list(caller: Caller): Promise<void> {
    const { random } = this.#game;
    const ask = {
      ...(random.percent(20) && { after_id: this.#anyWorkspace() }),
      ...(random.percent(20) && { include_archived: true }),
    };
    return this.reader.list(caller, ask, random.percent(50));
  }

  async #update(caller: Caller, id: string): Promise<void> {
    const fields = this.#anyFields();
    const { answer, ...interval } = await timed(this.#game.send, caller, 'POST', `${workspaces}/${id}`, {
      body: fields,
    });
    const { history } = this.#game;
    if (answer.status === 400) {
      refused(answer, 400, 'invalid_request_error', 'An archived workspace can’t be updated.');
      history.add(id, { ...interval, shows: { exists: 'yes', listed: 'no' } });
    } else if (answer.status === 404) {
      notFound(answer);
      history.add(id, { ...interval, shows: { exists: 'no' } });
    } else {
      history.add(id, { ...interval, writes: written(fields), shows: fieldsOf(workspaceOf(answer)) });
      await this.#readElsewhere(caller, id);
    }
  }

  /** An update whose answer is lost; should another one be lost instead, it counts as having none all the same. */
  async #updateUnanswered(id: string): Promise<void> {
    const { history, lossy } = this.#game;
    const fields = this.#anyFields();
    const call = performance.now();
    lossy.proxy.cuts += 1;
    await lossy.caller.post(`${workspaces}/${id}`, fields).catch(() => {});
    history.add(id, { call, end: never, writes: written(fields) });
    await this.#readElsewhere(lossy.caller, id);
  }

  async #create(caller: Caller): Promise<void> {
    const name = this.#unique();
    const { answer, ...interval } = await timed(this.#game.send, caller, 'POST', workspaces, {
      body: { name, tags: { last: name } },
    });
    const workspace = workspaceOf(answer);
    this.#game.history.add(workspace.id, { ...interval, writes: fieldsOf(workspace) });
    this.#active.push(workspace.id);
    await this.#readElsewhere(caller, workspace.id);
  }

  async #archive(caller: Caller): Promise<void> {
    const { random, history } = this.#game;
    const [id = ''] = this.#active.splice(random.below(this.#active.length), 1);
    this.#archived.push(id);
    const { answer, ...interval } = await timed(
      this.#game.send,
      caller,
      'POST',
      `${workspaces}/${id}/archive`,
    );
    const shows = fieldsOf(workspaceOf(answer));
    history.add(id, { ...interval, writes: { listed: 'no' }, shows });
    await this.#readElsewhere(caller, id);
  }

  /** Every other time, reads at once, on another server if there is one, what was just written here. */
  async #readElsewhere(here: Caller, id: string): Promise<void> {
    const { callers, random } = this.#game;
    if (random.percent(50)) return;
    const others = callers.filter(({ url }) => url !== here.url);
    const there = random.pick(others.length === 0 ? callers : others);
    const reads = [this.#get(there, id)];
    if (random.percent(50)) reads.push(this.reader.list(there, {}, random.percent(50)));
    await Promise.all(reads);
  }

  #anyCaller = () => this.#game.random.pick(this.#game.callers);

  /** Mostly the first server, so that the others don’t hold up its writes. */
  #aWriter(): Caller {
    const { callers, random } = this.#game;
    return random.percent(20) ? random.pick(callers) : (callers[0] as Caller);
  }

  /** Mostly one of the three that are in use all the time, sometimes an archived one. */
  #anyWorkspace(): string {
    const { random } = this.#game;
    if (this.#archived.length > 0 && random.percent(5)) return random.pick(this.#archived);
    return random.pick(random.percent(70) ? this.#active.slice(0, 3) : this.#active);
  }

  /** An update to values that nothing else is given. */
  #anyFields(): Partial<Pick<Workspace, 'name' | 'display_color' | 'tags'>> {
    const name = this.#unique();
    const colour = `#${this.#written.toString(16).padStart(6, '0')}`;
    return this.#game.random.pick([{ name }, { display_color: colour }, { tags: { last: name } }]);
  }

  #unique(): string {
    this.#written += 1;
    return `value ${this.#written}`;
  }
}

/** What an update writes, as the fields of a register. */
function written({ tags, ...fields }: Partial<Workspace> | Record<string, never>): Fields {
  return { ...fields, ...(tags && { tag: JSON.stringify(tags) }) } as Fields;
}
