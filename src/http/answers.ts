import type { Wire } from '../call.ts';
import type { Operation } from '../contract/operation.ts';
import type { Database } from '../db/database.ts';
import { asked } from './access-log.ts';
import { compressLater, type Encoding } from './compression.ts';

/** A cached response. */
export interface Answer {
  operation: Operation;
  /** When it must be read again, in ms since 1970, even if nothing was written. */
  until: number;
  /** Method and path for the access log. */
  asked: string;
  /** For `response.end(body, 'latin1')`: Node sends a short string together with the headers, and long buffers faster. */
  body: Buffer | string;
  /** The body in the encodings that were requested so far; a promise while it is being compressed. */
  encoded: Partial<Record<Encoding, Buffer | Promise<Buffer>>>;
}

const shortText = 4096;

/** Prepares a text to be sent and cached. */
export function readyAnswer(operation: Operation, url: string, text: string, until: number): Answer {
  const bytes = Buffer.from(text);
  const isAscii = bytes.length === text.length;
  return {
    operation,
    until,
    asked: asked('GET', url),
    body: isAscii && text.length < shortText ? text : bytes,
    encoded: {},
  };
}

/** Approximate memory of a cached response besides its texts, in bytes. */
const overhead = 200;

/** The memory of a cached response, in bytes. */
function bytesOf({ url }: Asked, { body, encoded }: Answer): number {
  const compressed = Object.values(encoded).map((each) => (each instanceof Promise ? 0 : each.length));
  return compressed.reduce((sum, bytes) => sum + bytes, url.length + body.length + overhead);
}

interface Kept {
  bytes: number;
  /** By version and URL: joining the two to one key would cost each cached get a tenth of our own time. */
  answers: Record<Wire, Map<string, Answer>>;
}

/** A request for a response: who may have it is decided by its operation's scopes. */
export interface Asked {
  organizationId: string;
  wire: Wire;
  url: string;
}

/**
 * The response cache: responses to reads by organization, version and URL, kept until a commit changes the organization. Nothing is
 * cached if the database can't tell what other processes commit. Above `maxBytes`, the oldest organizations are dropped.
 */
export class Answers {
  readonly #db: Database;
  readonly #maxBytes: number;
  readonly #organizations = new Map<string, Kept>();
  #bytes = 0;
  /** Incremented by every change, so that a response read before a change isn't cached after it. */
  generation = 0;

  constructor(db: Database, maxBytes: number) {
    this.#db = db;
    this.#maxBytes = maxBytes;
    db.onChange((organizationId) => {
      this.generation += 1;
      if (organizationId !== undefined) this.#forget(organizationId);
      else for (const id of this.#organizations.keys()) this.#forget(id);
    });
  }

  /** The cached response, if it is still valid. */
  find(asked: Asked): Answer | undefined {
    if (!this.#db.caughtUp()) return undefined;
    const answer = this.#organizations.get(asked.organizationId)?.answers[asked.wire].get(asked.url);
    return answer !== undefined && Date.now() < answer.until ? answer : undefined;
  }

  /** Caches a response that was read at this generation. */
  keep(asked: Asked, answer: Answer, generation: number): void {
    if (generation !== this.generation || !this.#db.caughtUp()) return;
    const { organizationId } = asked;
    const kept = this.#organizations.get(organizationId) ?? {
      bytes: 0,
      answers: { old: new Map(), new: new Map() },
    };
    const before = kept.answers[asked.wire].get(asked.url);
    if (before === answer) return;
    this.#organizations.set(organizationId, kept);
    kept.answers[asked.wire].set(asked.url, answer);
    this.#grow(kept, bytesOf(asked, answer) - (before === undefined ? 0 : bytesOf(asked, before)));
  }

  /** The response in an encoding, compressed only once. */
  async encode(asked: Asked, answer: Answer, encoding: Encoding): Promise<Buffer> {
    const made = answer.encoded[encoding];
    if (made !== undefined) return made;
    const making = compressLater(answer.body, encoding);
    answer.encoded[encoding] = making;
    const body = await making.catch((error) => {
      delete answer.encoded[encoding];
      throw error;
    });
    answer.encoded[encoding] = body;
    const kept = this.#organizations.get(asked.organizationId);
    if (kept?.answers[asked.wire].get(asked.url) === answer) this.#grow(kept, body.length);
    return body;
  }

  #grow(kept: Kept, bytes: number): void {
    kept.bytes += bytes;
    this.#bytes += bytes;
    for (const id of this.#organizations.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#forget(id);
    }
  }

  #forget(organizationId: string): void {
    this.#bytes -= this.#organizations.get(organizationId)?.bytes ?? 0;
    this.#organizations.delete(organizationId);
  }
}
