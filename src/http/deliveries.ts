import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { type MarkDelivery, Undecided } from '../call.ts';
import type { Database } from '../db/database.ts';
import { sendJson } from './respond.ts';

/**
 * How long to wait, in ms, before each of the writes to a client that has ended its side. If it is gone, its system answers
 * the head with a reset, of which only the next write learns: at once on the same machine, a round trip later elsewhere.
 */
const probes = [5, 15, 30, 150];

/** A request that writes, until it is known whether its answer was delivered. */
interface Delivery {
  readonly response: ServerResponse;
  readonly settled: Promise<void>;
  /** It waits for an equal one, and has done nothing yet. */
  waiting: boolean;
}

/** Equal requests, the last one beside. */
interface Equals {
  all: Set<Delivery>;
  last: Delivery;
}

/** An answer to be delivered. */
export interface Parcel {
  organizationId: string;
  text: string;
  /** What the database says of its delivery as yet. */
  undelivered: boolean;
  mark: MarkDelivery;
}

const closed = (response: ServerResponse) => new Promise((resolve) => response.once('close', resolve));

/** Whether the client has ended its side of the connection, or it broke. */
export const hungUp = ({ req: { socket } }: ServerResponse) => socket.destroyed || socket.readableEnded;

/**
 * Finds out which answers never reached their client (contract, section 3: "undelivered"): the connection was closed or
 * broken before the whole answer was handed over. A client that ended its side may only have nothing more to say: it is
 * sent the beginning, and if nothing comes back that says it is gone, the rest.
 */
export class Deliveries {
  readonly #db: Database;
  readonly #log: Logger;
  readonly #open = new Map<string, Equals>();

  constructor(db: Database, log: Logger) {
    this.#db = db;
    this.#log = log;
  }

  /**
   * Does `work`, which sends the answer of a request, after an equal one whose client has hung up: only then is it known
   * whether this one repeats it. `work` is told whether there is another such one, and done again if it throws Undecided.
   */
  async inTurn<T>(
    requestHash: string,
    response: ServerResponse,
    work: (isUndecided: () => boolean) => Promise<T>,
  ): Promise<T> {
    const { promise: settled, resolve } = Promise.withResolvers<void>();
    const own: Delivery = { response, settled, waiting: false };
    const equals = this.#open.get(requestHash) ?? { all: new Set(), last: own };
    const before = equals.last;
    equals.all.add(own);
    equals.last = own;
    this.#open.set(requestHash, equals);
    const undecided = () =>
      [...equals.all].find((one) => one !== own && !one.waiting && hungUp(one.response));
    const waitFor = async (other: Delivery) => {
      own.waiting = true;
      await other.settled;
      own.waiting = false;
    };
    try {
      if (before !== own && hungUp(before.response)) await waitFor(before);
      for (;;) {
        try {
          return await work(() => undecided() !== undefined);
        } catch (error) {
          if (!(error instanceof Undecided)) throw error;
          for (let other = undecided(); other !== undefined; other = undecided()) await waitFor(other);
        }
      }
    } finally {
      equals.all.delete(own);
      if (equals.all.size === 0) this.#open.delete(requestHash);
      resolve();
    }
  }

  /** Sends an answer and takes down how it went; the turn lets a client be seen that hung up meanwhile. */
  async send(reply: FastifyReply, parcel: Parcel): Promise<FastifyReply> {
    await nextTurn();
    const { raw } = reply;
    if (!hungUp(raw)) sendJson(reply, parcel.text);
    else await this.#sendInDoubt(reply, parcel);
    if (!raw.writableFinished && !raw.destroyed) await closed(raw);
    if (!raw.writableFinished) await this.#mark(parcel, true);
    return reply;
  }

  async #sendInDoubt(reply: FastifyReply, parcel: Parcel): Promise<void> {
    const { raw } = reply.hijack();
    if (raw.destroyed) return;
    raw.writeHead(200, {
      ...(reply.getHeaders() as OutgoingHttpHeaders),
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(parcel.text),
    });
    raw.flushHeaders();
    const bytes = Buffer.from(parcel.text);
    for (const [index, wait] of probes.entries()) {
      await sleep(wait);
      raw.write(bytes.subarray(index, index + 1));
      await nextTurn();
      if (raw.destroyed) return;
    }
    await this.#mark(parcel, false);
    raw.end(bytes.subarray(probes.length));
  }

  async #mark(parcel: Parcel, undelivered: boolean): Promise<void> {
    if (parcel.undelivered === undelivered) return;
    try {
      await this.#db.transaction(parcel.organizationId, (tx) => parcel.mark(tx, undelivered));
      parcel.undelivered = undelivered;
    } catch (err) {
      // What was asked for is done: a refusal would have it done again.
      this.#log.error({ err }, 'whether an answer was delivered couldn’t be taken down');
    }
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    for (const { all } of this.#open.values()) await Promise.all([...all].map((one) => one.settled));
  }
}
