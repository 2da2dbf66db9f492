import type { Entry } from './entry.ts';
import type { Exchange } from './exchange.ts';
import { type Filter, matches, select } from './filter.ts';
import { Follower } from './follower.ts';
import { entryOf, type Recorded, record } from './record.ts';

/** Of an organization. */
const mostEntries = 1000;
/** Of an organization, in characters of JSON text. */
const mostText = 1_048_576;
/** Of all organizations, in characters of JSON text. */
const mostTextInAll = 64 * mostText;

/** How much is logged: nothing, requests without their bodies, or everything. */
export type LogMode = 'off' | 'lean' | 'full';

interface Ring {
  recorded: Recorded[];
  size: number;
}

/**
 * The latest requests of each organization: at most a thousand, and 1 MiB of text. Above 64 MiB in all, those of the
 * organizations that have been idle longest are dropped.
 */
export class RequestLog {
  readonly mode: LogMode;
  /** By organization; the one idle longest comes first. */
  readonly #rings = new Map<string, Ring>();
  /** By organization, with what they follow. */
  readonly #followers = new Map<string, Map<Follower<Entry>, Filter>>();
  #size = 0;

  constructor(mode: LogMode) {
    this.mode = mode;
  }

  /** Adds a request that is over. */
  add(organizationId: string, exchange: Exchange): void {
    if (this.mode === 'off') return;
    const news = record(exchange, this.mode === 'full');
    const ring = this.#rings.get(organizationId) ?? { recorded: [], size: 0 };
    this.#rings.delete(organizationId);
    this.#rings.set(organizationId, ring);
    ring.recorded.push(news);
    this.#grow(ring, news.size);
    while (ring.recorded.length > mostEntries || ring.size > mostText) {
      this.#grow(ring, -(ring.recorded.shift()?.size ?? 0));
    }
    for (const idle of this.#rings.keys()) {
      if (this.#size <= mostTextInAll) break;
      this.clear(idle);
    }
    for (const [follower, filter] of this.#followers.get(organizationId) ?? []) {
      if (matches(news.entry, filter)) follower.push(entryOf(news));
    }
  }

  /** Those that match, in the order in which they ended. */
  list(organizationId: string, filter: Filter = {}): Entry[] {
    return this.#find(organizationId, filter).map(entryOf);
  }

  /** How many match. */
  count(organizationId: string, filter: Filter = {}): number {
    return this.#find(organizationId, filter).length;
  }

  /**
   * Those that match from now on, or since what the filter says, until the iterator is ended or the organization is
   * forgotten. A reader that is slower than a thousand requests misses the oldest of them.
   */
  follow(organizationId: string, filter: Filter = {}): AsyncIterableIterator<Entry> {
    const first = filter.since === undefined ? [] : this.list(organizationId, filter);
    const followers = this.#followers.get(organizationId) ?? new Map<Follower<Entry>, Filter>();
    const follower = new Follower<Entry>(first, mostEntries, () => {
      followers.delete(follower);
      if (followers.size === 0) this.#followers.delete(organizationId);
    });
    this.#followers.set(organizationId, followers.set(follower, filter));
    return follower;
  }

  /** Drops the requests of an organization and returns how many there were; whoever follows it goes on. */
  clear(organizationId: string): number {
    const ring = this.#rings.get(organizationId);
    if (ring === undefined) return 0;
    this.#rings.delete(organizationId);
    this.#size -= ring.size;
    return ring.recorded.length;
  }

  /** Drops the requests of an organization that no longer exists, and ends whatever follows it. */
  forget(organizationId: string): void {
    this.clear(organizationId);
    // Each removes itself.
    for (const follower of [...(this.#followers.get(organizationId)?.keys() ?? [])]) follower.end();
  }

  /** Forgets all organizations. */
  close(): void {
    for (const id of [...this.#rings.keys(), ...this.#followers.keys()]) this.forget(id);
  }

  #find(organizationId: string, filter: Filter): Recorded[] {
    return select(this.#rings.get(organizationId)?.recorded ?? [], filter);
  }

  #grow(ring: Ring, size: number): void {
    ring.size += size;
    this.#size += size;
  }
}
