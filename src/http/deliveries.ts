import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { MarkDelivery } from '../call.ts';
import type { Database } from '../db/database.ts';
import { sendJson } from './respond.ts';

/** How long a client that has ended its side is given to show that it is gone, in ms: its system resets what is sent to it. */
const doubt = 200;

/** One request that writes, until it is known whether its answer was delivered. */
export interface Delivery {
  readonly response: ServerResponse;
  readonly settled: Promise<void>;
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
 * sent the head, and if nothing comes back that says it is gone, the rest.
 */
export class Deliveries {
  readonly #db: Database;
  readonly #log: Logger;
  /** The last request with each hash. */
  readonly #latest = new Map<string, Delivery>();
  readonly #open = new Set<Promise<void>>();

  constructor(db: Database, log: Logger) {
    this.#db = db;
    this.#log = log;
  }

  /**
   * Does `work`, which sends the answer of a request, after that of an equal one whose client has hung up: only then is it
   * known whether this one repeats it.
   */
  async inTurn<T>(requestHash: string, response: ServerResponse, work: () => Promise<T>): Promise<T> {
    const before = this.#latest.get(requestHash);
    const { promise: settled, resolve } = Promise.withResolvers<void>();
    const delivery = { response, settled };
    this.#latest.set(requestHash, delivery);
    this.#open.add(settled);
    try {
      if (before !== undefined && hungUp(before.response)) await before.settled;
      return await work();
    } finally {
      if (this.#latest.get(requestHash) === delivery) this.#latest.delete(requestHash);
      this.#open.delete(settled);
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
    await Promise.race([closed(raw), sleep(doubt)]);
    if (raw.destroyed) return;
    await this.#mark(parcel, false);
    raw.end(parcel.text);
  }

  async #mark({ organizationId, undelivered, mark }: Parcel, news: boolean): Promise<void> {
    if (undelivered === news) return;
    try {
      await this.#db.transaction(organizationId, (tx) => mark(tx, news));
    } catch (err) {
      // What was asked for is done: a refusal would have it done again.
      this.#log.error({ err }, 'whether an answer was delivered couldn’t be taken down');
    }
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open);
  }
}
