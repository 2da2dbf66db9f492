import type { IncomingMessage } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Caller, ReadCall, Wire } from '../call.ts';
import type { ClockOf } from '../contract/clock.ts';
import type { ApiError } from '../contract/errors.ts';
import { hasEtag, type Input, type Operation } from '../contract/operation.ts';
import type { Database, Reads, Versions } from '../db/database.ts';
import type { Replicas } from '../db/replicas.ts';
import { type Answer, type Answers, readyAnswer } from './answers.ts';
import { etagOf } from './etag.ts';
import { type InFlight, noRoom } from './in-flight.ts';
import { pageTokens } from './page-tokens.ts';
import type { States } from './states.ts';
import type { Turns } from './turns.ts';
import { validate } from './validate.ts';
import { Watched } from './watched.ts';

/** What reads need. */
export interface ReadTools {
  db: Database;
  clockOf: ClockOf;
  states: States;
  answers: Answers;
  /** Undefined where reads always go to the database. */
  replicas: Replicas | undefined;
  inFlight: InFlight;
  turns: Turns;
  /** Called with the time that the database took, in seconds. */
  observeDatabase: (operation: string, seconds: number) => void;
}

/** A request for a read, by a caller who may have the response. */
export interface Read {
  caller: Caller;
  wire: Wire;
  url: string;
  params: unknown;
  query: unknown;
  body?: Buffer | undefined;
  /** The organization’s versions, if they were looked up after the request had come. */
  versions?: Versions | undefined;
}

/** Does a read; rejects with the error to be sent. */
export type Reader = (read: Read) => Promise<Answer>;

/** The errors of requests that were refused when the shortcut read for them. */
export type RefusedReads = WeakMap<IncomingMessage, ApiError>;

/** Responses of up to, or from, so many characters are cached even if they are cheap to make. */
const [small, large] = [2048, 65_536];

type ReadHandler = (input: Input<Operation>, call: ReadCall) => Promise<string>;

/** Makes the reader of an operation, whose responses are cached unless reads of it are recorded. */
export function createReader(
  operation: Operation,
  handler: ReadHandler,
  isRecorded: boolean,
  tools: ReadTools,
): Reader {
  const isOfVersions = hasEtag(operation);
  return async (read) => {
    const { caller, wire, url } = read;
    const { organizationId } = caller;
    const input = validate(operation, read.params, read.query, read.body);
    const turn = () => tools.turns.enter(organizationId);
    const wait = turn();
    if (wait !== undefined) await wait;
    const versions = isOfVersions ? (read.versions ?? (await tools.db.versions(organizationId))) : {};
    const isCurrent = tools.states.isCurrent(organizationId);
    const isPlain = isOfVersions && isCurrent;
    const mayBeCached = isPlain && !isRecorded;
    const era = tools.states.era(organizationId);
    const asked = { organizationId, era, wire, url };
    const cached = mayBeCached ? tools.answers.findValid(asked, versions) : undefined;
    if (cached !== undefined) {
      await cached.durable;
      return cached;
    }
    let until = Number.POSITIVE_INFINITY;
    const now = tools.clockOf(organizationId);
    const callWith = (db: Reads): ReadCall => ({
      ...caller,
      db,
      wire,
      now,
      tokens: pageTokens(operation, input, organizationId, wire),
      validUntil(timestamp) {
        until = Math.min(until, Date.now() + Date.parse(timestamp) - now() / 1000);
      },
      expectBytes(bytes) {
        if (!tools.inFlight.hasRoom(organizationId, bytes)) throw noRoom();
      },
      async turn() {
        if (!isCurrent) return;
        await nextTurn();
        await turn();
      },
    });
    const started = performance.now();
    // Many requests may have come at once, before the first of them took any time. (An earlier state is read in a
    // transaction, which must not wait for others.)
    const watched = new Watched(
      isPlain ? tools.replicas : undefined,
      versions,
      isCurrent ? turn : () => undefined,
    );
    const text = await tools.states.read(organizationId, (db: Reads) =>
      handler(input, callWith(watched.over(db))),
    );
    if (watched.isUsed) tools.observeDatabase(operation.id, (performance.now() - started) / 1000);
    const tables = [...watched.tables];
    const isTimeless = isPlain && until === Number.POSITIVE_INFINITY;
    const { rows } = watched;
    const versioned = rows.length > 0 ? [...tables, 'workspaces'] : tables;
    const etag = isTimeless ? etagOf(asked, versions, versioned) : undefined;
    const durable = tools.db.durable(organizationId);
    const answer = readyAnswer(text, url, { operation, versions, era, tables, rows, durable, until, etag });
    const isCheap = !watched.isUsed && text.length > small && text.length < large;
    if (mayBeCached) tools.answers.keep(asked, answer, isCheap);
    if (durable !== undefined) {
      await durable;
      answer.durable = undefined;
    }
    return answer;
  };
}
