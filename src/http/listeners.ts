import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Clock } from '../contract/clock.ts';
import { newId } from '../contract/id.ts';
import { type AccessLog, asked } from './access-log.ts';
import type { Connections } from './connections.ts';
import { brokenRequest, connectRefused, type Refusal, refuse } from './refuse.ts';
import type { Shortcut } from './shortcut.ts';

/** What the listeners stand on. */
export interface ListenerTools {
  connections: Connections;
  /** Undefined: every request goes the whole way. */
  shortcut: Shortcut | undefined;
  isDraining: () => boolean;
  accessLog: AccessLog;
  now: Clock;
  log: Logger;
}

/**
 * Puts our listeners in the place of Fastify's and Node's own. None of them throws: what fails is logged, and costs a
 * connection at most.
 */
export function installListeners(app: FastifyInstance, tools: ListenerTools): void {
  const { connections, shortcut, log } = tools;
  const server: Server = app.server;
  const wholeWay = (request: IncomingMessage, response: ServerResponse) =>
    guard(request.socket, log, () => {
      connections.watch(response);
      app.routing(request, response);
    });

  server.removeAllListeners('request').on('request', (request, response) => {
    let isAnswered = false;
    try {
      isAnswered = shortcut !== undefined && !tools.isDraining() && shortcut(request, response);
    } catch (err) {
      report(err, log);
    }
    if (!isAnswered) wholeWay(request, response);
  });
  // Whether a body is wanted is told once it is known who sends it; an expectation that nobody knows is no reason to refuse.
  server.on('checkContinue', wholeWay).on('checkExpectation', wholeWay);
  server.on('connection', (socket) => guard(socket, log, () => connections.enter(socket)));
  server.on('connect', ({ method, url }, socket) =>
    guard(socket, log, () => refuseAndLog(socket, asked(method ?? '', url), connectRefused, tools)),
  );
}

function guard(socket: Duplex, log: Logger, work: () => void): void {
  try {
    work();
  } catch (err) {
    report(err, log);
    socket.destroy();
  }
}

function report(err: unknown, log: Logger): void {
  try {
    log.error({ err }, 'unexpected error');
  } catch {
    // Nor does it end the process that nobody can be told.
  }
}

/**
 * Answers bytes that are no request, in their turn: where an earlier request on the connection still waits for its answer,
 * after that.
 */
export function refuseBroken(
  error: Error & { code?: string },
  socket: Socket,
  tools: Pick<ListenerTools, 'connections' | 'now' | 'accessLog' | 'log'> & { maxHeaderSize: number },
): void {
  guard(socket, tools.log, () => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const answer = () =>
      guard(socket, tools.log, () =>
        refuseAndLog(socket, unreadable, brokenRequest(error, tools.maxHeaderSize), tools),
      );
    const awaited = tools.connections.awaited(socket);
    if (awaited === undefined) answer();
    else awaited.once('finish', answer);
  });
}

/** What the access log says of bytes that are no request. */
const unreadable = asked('', '');

/** Refuses what never became a request, and takes it down. */
function refuseAndLog(
  socket: Duplex,
  asked: string,
  refusal: Refusal,
  { now, accessLog }: Pick<ListenerTools, 'now' | 'accessLog'>,
): void {
  const id = newId('req', now());
  refuse(socket, refusal, id);
  const { status, message } = refusal;
  const told = { type: 'invalid_request_error', message } as const;
  accessLog({ id, route: 'unknown', asked, status, ms: 0, caller: null, refusal: told });
}
