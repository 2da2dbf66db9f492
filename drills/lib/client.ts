import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, send } from './http.ts';

/** The wire's workspace, as far as the drills look at it. */
export interface Workspace {
  id: string;
  name: string;
  archived_at: string | null;
  tags: Record<string, string>;
}

interface Page {
  data: Workspace[];
  has_more: boolean;
  last_id: string;
}

/** The three writes, as the official library offers them too. */
export interface Writes {
  create(body: { name: string }, options?: { headers: Record<string, string> }): Promise<Workspace>;
  update(id: string, body: { tags: Record<string, string> }): Promise<Workspace>;
  archive(id: string): Promise<Workspace>;
}

/**
 * A client that replays as the official libraries do (408, 409, 429, 500 and above, dropped connections, numbered in
 * `x-stainless-retry-count`), but at once and for two minutes.
 */
export class ReplayingClient implements Writes {
  replays = 0;
  readonly #baseURL: string;
  readonly #key: string;
  readonly #gate: () => Promise<void>;
  readonly #agent = new Agent({ keepAlive: true });

  /** `gate` is awaited before each attempt. */
  constructor(baseURL: string, key: string, gate: () => Promise<void> = async () => {}) {
    this.#baseURL = `${baseURL}/v1/organizations/workspaces`;
    this.#key = key;
    this.#gate = gate;
  }

  create(body: { name: string }, options?: { headers: Record<string, string> }): Promise<Workspace> {
    return this.#call('POST', '', body, options?.headers);
  }

  update(id: string, body: { tags: Record<string, string> }): Promise<Workspace> {
    return this.#call('POST', `/${id}`, body);
  }

  archive(id: string): Promise<Workspace> {
    return this.#call('POST', `/${id}/archive`);
  }

  /** All workspaces, archived ones too, newest first, down to the id `until`, which is left out. */
  async list(until = ''): Promise<Workspace[]> {
    const found: Workspace[] = [];
    for (let cursor = ''; ; ) {
      const page = await this.#call<Page>('GET', `?limit=1000&include_archived=true${cursor}`);
      found.push(...page.data);
      if (!page.has_more || page.last_id <= until) return found.filter(({ id }) => id > until);
      cursor = `&after_id=${page.last_id}`;
    }
  }

  async #call<T = Workspace>(
    method: string,
    path: string,
    body?: object,
    more: Record<string, string> = {},
  ): Promise<T> {
    const deadline = Date.now() + 120_000;
    const headers: Record<string, string> = { 'x-api-key': this.#key, ...more };
    if (body) headers['content-type'] = 'application/json';
    for (let attempt = 0; ; attempt++) {
      await this.#gate();
      headers['x-stainless-retry-count'] = String(attempt);
      const answer = await send(this.#agent, this.#baseURL + path, {
        method,
        headers,
        seconds: 30,
        ...(body && { body: JSON.stringify(body) }),
      }).catch((error: Error): Answer => ({ status: 0, body: error.message, headers: {} }));
      if (answer.status === 200) return answer.body as T;
      if (!isReplayable(answer) || Date.now() > deadline) {
        throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      }
      this.replays++;
      await sleep(20 + Math.random() * 60);
    }
  }
}

function isReplayable({ status, headers }: Answer): boolean {
  if (headers['x-should-retry'] === 'false') return false;
  return [0, 408, 409, 429].includes(status) || status >= 500;
}
