import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { type Delivery, type MarkDelivery, Undecided } from '../call.ts';
import { replayWindow } from '../contract/replay-window.ts';
import { type Database, DatabaseUnavailable } from '../db/database.ts';
import { whenAvailable } from '../db/when-available.ts';
import { isHandedOver, sendJson } from './respond.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether a sandbox sends something else in place of its response, which is then never delivered. */
    replaced?: boolean;
  }
}

/**
 * How long to wait, in ms, before each write to a client that has closed its side of the connection. If it is gone, its
 * system replies to the headers with a reset, which only the next write notices: at once on the same machine, elsewhere a
 * round trip later.
 */
const probes = [5, 15, 30, 150];
/** How long the error of a write waits, in ms, for its mark that it may have taken effect. */
const longestDoubt = 1000;

/**
 * A write, until it is known whether its response was delivered. (It keeps only the connection: objects that writes keep
 * live longer, and are expensive to collect.)
 */
class Watched implements Delivery {
  readonly #socket: Socket;
  /** Its neighbours among identical requests, in order of arrival. */
  earlier: Watched | undefined;
  later: Watched | undefined;
  /** Whether it is waiting for an identical one, and has done nothing yet. */
  waiting = false;
  /** Whether the database failed while it was stored, and may have stored it. */
  inDoubt = false;
  /** What the database currently says; undefined until `watch` is called. */
  undelivered: boolean | undefined;
  mark: MarkDelivery | undefined;
  #settled: PromiseWithResolvers<void> | undefined;

  constructor(socket: Socket, earlier: Watched | undefined) {
    this.#socket = socket;
    this.earlier = earlier;
    if (earlier !== undefined) earlier.later = this;
  }

  get hungUp(): boolean {
    return this.#socket.destroyed || this.#socket.readableEnded;
  }

  get isUndecided(): boolean {
    return this.#undecided() !== undefined;
  }

  watch(undelivered: boolean, mark: MarkDelivery): void {
    this.undelivered = undelivered;
    this.mark = mark;
  }

  /** Whether an earlier one is in doubt, of which this one may be the retry. */
  get followsDoubt(): boolean {
    for (let one = this.earlier; one !== undefined; one = one.earlier) if (one.inDoubt) return true;
    return false;
  }

  /** Resolves when the outcome is known. */
  settled(): Promise<void> {
    this.#settled ??= Promise.withResolvers();
    return this.#settled.promise;
  }

  /** Removes itself from the identical requests, since the outcome is known. */
  settle(): void {
    if (this.earlier !== undefined) this.earlier.later = this.later;
    if (this.later !== undefined) this.later.earlier = this.earlier;
    this.#settled?.resolve();
    this.earlier = undefined;
    this.later = undefined;
    this.mark = undefined;
  }

  /**
   * Waits for the outcome of another one, and sends interim responses to a client that has closed its side, which show whether
   * it is gone. False as soon as it is.
   */
  async waitFor(other: Watched, response: ServerResponse): Promise<boolean> {
    this.waiting = true;
    let isSettled = false;
    const settled = other.settled().then(() => {
      isSettled = true;
    });
    for (let probe = 0; !isSettled && !response.destroyed; probe++) {
      // HTTP/1.0 has no interim responses (RFC 9110, section 15.2).
      if (this.hungUp && response.req.httpVersionMinor > 0) response.writeContinue();
      await Promise.race([settled, sleep(probes[probe] ?? probes.at(-1))]);
    }
    this.waiting = false;
    return !response.destroyed;
  }

  /** Waits until no identical request is undecided. False if its own client is gone. */
  async decided(response: ServerResponse): Promise<boolean> {
    for (let one = this.#undecided(); one !== undefined; one = this.#undecided()) {
      if (!(await this.waitFor(one, response))) return false;
    }
    return true;
  }

  /** Another identical request that isn't waiting itself, and whose client has disconnected. */
  #undecided(): Watched | undefined {
    for (let one = this.earlier; one !== undefined; one = one.earlier) if (one.#isUndecided()) return one;
    for (let one = this.later; one !== undefined; one = one.later) if (one.#isUndecided()) return one;
    return undefined;
  }

  #isUndecided(): boolean {
    return !this.waiting && this.hungUp;
  }
}

const closed = (response: ServerResponse) => new Promise((resolve) => response.once('close', resolve));

/**
 * Finds out which responses never reached their client (contract, section 3: "undelivered"): the connection was closed or
 * broken before the whole response was sent. A client that closed its side may still be reading, so it is sent the
 * beginning and, unless a reset shows that it is gone, the rest.
 */
export class Deliveries {
  readonly #db: Database;
  readonly #log: Logger;
  /** The latest of identical requests, by hash. */
  readonly #open = new Map<string, Watched>();

  constructor(db: Database, log: Logger) {
    this.#db = db;
    this.#log = log;
  }

  /**
   * Does `work` and sends the text that it returns. Waits for an identical request whose client has disconnected, because
   * only then is it known whether this one is its retry; nothing is done for a client that is gone by then. Does `work` again
   * if it throws Undecided. If the database fails, the write may have taken effect: it counts as undelivered, and an identical
   * request is refused until that is recorded.
   */
  async deliver(
    requestHash: string,
    organizationId: string,
    reply: FastifyReply,
    work: (delivery: Delivery) => Promise<string>,
  ): Promise<FastifyReply> {
    const last = this.#open.get(requestHash);
    const own = new Watched(reply.raw.req.socket, last);
    this.#open.set(requestHash, own);
    const { raw } = reply;
    let marked: Promise<void> | undefined;
    try {
      if (own.followsDoubt) throw new DatabaseUnavailable('an identical request may have taken effect');
      if (last?.hungUp && !(await own.waitFor(last, raw))) return reply.hijack();
      let text: string | undefined;
      while (text === undefined) {
        try {
          text = await work(own);
        } catch (error) {
          if (error instanceof Undecided) {
            if (await own.decided(raw)) continue;
            return reply.hijack();
          }
          if (error instanceof DatabaseUnavailable && own.mark !== undefined) {
            marked = this.#markInDoubt(own, organizationId, own.mark);
            await Promise.race([marked, sleep(longestDoubt)]);
          }
          throw error;
        }
      }
      if (own.mark === undefined) return sendJson(reply, text);
      if (reply.request.replaced) {
        // Before its client can know that it failed, and sends it again.
        await this.#mark(own, organizationId, true);
        return sendJson(reply, text);
      }
      if (own.hungUp) await this.#sendInDoubt(reply, own, organizationId, text);
      else sendJson(reply, text);
      if (isHandedOver(raw)) return reply;
      if (!raw.destroyed) await closed(raw);
      if (!raw.writableFinished) await this.#mark(own, organizationId, true);
      return reply;
    } finally {
      if (marked === undefined) this.#close(requestHash, own);
      else void marked.then(() => this.#close(requestHash, own));
    }
  }

  #close(requestHash: string, own: Watched): void {
    if (this.#open.get(requestHash) === own) {
      if (own.earlier === undefined) this.#open.delete(requestHash);
      else this.#open.set(requestHash, own.earlier);
    }
    own.settle();
  }

  /** Marks a write as undelivered if it took effect, as soon as the database is available, while a retry would be recognised. */
  async #markInDoubt(own: Watched, organizationId: string, mark: MarkDelivery): Promise<void> {
    own.inDoubt = true;
    const record = () => this.#db.transaction(organizationId, (tx) => mark(tx, true));
    try {
      await whenAvailable(record, replayWindow / 1000, this.#log);
    } catch (err) {
      this.#log.error({ err }, 'could not record that a write may have taken effect');
    }
  }

  async #sendInDoubt(reply: FastifyReply, own: Watched, organizationId: string, text: string): Promise<void> {
    const { raw } = reply.hijack();
    if (raw.destroyed) return;
    raw.writeHead(200, {
      ...(reply.getHeaders() as OutgoingHttpHeaders),
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    });
    raw.flushHeaders();
    const bytes = Buffer.from(text);
    for (const [index, wait] of probes.entries()) {
      await sleep(wait);
      raw.write(bytes.subarray(index, index + 1));
      await nextTurn();
      if (raw.destroyed) return;
    }
    await this.#mark(own, organizationId, false);
    raw.end(bytes.subarray(probes.length));
  }

  async #mark(own: Watched, organizationId: string, undelivered: boolean): Promise<void> {
    const { mark } = own;
    if (mark === undefined || own.undelivered === undelivered) return;
    try {
      await this.#db.transaction(organizationId, (tx) => mark(tx, undelivered));
      own.undelivered = undelivered;
    } catch (err) {
      // The request has taken effect: an error would make the client retry it.
      this.#log.error({ err }, 'could not record whether a response was delivered');
    }
  }

  /** Resolves when no delivery is pending. What is in doubt, without a database, isn’t waited for. */
  async settled(): Promise<void> {
    const pending = () => [...this.#open.values()].filter(({ inDoubt }) => !inDoubt);
    for (let all = pending(); all.length > 0; all = pending()) {
      await Promise.all(all.map((one) => one.settled()));
    }
  }
}
