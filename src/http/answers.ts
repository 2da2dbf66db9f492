import type { Database } from '../db/database.ts';
import { asked } from './access-log.ts';
import { compressLater, type Encoding } from './compression.ts';

/** A cached response. */
export interface Answer {
  /** The id of its operation. */
  operation: string;
  /** Method and path for the access log. */
  asked: string;
  /** For `response.end(body, 'latin1')`: Node sends a short string together with the headers, and long buffers faster. */
  body: Buffer | string;
  /** The body in the encodings that were requested so far; a promise while it is being compressed. */
  encoded: Partial<Record<Encoding, Buffer | Promise<Buffer>>>;
}

const shortText = 4096;

/** Prepares a text to be sent and cached. */
export function readyAnswer(operation: string, url: string, text: string): Answer {
  const bytes = Buffer.from(text);
  const isAscii = bytes.length === text.length;
  return {
    operation,
    asked: asked('GET', url),
    body: isAscii && text.length < shortText ? text : bytes,
    encoded: {},
  };
}

/** Approximate memory of a cached response besides its texts, in bytes. */
const overhead = 200;

interface Kept {
  bytes: number;
  answers: Map<string, Answer>;
}

/**
 * The response cache: responses to reads by organization and URL, kept until a commit changes the organization. Nothing is
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
  find(organizationId: string, url: string): Answer | undefined {
    return this.#db.caughtUp() ? this.#organizations.get(organizationId)?.answers.get(url) : undefined;
  }

  /** Caches a response that was read at this generation. */
  keep(organizationId: string, url: string, answer: Answer, generation: number): void {
    if (generation !== this.generation || !this.#db.caughtUp()) return;
    const kept = this.#organizations.get(organizationId) ?? { bytes: 0, answers: new Map() };
    if (kept.answers.has(url)) return;
    this.#organizations.set(organizationId, kept);
    kept.answers.set(url, answer);
    this.#grow(kept, url.length + answer.body.length + overhead);
  }

  /** The response in an encoding, compressed only once. */
  async encode(organizationId: string, url: string, answer: Answer, encoding: Encoding): Promise<Buffer> {
    const made = answer.encoded[encoding];
    if (made !== undefined) return made;
    const making = compressLater(answer.body, encoding);
    answer.encoded[encoding] = making;
    const body = await making.catch((error) => {
      delete answer.encoded[encoding];
      throw error;
    });
    answer.encoded[encoding] = body;
    const kept = this.#organizations.get(organizationId);
    if (kept?.answers.get(url) === answer) this.#grow(kept, body.length);
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
