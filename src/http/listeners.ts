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

/** What the listeners need. */
export interface ListenerTools {
  connections: Connections;
  /** Undefined if every request has to go through Fastify. */
  shortcut: Shortcut | undefined;
  /** Why requests are refused, if they are. */
  unavailable: () => string | undefined;
  accessLog: AccessLog;
  now: Clock;
  log: Logger;
}

/**
 * Replaces the listeners of Fastify and Node. None of them throws: an error is logged, and at worst closes the connection.
 */
export function installListeners(app: FastifyInstance, tools: ListenerTools): void {
  const { connections, shortcut, log } = tools;
  const server: Server = app.server;
  const wholeWay = (request: IncomingMessage, response: ServerResponse) =>
    guard(request.socket, log, () => {
      dropHost(request);
      connections.watch(response);
      app.routing(request, response);
    });

  server.removeAllListeners('request').on('request', (request, response) => {
    dropHost(request);
    const onward = () => wholeWay(request, response);
    if (shortcut === undefined || tools.unavailable() !== undefined) onward();
    else guard(request.socket, log, () => shortcut(request, response, onward));
  });
  // `100 Continue` is sent after authentication. Unknown expectations are ignored.
  server.on('checkContinue', wholeWay).on('checkExpectation', wholeWay);
  server.on('connection', (socket) => guard(socket, log, () => connections.enter(socket)));
  server.on('connect', ({ method, url }, socket) =>
    guard(socket, log, () => refuseAndLog(socket, asked(method ?? '', url), connectRefused, tools)),
  );
}

/** Leaves the path of a URL with a host, which clients send to what they take for a proxy (RFC 9112, section 3.2.2). */
function dropHost(request: IncomingMessage): void {
  if (request.url?.startsWith('/') === false) {
    request.url = request.url.replace(/^https?:\/\/[^/?]*(?=\/)/i, '');
  }
}

/** Does the work; an error is logged, and closes the connection. */
export function guard(socket: Duplex, log: Logger, work: () => void): void {
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
    // A log that fails must not end the process either.
  }
}

/**
 * Responds to bytes that aren't a valid request, after the response to any earlier request on the connection.
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

/** The method and path logged for bytes that aren't a valid request. */
const unreadable = asked('', '');

/** Refuses bytes that aren't a valid request, and logs it. */
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
