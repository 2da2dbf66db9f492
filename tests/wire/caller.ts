import { type Answer, type RequestOptions, request } from './http.ts';
import { type Page, pageOf, type Workspace, workspaceOf } from './shapes.ts';

/** The collection's path; a workspace is `${workspaces}/{id}`. */
export const workspaces = '/v1/organizations/workspaces';

/** Query parameters; a list stands for a repeated parameter. */
export type Query = Record<string, string | number | boolean | readonly string[]>;

/** One organization's admin key aimed at one server. */
export class Caller {
  readonly url: string;
  readonly key: string;
  readonly organizationId: string | undefined;
  readonly #made: string[] = [];

  constructor(url: string, key: string, organizationId?: string) {
    this.url = url;
    this.key = key;
    this.organizationId = organizationId;
  }

  /** Sends one request with the key as `x-api-key`. */
  send(method: string, path: string, { headers, body }: RequestOptions = {}): Promise<Answer> {
    return request(this.url, method, path, { headers: { 'x-api-key': this.key, ...headers }, body });
  }

  get(path: string, headers?: RequestOptions['headers']): Promise<Answer> {
    return this.send('GET', path, { headers });
  }

  post(path: string, body?: unknown, headers?: RequestOptions['headers']): Promise<Answer> {
    return this.send('POST', path, { headers, body });
  }

  /** Makes a workspace, by default one with nothing but a name. */
  async create(fields: object = { name: 'x' }, headers?: RequestOptions['headers']): Promise<Workspace> {
    const made = workspaceOf(await this.post(workspaces, fields, headers));
    this.#made.push(made.id);
    return made;
  }

  /** Makes workspaces one after the other; the last one made is the first of a list. */
  async createMany(count: number): Promise<Workspace[]> {
    const made: Workspace[] = [];
    for (let number = 1; number <= count; number++) made.push(await this.create({ name: `w${number}` }));
    return made;
  }

  async retrieve(id: string): Promise<Workspace> {
    return workspaceOf(await this.get(`${workspaces}/${id}`));
  }

  async list(query: Query = {}): Promise<Page> {
    return pageOf(await this.get(workspaces + queryString(query)));
  }

  async update(id: string, fields: object): Promise<Workspace> {
    return workspaceOf(await this.post(`${workspaces}/${id}`, fields));
  }

  async archive(id: string): Promise<Workspace> {
    return workspaceOf(await this.post(`${workspaces}/${id}/archive`));
  }

  /** Archives every workspace that `create` made, to leave the organization as it was. */
  async archiveMade(): Promise<void> {
    for (const id of new Set(this.#made)) await this.archive(id);
  }

  /** Walks the pages, backward where the query begins with a `before_id`; throws if the walk goes in circles. */
  async *pages(query: Query = {}): AsyncGenerator<Page> {
    const cursors = new Set<string>();
    for (let next: Query = {}; ; ) {
      const page = await this.list({ ...query, ...next });
      yield page;
      if (!page.has_more) return;
      const cursor = (query.before_id ? page.first_id : page.last_id) ?? '';
      if (cursor === '' || cursors.has(cursor)) throw new Error(`the walk goes in circles at "${cursor}"`);
      cursors.add(cursor);
      next = query.before_id ? { before_id: cursor } : { after_id: cursor };
    }
  }

  /** The organization's default workspace: the oldest of all. */
  async defaultWorkspace(): Promise<Workspace> {
    let oldest: Workspace | undefined;
    for await (const { data } of this.pages({ include_default: true, limit: 1000 })) oldest = data.at(-1);
    if (oldest?.name !== 'Default') throw new Error('the oldest workspace should be the default one');
    return oldest;
  }
}

/** The query as text, `?` included; empty when there is nothing to ask. */
export function queryString(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}
