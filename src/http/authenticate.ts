import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { adminKeyPattern, adminKeyPrefix, hashKey } from '../api/admin-keys/key.ts';
import { findKeyByHash, findKeysByHash, type KeyRow } from '../api/admin-keys/store.ts';
import { idleLife, longestLife, sessionMark, sessionText, useInterval } from '../api/sessions/session.ts';
import { findSessions, type SessionRow, touchSession } from '../api/sessions/store.ts';
import type { Caller } from '../call.ts';
import { timestamp } from '../contract/clock.ts';
import { ApiError, invalid } from '../contract/errors.ts';
import type { Scope } from '../contract/scopes.ts';
import type { Database } from '../db/database.ts';
import { KeyUses } from './key-uses.ts';
import { presentedSession } from './session-cookie.ts';
import { Strangers } from './strangers.ts';

/** How long the result of a look-up may be reused, in ms. A key disabled on another server works no longer than this. */
const life = 500;
const mostRemembered = 10_000;

/** The result of a look-up. It is timed by the monotonic clock, so changes to the system clock don't affect it. */
interface Found {
  /** When to look again, in ms. */
  until: number;
  /** The number of the last change of the database before the look-up. */
  change: number;
}

interface Known extends Found {
  caller: Caller;
}

interface Refused extends Found {
  message: string;
}

/** What differs in a sandbox. */
interface AuthenticatorOptions {
  /** The time in an organization, in ms since 1970. */
  timeOf?: (organizationId: string) => number;
  /** Whether a text may be an admin key; no other is looked up. */
  isKey?: (text: string) => boolean;
}

/** The tables that keys and sessions are looked up in. */
const keyTables = ['admin_keys', 'sessions'];

/** Looks up keys by their hash and remembers the result for half a second, or until one of them changes. */
export class Authenticator {
  readonly #db: Database;
  readonly #timeOf: (organizationId: string) => number;
  readonly #isKey: (text: string) => boolean;
  readonly #known = new Map<string, Known>();
  readonly #refused = new Map<string, Refused>();
  readonly #lookUps = new Map<string, Promise<Caller>>();
  readonly #strangers: Strangers<KeyRow>;
  readonly #sessions: Strangers<SessionRow>;
  readonly #uses: KeyUses;
  /** The last key sent on a connection; while it stays the same, it isn't hashed again. */
  readonly #last = new WeakMap<Socket, { key: string; known: Known }>();
  #changes = 0;

  constructor(db: Database, options: AuthenticatorOptions = {}) {
    const { timeOf = Date.now, isKey = (text) => adminKeyPattern.test(text) } = options;
    this.#db = db;
    this.#timeOf = timeOf;
    this.#isKey = isKey;
    this.#strangers = new Strangers((hashes) => findKeysByHash(db, hashes));
    this.#sessions = new Strangers((hashes) => findSessions(db, hashes));
    this.#uses = new KeyUses(db);
    db.onChange((_organizationId, tables) => {
      if (tables === undefined || keyTables.some((table) => tables.has(table))) this.#changes += 1;
    });
  }

  /** The caller at this time of the monotonic clock, in ms, if the key is remembered. */
  recall(request: IncomingMessage, now: number): Caller | undefined {
    this.#db.caughtUp();
    const key = presented(request);
    if (key === undefined) return undefined;
    const last = this.#last.get(request.socket);
    if (last !== undefined && last.key === key && this.#holds(last.known, now)) return last.known.caller;
    const known = this.#known.get(hashKey(key));
    if (known === undefined || !this.#holds(known, now)) return undefined;
    this.#last.set(request.socket, { key, known });
    return known.caller;
  }

  /** The caller, synchronously if the key is remembered; throws or rejects with 401, or 400 for conflicting headers. */
  authenticate(request: IncomingMessage): Caller | Promise<Caller> {
    if (request.headers.authorization?.includes(',') && authorizations(request).length > 1) {
      throw invalid('authorization', 'was sent twice, with different values');
    }
    const now = performance.now();
    const caller = this.recall(request, now);
    if (caller !== undefined) return caller;
    const key = presented(request);
    const isSession = key?.startsWith(sessionMark) === true;
    if (key === undefined || !(isSession || this.#isKey(key))) throw refusal('API key is invalid.');
    const hash = hashKey(key);
    const refused = this.#refused.get(hash);
    if (refused !== undefined && this.#holds(refused, now)) throw refusal(refused.message);
    return this.#lookUps.get(hash) ?? this.#lookUp(hash, isSession);
  }

  /** Looks up every key again, when one may have been deleted in a way that the database doesn’t report. */
  forget(): void {
    this.#changes += 1;
  }

  /** Concurrent requests with the same key share a look-up. */
  #lookUp(hash: string, isSession: boolean): Promise<Caller> {
    const found = this.#find(hash, isSession).finally(() => this.#lookUps.delete(hash));
    this.#lookUps.set(hash, found);
    return found;
  }

  async #find(hash: string, isSession: boolean): Promise<Caller> {
    const change = this.#changes;
    const now = performance.now();
    const row = isSession
      ? await this.#findSession(hash)
      : this.#known.has(hash)
        ? await findKeyByHash(this.#db, hash)
        : await this.#strangers.find(hash);
    const time = row === undefined ? 0 : this.#timeOf(row.organization_id);
    const message = faultOf(row, hash, time);
    if (row === undefined || message !== undefined) {
      remember(this.#refused, hash, { message: message ?? '', until: now + life, change });
      throw refusal(message ?? '');
    }
    const caller: Caller = {
      organizationId: row.organization_id,
      keyId: row.id,
      scopes: row.scopes === null ? null : new Set(JSON.parse(row.scopes) as Scope[]),
      ...(isSession ? { via: 'console', session: hash } : { via: 'api' }),
    };
    this.#uses.note(row);
    const left = row.expires_at === null ? life : Date.parse(row.expires_at) - time;
    remember(this.#known, hash, { caller, until: now + Math.min(life, left), change });
    return caller;
  }

  /** The session with this hash, unless it has ended; records now and then that it was used. */
  async #findSession(hash: string): Promise<SessionRow | undefined> {
    const row = await this.#sessions.find(hash);
    if (row === undefined) return undefined;
    const now = Date.now() * 1000;
    const isOver = row.began_at < timestamp(now - longestLife) || row.used_at < timestamp(now - idleLife);
    if (isOver) return undefined;
    if (row.used_at < timestamp(now - useInterval)) {
      // A session that isn't recorded as used only ends earlier.
      this.#db
        .transaction(row.organization_id, (tx) => touchSession(tx, row.organization_id, hash, timestamp(now)))
        .catch(() => {});
    }
    return row;
  }

  #holds({ until, change }: Found, now: number): boolean {
    return now < until && change === this.#changes;
  }
}

/** Updates the same object, so that connections that sent the key before a change don't need to hash it again. */
function remember<F extends Found>(found: Map<string, F>, hash: string, news: F): void {
  const before = found.get(hash);
  if (before === undefined && found.size >= mostRemembered) found.clear();
  found.set(hash, Object.assign(before ?? {}, news));
}

/** Why this key is refused at this time, in ms since 1970, if it is (contract, section 4). */
function faultOf(
  row: Pick<KeyRow, 'hash' | 'disabled_at' | 'expires_at'> | undefined,
  hash: string,
  now: number,
): string | undefined {
  if (row === undefined || !timingSafeEqual(Buffer.from(row.hash), Buffer.from(hash)))
    return 'API key is invalid.';
  if (row.disabled_at !== null) return 'API key has been deactivated.';
  if (row.expires_at !== null && Date.parse(row.expires_at) <= now) return 'API key has expired.';
  return undefined;
}

/** The key in a header, or else what stands for the session’s cookie. */
export function presented(request: IncomingMessage): string | undefined {
  const { authorization, 'x-api-key': direct } = request.headers;
  if (authorization !== undefined || direct !== undefined) return presentedKey(request);
  const cookie = presentedSession(request);
  return cookie === undefined ? undefined : sessionText(cookie);
}

/** The key in `x-api-key` or the bearer token; both are fine if they match (contract, section 4). */
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

/** Whether a request has a key that looks like an admin key, or two different keys. */
export function hasAdminKey(request: IncomingMessage): boolean {
  const { authorization, 'x-api-key': direct } = request.headers;
  const key = presentedKey(request);
  return key?.startsWith(adminKeyPrefix) ?? Boolean(authorization && direct);
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
