import type { Wire } from '../call.ts';
import type { Operation } from '../contract/operation.ts';
import type { Database, Versions } from '../db/database.ts';
import { asked } from './access-log.ts';
import { compressLater, type Encoding } from './compression.ts';
import { isUnchanged, type SeenRow } from './watched.ts';

/** A response to a read, ready to be sent. */
export interface Answer {
  operation: Operation;
  /** The organization's versions before it was read, or later ones at which it was still the same. */
  versions: Versions;
  /** Where the same versions come again, tells them apart. */
  era: string;
  /** The tables that it was read from. */
  tables: readonly string[];
  /** The rows that it was read from besides. */
  rows: readonly SeenRow[];
  /** Until what it shows is on disk. */
  durable: Promise<void> | undefined;
  /** When it must be read again, in ms since 1970, even if nothing was written. */
  until: number;
  /** The header `etag`, if it has one. */
  etag: string | undefined;
  /** Method and path for the access log. */
  asked: string;
  /** For `response.end(body, 'latin1')`: Node sends a short string together with the headers, and long buffers faster. */
  body: Buffer | string;
  /** The body in the encodings that were requested so far; a promise while it is being compressed. */
  encoded: Partial<Record<Encoding, Buffer | Promise<Buffer>>>;
}

/** Node copies shorter texts, with their headers, without allocating memory. */
const shortText = 15_000;

/** Prepares a text to be sent and cached. */
export function readyAnswer(
  text: string,
  url: string,
  from: Pick<Answer, 'operation' | 'versions' | 'era' | 'tables' | 'rows' | 'durable' | 'until' | 'etag'>,
): Answer {
  const isAscii = Buffer.byteLength(text) === text.length;
  const body = isAscii && text.length < shortText ? text : Buffer.from(text);
  return { ...from, asked: asked('GET', url), body, encoded: {} };
}

/** Approximate memory of a cached response besides its texts, in bytes. */
const overhead = 300;

/** The memory of a cached response, in bytes. */
function bytesOf({ url }: Asked, { body, encoded }: Answer): number {
  const compressed = Object.values(encoded).map((each) => (each instanceof Promise ? 0 : each.length));
  return compressed.reduce((sum, bytes) => sum + bytes, url.length + body.length + overhead);
}

/** A request for a response: who may have it is decided by its operation's scopes. */
export interface Asked {
  organizationId: string;
  era: string;
  wire: Wire;
  url: string;
}

/** Responses by organization, version and URL: joining them to one key would cost each cached get a tenth of our own time. */
type Generation = Map<string, Record<Wire, Map<string, Answer>>>;

/** How many of the latest cheap responses are known by their `etag` and URL. */
const mostSeen = 1024;

/**
 * The response cache: responses to reads, valid as long as nothing was written to the tables that they were read from. They
 * are in two generations: when the younger one has half of `maxBytes`, the older one is dropped and it takes its place. What
 * is asked for again becomes young again.
 */
export class Answers {
  readonly #halfBytes: number;
  #young: Generation = new Map();
  #old: Generation = new Map();
  #youngBytes = 0;
  #seen = new Set<string>();

  constructor(db: Pick<Database, 'onChange'>, maxBytes: number) {
    this.#halfBytes = maxBytes / 2;
    db.onChange((organizationId) => {
      if (organizationId === undefined) this.#forget();
    });
  }

  /** The cached response, valid or not. */
  find(asked: Asked): Answer | undefined {
    const answer = inGeneration(this.#young, asked) ?? this.#renewed(asked);
    return answer?.era === asked.era ? answer : undefined;
  }

  /** The cached response, if it is valid at these versions of its organization. */
  findValid(asked: Asked, versions: Versions): Answer | undefined {
    const answer = this.find(asked);
    return answer !== undefined && isValid(answer, versions) ? answer : undefined;
  }

  /** Caches a response; one that is cheap to make only if the same one was asked for before, a short time ago. */
  keep(asked: Asked, answer: Answer, isCheap: boolean): void {
    if (isCheap && !this.#wasSeen(`${answer.etag} ${asked.url}`)) return;
    const bytes = bytesOf(asked, answer);
    if (bytes > this.#halfBytes) return;
    const { organizationId, wire, url } = asked;
    let kept = this.#young.get(organizationId);
    if (kept === undefined) {
      kept = { old: new Map(), new: new Map() };
      this.#young.set(organizationId, kept);
    }
    const before = kept[wire].get(url);
    if (before === answer) return;
    kept[wire].set(url, answer);
    this.#grow(bytes - (before === undefined ? 0 : bytesOf(asked, before)));
  }

  /** The response in an encoding, compressed only once. */
  async encode(answer: Answer, encoding: Encoding): Promise<Buffer> {
    const made = answer.encoded[encoding];
    if (made !== undefined) return made;
    const making = compressLater(answer.body, encoding);
    answer.encoded[encoding] = making;
    const body = await making.catch((error) => {
      delete answer.encoded[encoding];
      throw error;
    });
    answer.encoded[encoding] = body;
    this.#grow(body.length);
    return body;
  }

  #renewed(asked: Asked): Answer | undefined {
    const answer = inGeneration(this.#old, asked);
    if (answer !== undefined) this.keep(asked, answer, false);
    return answer;
  }

  #wasSeen(response: string): boolean {
    if (this.#seen.has(response)) return true;
    if (this.#seen.size >= mostSeen) this.#seen.clear();
    this.#seen.add(response);
    return false;
  }

  #grow(bytes: number): void {
    this.#youngBytes += bytes;
    if (this.#youngBytes <= this.#halfBytes) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#youngBytes = 0;
  }

  #forget(): void {
    this.#young = new Map();
    this.#old = new Map();
    this.#youngBytes = 0;
  }
}

/** Whether a response is still the same at these versions of its organization. */
export function isValid(answer: Answer, versions: Versions): boolean {
  if (Date.now() >= answer.until) return false;
  if (answer.versions === versions) return true;
  if (answer.tables.some((table) => answer.versions[table] !== versions[table])) return false;
  if (!answer.rows.every((row) => isUnchanged(row, versions))) return false;
  answer.versions = versions;
  return true;
}

const inGeneration = (generation: Generation, { organizationId, wire, url }: Asked) =>
  generation.get(organizationId)?.[wire].get(url);
