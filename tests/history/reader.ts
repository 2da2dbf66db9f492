import assert from 'node:assert/strict';
import { type Caller, queryString, workspaces } from '../wire/caller.ts';
import type { Answer, RequestOptions } from '../wire/http.ts';
import { notFound, pageOf, refused, workspaceOf } from '../wire/shapes.ts';
import { fieldsOf, type History, type Interval } from './history.ts';

/** Sends one request; what a test puts in between can answer it in its own way. */
export type Send = (
  caller: Caller,
  method: string,
  path: string,
  options?: RequestOptions,
) => Promise<Answer>;

/** An answer and when it was asked for and came. */
export type Timed = Interval & { answer: Answer };

/** Sends a request and says when. */
export async function timed(...[send, ...request]: [Send, ...Parameters<Send>]): Promise<Timed> {
  const call = performance.now();
  const answer = await send(...request);
  return { call, end: performance.now(), answer };
}

/** The page that is asked for. */
export interface PageAsk {
  after_id?: string;
  include_archived?: boolean;
}

/** Reads, and records what was seen; with the `etag` that a URL had last, when it is told to and there was one. */
export class Reader {
  readonly #history: History;
  readonly #send: Send;
  /** By URL: the last answer that had an `etag`. */
  readonly #tagged = new Map<string, Answer>();
  /** How many answers were 200, how many of these had an `etag`, and how many answers were 304. */
  readonly counts = { whole: 0, tagged: 0, unchanged: 0 };

  constructor(history: History, send: Send) {
    this.#history = history;
    this.#send = send;
  }

  async get(caller: Caller, id: string, isConditional: boolean): Promise<void> {
    const { answer, ...interval } = await this.#read(caller, `${workspaces}/${id}`, isConditional);
    if (answer.status === 404) {
      notFound(answer);
      this.#history.add(id, { ...interval, shows: { exists: 'no' } });
    } else {
      const workspace = workspaceOf(answer);
      assert.equal(workspace.id, id);
      this.#history.add(id, { ...interval, shows: fieldsOf(workspace) });
    }
  }

  async list(
    caller: Caller,
    { after_id, include_archived = false }: PageAsk,
    isConditional: boolean,
  ): Promise<void> {
    const query = queryString({
      ...(after_id && { after_id }),
      ...(include_archived && { include_archived }),
    });
    const { answer, ...interval } = await this.#read(caller, workspaces + query, isConditional);
    if (after_id !== undefined && answer.status === 400) {
      refused(answer, 400, 'invalid_request_error', 'after_id: not found…');
      this.#history.add(after_id, { ...interval, shows: { exists: 'no' } });
    } else {
      const page = pageOf(answer);
      assert.ok(include_archived || page.data.every(({ archived_at }) => archived_at === null));
      this.#history.addPage({ ...interval, after_id, include_archived, page });
    }
  }

  /** The answer; in place of a 304, the one whose `etag` was sent. */
  async #read(caller: Caller, path: string, isConditional: boolean): Promise<Timed> {
    const known = isConditional ? this.#tagged.get(path) : undefined;
    const headers = known && { 'if-none-match': known.headers.etag };
    const { answer, ...interval } = await timed(this.#send, caller, 'GET', path, headers && { headers });
    if (answer.status === 304) {
      assert.ok(known, 'a 304 that nobody asked for');
      this.counts.unchanged += 1;
      return { answer: known, ...interval };
    }
    if (answer.status === 200) this.counts.whole += 1;
    if (answer.headers.etag !== undefined) {
      this.counts.tagged += 1;
      this.#tagged.set(path, answer);
    }
    return { answer, ...interval };
  }
}
