import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import pino, { type Logger } from 'pino';
import type { Caller } from '../call.ts';
import type { ApiError } from '../contract/errors.ts';
import { maskKeys } from '../contract/mask-keys.ts';
import type { Metrics } from './metrics.ts';

/** A finished request. */
export interface Answered {
  id: string;
  /** The operation's id, or the path of the route. */
  route: string;
  /** Its method and URL, as formatted by `asked`. */
  asked: string;
  status: number;
  /** Duration in milliseconds. */
  ms: number;
  caller: Caller | null;
  /** Why it was refused. */
  refusal: Pick<ApiError, 'type' | 'message'> | null;
}

/** Logs a finished request. */
export type AccessLog = (answered: Answered) => void;

declare module 'fastify' {
  interface FastifyRequest {
    /** The error that was sent, if any. */
    refusal: ApiError | null;
  }
}

/** Logs each finished request and counts it in the metrics; never a key, never a body. */
export function createAccessLog(log: Logger, metrics: Metrics): AccessLog {
  const lines = (log as unknown as { [pino.symbols.streamSym]: { write(line: string): void } })[
    pino.symbols.streamSym
  ];
  const wanted = log.isLevelEnabled('info');
  return (answered) => {
    metrics.request(answered.route, answered.status, answered.ms / 1000);
    if (wanted) lines.write(lineOf(answered));
  };
}

/** Logged, as by proxies, if the connection closed before the response was sent; the request may have taken effect. */
export const connectionGone = 499;

/** Logs every request that reaches Fastify, even if its client has gone. */
export function installAccessLog(app: FastifyInstance, follow: Follow): void {
  app.decorateRequest('refusal', null);
  app.addHook('onRequest', (request, reply, done) => {
    follow(request, reply);
    done();
  });
}

/** Logs a request once its response is sent, or its connection has closed. */
export type Follow = (request: FastifyRequest, reply: FastifyReply) => void;

/** Creates the function that follows requests until they end. */
export function createFollow(accessLog: AccessLog, log: Logger): Follow {
  return (request, reply) => {
    const came = performance.now();
    reply.raw.once('close', () => {
      const { id, method, url, caller, routeOptions, refusal } = request;
      const route = routeOptions.config?.operation ?? routeOptions.url ?? 'unknown';
      const status = reply.raw.writableFinished ? reply.statusCode : connectionGone;
      const ms = performance.now() - came;
      try {
        accessLog({ id, route, asked: asked(method, url), status, ms, caller, refusal });
      } catch (err) {
        log.error({ err }, 'unexpected error');
      }
    });
  };
}

/** Maximum number of characters logged of a path and of a message. */
const longest = 500;

/** Method and path for the log, with only the names of query parameters: their values may be personal data. */
export function asked(method: string, url = ''): string {
  const end = url.indexOf('?');
  const path = end === -1 ? url : url.slice(0, end);
  const names = end === -1 ? [] : [...new URLSearchParams(url.slice(end)).keys()];
  const query = names.length > 0 ? `?${[...new Set(names)].join('&')}` : '';
  return `"method":${JSON.stringify(method)},"path":${JSON.stringify(maskKeys(path + query).slice(0, longest))}`;
}

const told = ({ type, message }: Pick<ApiError, 'type' | 'message'>) => ({
  type,
  message: maskKeys(message).slice(0, longest),
});

/**
 * The line as pino would write it. Text from clients is quoted, only once for a cached response: pino's serialiser would
 * cost a fifth of such a get.
 */
function lineOf({ id, route, asked, status, ms, caller, refusal }: Answered): string {
  const who = caller === null ? '' : `"organization":"${caller.organizationId}","key":"${caller.keyId}",`;
  const why = refusal ? `"error":${JSON.stringify(told(refusal))},` : '';
  const rounded = Math.round(ms * 1000) / 1000;
  return `{"level":30,"time":${Date.now()},"id":"${id}","route":"${route}",${asked},"status":${status},"ms":${rounded},${who}${why}"msg":"request"}\n`;
}
