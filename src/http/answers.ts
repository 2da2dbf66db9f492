import type { Database } from '../db/database.ts';
import { asked } from './access-log.ts';
import { compressLater, type Encoding } from './compression.ts';

/** An answer that was given before. */
export interface Answer {
  /** The operation that gave it. */
  operation: string;
  /** What the access log says of its request. */
  asked: string;
  /** What `response.end(body, 'latin1')` sends: Node sends a short text together with its head, and bytes sooner than a long one. */
  body: Buffer | string;
  /** The same in encodings that were asked for, or are being made. */
  encoded: Partial<Record<Encoding, Buffer | Promise<Buffer>>>;
}

const shortText = 4096;

/** A text as it is sent and kept. */
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

/** About what an answer takes beside its texts. */
const overhead = 200;

interface Kept {
  bytes: number;
  answers: Map<string, Answer>;
}

/**
 * Answers to reads as the bytes that are sent, by organization and URL, kept until a commit changes their organization. Where the database
 * can't tell what others commit, none is kept. The organizations that came first go first when `maxBytes` are full.
 */
export class Answers {
  readonly #db: Database;
  readonly #maxBytes: number;
  readonly #organizations = new Map<string, Kept>();
  #bytes = 0;
  /** Raised by every change, so that an answer from before one isn't kept after it. */
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

  /** The answer that still holds, if any. */
  find(organizationId: string, url: string): Answer | undefined {
    return this.#db.caughtUp() ? this.#organizations.get(organizationId)?.answers.get(url) : undefined;
  }

  /** Keeps an answer that was read at this generation. */
  keep(organizationId: string, url: string, answer: Answer, generation: number): void {
    if (generation !== this.generation || !this.#db.caughtUp()) return;
    const kept = this.#organizations.get(organizationId) ?? { bytes: 0, answers: new Map() };
    if (kept.answers.has(url)) return;
    this.#organizations.set(organizationId, kept);
    kept.answers.set(url, answer);
    this.#grow(kept, url.length + answer.body.length + overhead);
  }

  /** The answer in an encoding, which is made once. */
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
