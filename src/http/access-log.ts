import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import pino, { type Logger } from 'pino';
import type { Caller } from '../call.ts';
import type { ApiError } from '../contract/errors.ts';
import type { Metrics } from './metrics.ts';

/** A request that was answered. */
export interface Answered {
  id: string;
  /** The operation's id, or else the path of the route. */
  route: string;
  /** What `asked` makes of its method and URL. */
  asked: string;
  status: number;
  /** Milliseconds since it came in. */
  ms: number;
  caller: Caller | null;
  /** Why it was refused. */
  refusal: Pick<ApiError, 'type' | 'message'> | null;
}

/** Takes down that a request was answered. */
export type AccessLog = (answered: Answered) => void;

declare module 'fastify' {
  interface FastifyRequest {
    /** The error that it was answered with. */
    refusal: ApiError | null;
  }
}

/** A line and the figures of each answered request: never a key, never a body. */
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

/** As proxies log it: the connection went before the answer, and what was asked for may be done all the same. */
const connectionGone = 499;

/** Takes down every request that comes to Fastify, also where nobody waits for its answer any more. */
export function installAccessLog(app: FastifyInstance, follow: Follow): void {
  app.decorateRequest('refusal', null);
  app.addHook('onRequest', (request, reply, done) => {
    follow(request, reply);
    done();
  });
}

/** Has a request taken down once its answer is out, or its connection has gone. */
export type Follow = (request: FastifyRequest, reply: FastifyReply) => void;

/** What follows a request from now on until its end. */
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

/** Most characters of a path and of a sentence that are logged. */
const longest = 500;

/** Method and path as a line has them: of the query its names alone, for values may be anybody's data. */
export function asked(method: string, url = ''): string {
  const path = url.replace(/\?.*$/s, '');
  const names = url.length > path.length ? [...new URLSearchParams(url.slice(path.length)).keys()] : [];
  const query = names.length > 0 ? `?${[...new Set(names)].join('&')}` : '';
  return `"method":${JSON.stringify(method)},"path":${JSON.stringify((path + query).slice(0, longest))}`;
}

const told = ({ type, message }: Pick<ApiError, 'type' | 'message'>) => ({
  type,
  message: message.slice(0, longest),
});

/**
 * The line as pino would write it, to where pino writes. What comes from clients is quoted, and that once for an answer
 * that is kept ready: pino's serialiser would cost a fifth of such a get.
 */
function lineOf({ id, route, asked, status, ms, caller, refusal }: Answered): string {
  const who = caller === null ? '' : `"organization":"${caller.organizationId}","key":"${caller.keyId}",`;
  const why = refusal ? `"error":${JSON.stringify(told(refusal))},` : '';
  const rounded = Math.round(ms * 1000) / 1000;
  return `{"level":30,"time":${Date.now()},"id":"${id}","route":"${route}",${asked},"status":${status},"ms":${rounded},${who}${why}"msg":"request"}\n`;
}
