import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How many connections there may be, and how long, in ms, a client may take for an answer. */
export interface ConnectionSettings {
  maxConnections: number;
  answerTimeout: number;
}

interface Visitor {
  socket: Socket;
  /** Bytes that went either way when it was last looked at, and since when they have been the same, in ms. */
  bytes: number;
  since: number;
  /** Answers that are being made or taken; those that were taken since go with the next look. */
  answers: ServerResponse[];
  /** Since when the first of them has been ready and not taken, in ms; 0: it isn't. */
  ready: number;
}

/** How often connections are looked at, in ms. */
const interval = 1000;

/**
 * Every connection of a server. Where there are too many, the newcomer takes the place of one that nobody works for:
 * first of those that never got an answer, then of the others, the one that has been silent longest. An answer that a client
 * doesn't take in time is cut.
 */
export class Connections {
  readonly #settings: ConnectionSettings;
  readonly #visitors = new Map<Socket, Visitor>();

  constructor(server: Server, settings: ConnectionSettings) {
    this.#settings = settings;
    const timer = setInterval(() => this.#look(), interval).unref();
    server.once('close', () => clearInterval(timer));
  }

  /** Lets a connection in, or destroys it where everybody else is being worked for. */
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
      // Node tells only the answer whose turn it was that nobody will take it.
      for (const response of visitor.answers) {
        if (!response.writableFinished && !response.closed) response.destroy().emit('close');
      }
    });
  }

  /** Watches over an answer until its connection has taken it. */
  watch(response: ServerResponse): void {
    const visitor = this.#visitors.get(response.req.socket);
    if (visitor === undefined) return;
    dropTaken(visitor);
    visitor.answers.push(response);
  }

  /** The last answer that this connection waits for, if any: to a request that came whole. */
  awaited(socket: Socket): ServerResponse | undefined {
    const answers = this.#visitors.get(socket)?.answers;
    return answers?.findLast(({ req, writableFinished }) => req.complete && !writableFinished);
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

  /** Destroys the idlest hundredth: to look at all of them for each newcomer would cost more than it is worth. */
  #makeRoom(): void {
    const wanted = Math.ceil(this.#settings.maxConnections / 100);
    const idle: Visitor[] = [];
    const silent: Visitor[] = [];
    for (const visitor of this.#visitors.values()) {
      if (isWorkedFor(visitor)) continue;
      if (visitor.socket.bytesWritten > 0) idle.push(visitor);
      // They stand in the order in which they came.
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

/** Answers are taken in their order. */
function dropTaken(visitor: Visitor): void {
  while (visitor.answers[0]?.writableFinished) {
    visitor.answers.shift();
    visitor.ready = 0;
  }
}

/** Whether it has sent a whole request that isn't answered yet. */
function isWorkedFor({ answers }: Visitor): boolean {
  return answers.some(({ req, writableEnded }) => req.complete && !writableEnded);
}

function update(visitor: Visitor, now: number): void {
  const bytes = visitor.socket.bytesRead + visitor.socket.bytesWritten;
  if (bytes !== visitor.bytes) visitor.since = now;
  visitor.bytes = bytes;
}
