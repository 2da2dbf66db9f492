import type { FastifyInstance } from 'fastify';
import pino, { type Logger } from 'pino';
import type { Caller } from '../call.ts';
import type { Metrics } from './metrics.ts';

/** A request that was answered. */
export interface Answered {
  id: string;
  /** The operation's id, or else the path of the route. */
  route: string;
  status: number;
  /** Milliseconds since it came in. */
  ms: number;
  caller: Caller | null;
}

/** Takes down that a request was answered. */
export type AccessLog = (answered: Answered) => void;

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
export function installAccessLog(app: FastifyInstance, accessLog: AccessLog, log: Logger): void {
  app.addHook('onRequest', (request, reply, done) => {
    const came = performance.now();
    reply.raw.once('close', () => {
      const { id, caller, routeOptions } = request;
      const route = routeOptions.config.operation ?? routeOptions.url ?? 'unknown';
      const status = reply.raw.writableFinished ? reply.statusCode : connectionGone;
      try {
        accessLog({ id, route, status, ms: performance.now() - came, caller });
      } catch (err) {
        log.error({ err }, 'unexpected error');
      }
    });
    done();
  });
}

/**
 * The line as pino would write it, to where pino writes. All that is in it is our own, so nothing needs to be quoted:
 * pino's serialiser would cost a fifth of a get that is kept ready.
 */
function lineOf({ id, route, status, ms, caller }: Answered): string {
  const who = caller === null ? '' : `"organization":"${caller.organizationId}","key":"${caller.keyId}",`;
  const rounded = Math.round(ms * 1000) / 1000;
  return `{"level":30,"time":${Date.now()},"id":"${id}","route":"${route}","status":${status},"ms":${rounded},${who}"msg":"request"}\n`;
}
