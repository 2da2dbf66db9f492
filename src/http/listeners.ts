import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Clock } from '../contract/clock.ts';
import { newId } from '../contract/id.ts';
import type { AccessLog } from './access-log.ts';
import type { Connections } from './connections.ts';
import { brokenRequest, connectRefused, failed, type Refusal, refuse } from './refuse.ts';
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

/** Puts our listeners in the place of Fastify's and Node's own. None of them throws: what fails is logged, and costs a connection at most. */
export function installListeners(app: FastifyInstance, tools: ListenerTools): void {
  const { connections, shortcut, log } = tools;
  const server: Server = app.server;
  const guard =
    <Args extends unknown[]>(listener: (...args: Args) => void, giveUp: (...args: Args) => void) =>
    (...args: Args) => {
      try {
        listener(...args);
      } catch (err) {
        log.error({ err }, 'unexpected error');
        giveUp(...args);
      }
    };
  const wholeWay = (request: IncomingMessage, response: ServerResponse) => {
    try {
      connections.watch(response);
      app.routing(request, response);
    } catch (err) {
      log.error({ err }, 'unexpected error');
      if (response.headersSent) request.socket.destroy();
      else refuse(request.socket, failed, newId('req', Date.now() * 1000));
    }
  };
  const request = (incoming: IncomingMessage, response: ServerResponse) => {
    if (shortcut === undefined || tools.isDraining()) return wholeWay(incoming, response);
    try {
      if (shortcut(incoming, response)) return;
    } catch (err) {
      log.error({ err }, 'unexpected error');
    }
    wholeWay(incoming, response);
  };
  const destroy = (socket: Duplex): void => {
    socket.destroy();
  };

  server.removeAllListeners('request').on('request', request);
  // Whether a body is wanted is told once it is known who sends it; an expectation that nobody knows is no reason to refuse.
  server.on('checkContinue', wholeWay).on('checkExpectation', wholeWay);
  server.on(
    'connection',
    guard((socket: Socket) => connections.enter(socket), destroy),
  );
  server.on(
    'connect',
    guard(
      (_request: IncomingMessage, socket: Duplex) => refuseAndLog(socket, connectRefused, tools),
      (_request, socket) => destroy(socket),
    ),
  );
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
  try {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const answer = () => refuseAndLog(socket, brokenRequest(error, tools.maxHeaderSize), tools);
    const awaited = tools.connections.awaited(socket);
    if (awaited === undefined) answer();
    else awaited.once('finish', answer);
  } catch (err) {
    tools.log.error({ err }, 'unexpected error');
    socket.destroy();
  }
}

/** Refuses what never became a request, and takes it down. */
function refuseAndLog(
  socket: Duplex,
  refusal: Refusal,
  { now, accessLog }: Pick<ListenerTools, 'now' | 'accessLog'>,
): void {
  const id = newId('req', now());
  refuse(socket, refusal, id);
  accessLog({ id, route: 'unknown', status: refusal.status, ms: 0, caller: null });
}
