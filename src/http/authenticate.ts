import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Caller } from '../call.ts';
import { type Clock, timestamp } from '../contract/clock.ts';
import { ApiError } from '../contract/errors.ts';
import type { Database } from '../db/database.ts';
import { findKeyByHash, hashKey } from '../organizations/keys.ts';

/** How long a key's look-up may be reused, in microseconds: a key revoked elsewhere works no longer than this. */
const life = 500_000;
const mostKnown = 10_000;

interface Known {
  caller: Caller;
  /** When to look again, in microseconds. */
  until: number;
  /** Which change of the database was the last one before the look-up. */
  change: number;
}

/** Looks keys up by their hash and remembers those that work for half a second, or until the database changes. */
export class Authenticator {
  readonly #db: Database;
  readonly #now: Clock;
  readonly #known = new Map<string, Known>();
  /** The key that a connection presented last: while it presents the same one, it isn't hashed again. */
  readonly #last = new WeakMap<Socket, { key: string; known: Known }>();
  #changes = 0;

  constructor(db: Database, now: Clock) {
    this.#db = db;
    this.#now = now;
    db.onChange(() => {
      this.#changes += 1;
    });
  }

  /** Who calls at this time, where the key is remembered. */
  recall({ headers, socket }: IncomingMessage, time: number): Caller | undefined {
    this.#db.caughtUp();
    const key = presentedKey(headers);
    if (!key) return undefined;
    const last = this.#last.get(socket);
    if (last !== undefined && last.key === key && this.#holds(last.known, time)) return last.known.caller;
    const known = this.#known.get(hashKey(key));
    if (known === undefined || !this.#holds(known, time)) return undefined;
    this.#last.set(socket, { key, known });
    return known.caller;
  }

  /** Who calls, at once where the key is remembered; throws or rejects with 401. */
  authenticate(request: IncomingMessage): Caller | Promise<Caller> {
    const key = presentedKey(request.headers);
    if (!key) throw invalidKey();
    return this.recall(request, this.#now()) ?? this.#lookUp(hashKey(key));
  }

  async #lookUp(hash: string): Promise<Caller> {
    const change = this.#changes;
    const now = this.#now();
    const key = await findKeyByHash(this.#db, hash);
    if (key === undefined || !timingSafeEqual(Buffer.from(key.hash), Buffer.from(hash))) throw invalidKey();
    if (key.disabled_at !== null) {
      throw new ApiError('authentication_error', 'API key has been deactivated.');
    }
    if (key.expires_at !== null && key.expires_at <= timestamp(now)) {
      throw new ApiError('authentication_error', 'API key has expired.');
    }
    const caller = { organizationId: key.organization_id, keyId: key.id };
    const expiry = key.expires_at === null ? Number.POSITIVE_INFINITY : Date.parse(key.expires_at) * 1000;
    this.#remember(hash, { caller, until: Math.min(now + life, expiry), change });
    return caller;
  }

  #holds({ until, change }: Known, time: number): boolean {
    return time < until && change === this.#changes;
  }

  /** In the same object as before: connections that presented the key before a change needn't hash it again. */
  #remember(hash: string, news: Known): void {
    const known = this.#known.get(hash);
    if (known === undefined && this.#known.size >= mostKnown) this.#known.clear();
    this.#known.set(hash, Object.assign(known ?? {}, news));
  }
}

/** `x-api-key` or a bearer token; both are fine where they agree (contract, section 4). */
function presentedKey(headers: IncomingHttpHeaders): string | undefined {
  const direct = headers['x-api-key'] as string | undefined;
  const bearer = headers.authorization && /^Bearer +(.+)$/i.exec(headers.authorization)?.[1];
  return direct && bearer && direct !== bearer ? undefined : direct || bearer;
}

function invalidKey(): ApiError {
  return new ApiError('authentication_error', 'API key is invalid.');
}
