import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The maximum number of connections, and how long a client may take to read a response, in ms. */
export interface ConnectionSettings {
  maxConnections: number;
  answerTimeout: number;
}

interface Visitor {
  socket: Socket;
  /** Bytes sent and received at the last check, and the time since which they haven't changed, in ms. */
  bytes: number;
  since: number;
  /** Responses that aren't finished; finished ones are removed at the next check. */
  answers: ServerResponse[];
  /** The time since which the client hasn't read the first of them, in ms; 0 while it isn't ready. */
  ready: number;
}

/** How often connections are checked, and how long a stopping server waits for a connection's first bytes, in ms. */
const interval = 1000;

/**
 * All connections of a server. When there are too many, a new one replaces an idle one: first those that never got a
 * response, then those that have been idle longest. A connection whose client doesn't read a response in time is closed.
 */
export class Connections {
  readonly #settings: ConnectionSettings;
  readonly #visitors = new Map<Socket, Visitor>();

  constructor(server: Server, settings: ConnectionSettings) {
    this.#settings = settings;
    const timer = setInterval(() => this.#look(), interval).unref();
    server.once('close', () => clearInterval(timer));
  }

  /** Accepts a connection, or destroys it if all others are busy. */
  enter(socket: Socket): void {
    if (this.#visitors.size >= this.#settings.maxConnections) this.#makeRoom();
    if (this.#visitors.size >= this.#settings.maxConnections) {
      socket.destroy();
      return;
    }
    const visitor: Visitor = { socket, bytes: 0, since: performance.now(), answers: [], ready: 0 };
    this.#visitors.set(socket, visitor);
    socket.once('close', () => {
      this.#visitors.delete(socket);
      // Node emits `close` only on the response that is being sent, not on those queued behind it.
      for (const response of visitor.answers) {
        if (!response.writableFinished && !response.closed) response.destroy().emit('close');
      }
    });
  }

  /** Watches a response until the connection has sent it. */
  watch(response: ServerResponse): void {
    const visitor = this.#visitors.get(response.req.socket);
    if (visitor === undefined) return;
    dropTaken(visitor);
    visitor.answers.push(response);
  }

  /** The last unfinished response on this connection to a request that arrived completely, if any. */
  awaited(socket: Socket): ServerResponse | undefined {
    const answers = this.#visitors.get(socket)?.answers;
    return answers?.findLast(({ req, writableFinished }) => req.complete && !writableFinished);
  }

  /** While the server stops: lets go of connections that never sent anything, for which Node would wait as for a request. */
  dropSilent(): void {
    const now = performance.now();
    for (const { socket, since } of this.#visitors.values()) {
      if (socket.bytesRead === 0 && now - since >= interval) socket.destroy();
    }
  }

  /** Has each connection closed after the last response that it is waiting for. */
  closeAfterResponses(): void {
    for (const { answers } of this.#visitors.values()) {
      const last = answers.at(-1);
      if (last?.headersSent === false) last.setHeader('connection', 'close');
    }
  }

  #look(): void {
    const now = performance.now();
    for (const visitor of this.#visitors.values()) {
      update(visitor, now);
      dropTaken(visitor);
      if (!visitor.answers[0]?.writableEnded) visitor.ready = 0;
      else if (visitor.ready === 0) visitor.ready = now;
      else if (now - visitor.ready >= this.#settings.answerTimeout) visitor.socket.destroy();
    }
  }

  /** Destroys the most idle hundredth of all connections: checking all of them for each new one would be too slow. */
  #makeRoom(): void {
    const wanted = Math.ceil(this.#settings.maxConnections / 100);
    const idle: Visitor[] = [];
    const silent: Visitor[] = [];
    for (const visitor of this.#visitors.values()) {
      if (isWorkedFor(visitor)) continue;
      if (visitor.socket.bytesWritten > 0) idle.push(visitor);
      // Connections are in the order in which they were opened.
      else if (silent.push(visitor) === wanted) break;
    }
    if (silent.length < wanted) {
      const now = performance.now();
      for (const visitor of idle) update(visitor, now);
      idle.sort((one, other) => one.since - other.since);
    }
    for (const { socket } of [...silent, ...idle].slice(0, wanted)) {
      this.#visitors.delete(socket);
      socket.destroy();
    }
  }
}

/** Responses finish in order. */
function dropTaken(visitor: Visitor): void {
  while (visitor.answers[0]?.writableFinished) {
    visitor.answers.shift();
    visitor.ready = 0;
  }
}

/** Whether a complete request is waiting for its response. */
function isWorkedFor({ answers }: Visitor): boolean {
  return answers.some(({ req, writableEnded }) => req.complete && !writableEnded);
}

function update(visitor: Visitor, now: number): void {
  const bytes = visitor.socket.bytesRead + visitor.socket.bytesWritten;
  if (bytes !== visitor.bytes) visitor.since = now;
  visitor.bytes = bytes;
}
