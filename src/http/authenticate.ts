import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Caller } from '../call.ts';
import { ApiError, invalid } from '../contract/errors.ts';
import type { Database } from '../db/database.ts';
import { adminKeyPattern, findKeyByHash, hashKey, type KeyRow } from '../organizations/keys.ts';
import { Strangers } from './strangers.ts';

/** How long what a look-up found may be reused, in ms: a key revoked elsewhere works no longer than this. */
const life = 500;
const mostRemembered = 10_000;

/** What a look-up found, by the monotonic clock: setting the clock of the machine makes it no older or younger. */
interface Found {
  /** When to look again, in ms. */
  until: number;
  /** Which change of the database was the last one before the look-up. */
  change: number;
}

interface Known extends Found {
  caller: Caller;
}

interface Refused extends Found {
  message: string;
}

/** Looks keys up by their hash and remembers what it found for half a second, or until the database changes. */
export class Authenticator {
  readonly #db: Database;
  readonly #known = new Map<string, Known>();
  readonly #refused = new Map<string, Refused>();
  readonly #lookUps = new Map<string, Promise<Caller>>();
  readonly #strangers: Strangers;
  /** The key that a connection presented last: while it presents the same one, it isn't hashed again. */
  readonly #last = new WeakMap<Socket, { key: string; known: Known }>();
  #changes = 0;

  constructor(db: Database) {
    this.#db = db;
    this.#strangers = new Strangers(db);
    db.onChange(() => {
      this.#changes += 1;
    });
  }

  /** Who calls at this time of the monotonic clock, in ms, where the key is remembered. */
  recall(request: IncomingMessage, now: number): Caller | undefined {
    this.#db.caughtUp();
    const key = presentedKey(request);
    if (key === undefined) return undefined;
    const last = this.#last.get(request.socket);
    if (last !== undefined && last.key === key && this.#holds(last.known, now)) return last.known.caller;
    const known = this.#known.get(hashKey(key));
    if (known === undefined || !this.#holds(known, now)) return undefined;
    this.#last.set(request.socket, { key, known });
    return known.caller;
  }

  /** Who calls, at once where the key is remembered; throws or rejects with 401, or 400 where it is sent twice. */
  authenticate(request: IncomingMessage): Caller | Promise<Caller> {
    if (request.headers.authorization?.includes(',') && authorizations(request).length > 1) {
      throw invalid('authorization', 'was sent twice, with different values');
    }
    const now = performance.now();
    const caller = this.recall(request, now);
    if (caller !== undefined) return caller;
    const key = presentedKey(request);
    // What can't be a key isn't looked for.
    if (key === undefined || !adminKeyPattern.test(key)) throw refusal('API key is invalid.');
    const hash = hashKey(key);
    const refused = this.#refused.get(hash);
    if (refused !== undefined && this.#holds(refused, now)) throw refusal(refused.message);
    return this.#lookUps.get(hash) ?? this.#lookUp(hash);
  }

  /** Requests that come with the same key meanwhile share the look-up. */
  #lookUp(hash: string): Promise<Caller> {
    const found = this.#find(hash).finally(() => this.#lookUps.delete(hash));
    this.#lookUps.set(hash, found);
    return found;
  }

  async #find(hash: string): Promise<Caller> {
    const change = this.#changes;
    const now = performance.now();
    const row = this.#known.has(hash)
      ? await findKeyByHash(this.#db, hash)
      : await this.#strangers.find(hash);
    const message = faultOf(row, hash);
    if (row === undefined || message !== undefined) {
      remember(this.#refused, hash, { message: message ?? '', until: now + life, change });
      throw refusal(message ?? '');
    }
    const caller = { organizationId: row.organization_id, keyId: row.id };
    const left = row.expires_at === null ? life : Date.parse(row.expires_at) - Date.now();
    remember(this.#known, hash, { caller, until: now + Math.min(life, left), change });
    return caller;
  }

  #holds({ until, change }: Found, now: number): boolean {
    return now < until && change === this.#changes;
  }
}

/** In the same object as before: connections that presented the key before a change needn't hash it again. */
function remember<F extends Found>(found: Map<string, F>, hash: string, news: F): void {
  const before = found.get(hash);
  if (before === undefined && found.size >= mostRemembered) found.clear();
  found.set(hash, Object.assign(before ?? {}, news));
}

/** Why this key opens nothing, if it doesn't (contract, section 4). */
function faultOf(row: KeyRow | undefined, hash: string): string | undefined {
  if (row === undefined || !timingSafeEqual(Buffer.from(row.hash), Buffer.from(hash)))
    return 'API key is invalid.';
  if (row.disabled_at !== null) return 'API key has been deactivated.';
  if (row.expires_at !== null && Date.parse(row.expires_at) <= Date.now()) return 'API key has expired.';
  return undefined;
}

/** `x-api-key` or a bearer token; two are fine where they agree (contract, section 4). */
function presentedKey(request: IncomingMessage): string | undefined {
  let { authorization } = request.headers;
  if (authorization?.includes(',')) {
    const [value, ...others] = authorizations(request);
    if (others.length > 0) return undefined;
    authorization = value;
  }
  const direct = request.headers['x-api-key'] as string | undefined;
  const bearer = authorization && /^Bearer +(.+)$/i.exec(authorization)?.[1];
  return direct && bearer && direct !== bearer ? undefined : direct || bearer || undefined;
}

/** The different `Authorization` headers of a request, which Node joins with commas. */
function authorizations({ rawHeaders }: IncomingMessage): string[] {
  const values = rawHeaders.filter(
    (_value, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'authorization',
  );
  return [...new Set(values)];
}

function refusal(message: string): ApiError {
  return new ApiError('authentication_error', message);
}
