import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Resource } from '../call.ts';
import type { Clock } from '../contract/clock.ts';
import { ApiError, invalid } from '../contract/errors.ts';
import { newId } from '../contract/id.ts';
import type { Database } from '../db/database.ts';
import { createAccessLog, installAccessLog } from './access-log.ts';
import { Answers } from './answers.ts';
import { mountAssets } from './assets.ts';
import { Authenticator } from './authenticate.ts';
import type { Metrics } from './metrics.ts';
import { openapiDocument } from './openapi.ts';
import { mountOperational } from './operational.ts';
import { createRateLimit } from './rate-limit.ts';
import { refuseBrokenRequest, refuseBrokenUrl } from './refuse.ts';
import { everyHeader, installErrors } from './respond.ts';
import { mount } from './router.ts';
import { createShortcut } from './shortcut.ts';
import { collectRoutes } from './unknown.ts';

/** Limits of the HTTP server: bytes, milliseconds, counts. */
export interface HttpSettings {
  bodyLimit: number;
  maxHeaderSize: number;
  headersTimeout: number;
  requestTimeout: number;
  keepAliveTimeout: number;
  maxConnections: number;
  /** Requests of each organization in a minute; 0: no limit. */
  rateLimit: number;
  requireVersion: boolean;
  /** Origins that browsers may call from; empty: none. */
  corsOrigins: readonly string[];
  /** Bytes of kept answers. */
  answerCache: number;
}

/** What the server is made with, beside its settings. */
export interface HttpTools {
  db: Database;
  now: Clock;
  log: Logger;
  metrics: Metrics;
  version: string;
}

/** A server that can be started and ended once. */
export interface HttpServer {
  /** Answers the base URL. */
  listen(host: string, port: number): Promise<string>;
  /** Refuses new requests with 503, finishes those in flight, cuts what is left after `deadline` ms. */
  close(deadline: number): Promise<void>;
}

/** The HTTP server of these resources: the only room that knows Fastify. */
export async function createHttpServer(
  resources: readonly Resource[],
  settings: HttpSettings,
  tools: HttpTools,
): Promise<HttpServer> {
  let draining = false;
  const accessLog = createAccessLog(tools.log, tools.metrics);
  const app = Fastify({
    logger: false,
    genReqId: () => newId('req', tools.now()),
    exposeHeadRoutes: false,
    bodyLimit: settings.bodyLimit,
    requestTimeout: settings.requestTimeout,
    keepAliveTimeout: settings.keepAliveTimeout,
    http: {
      maxHeaderSize: settings.maxHeaderSize,
      // Missed by us instead, for Node's own refusal has neither envelope nor id.
      requireHostHeader: false,
      headersTimeout: settings.headersTimeout,
      connectionsCheckingInterval: Math.min(1000, settings.headersTimeout, settings.requestTimeout),
    },
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: settings.maxHeaderSize },
    clientErrorHandler: (error, socket) => {
      const id = newId('req', tools.now());
      const status = refuseBrokenRequest(error, socket, id);
      if (status !== undefined) accessLog({ id, route: 'unknown', status, ms: 0, caller: null });
    },
    frameworkErrors: refuseBrokenUrl,
  });
  app.server.maxConnections = settings.maxConnections;
  installAccessLog(app, accessLog);
  const unknown = collectRoutes(app);
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('request-id', request.id).headers(everyHeader);
    if (draining) reply.header('connection', 'close');
    // Every body is read as JSON, whatever it says it is. (Of a request without the header Fastify looks for a parser anew.)
    const { headers } = request.raw;
    if (headers['content-type'] !== undefined) headers['content-type'] = 'application/json';
    const refused = draining && request.routeOptions.config.operation !== undefined;
    if (refused) done(new ApiError('overloaded_error', 'The server is shutting down.'));
    else done(request.is404 || isPlainOptions(request.raw) ? unknown(request.url) : hostFault(request.raw));
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  installErrors(app, tools.log, unknown);
  if (settings.corsOrigins.length > 0) await allowOrigins(app, settings.corsOrigins);
  const authenticator = new Authenticator(tools.db, tools.now);
  const answers = new Answers(tools.db, settings.answerCache);
  mount(app, resources, {
    ...tools,
    ...settings,
    authenticator,
    answers,
    rateLimit: createRateLimit(settings.rateLimit, tools.now),
    observeDatabase: tools.metrics.database,
  });
  if (settings.corsOrigins.length === 0 && settings.rateLimit === 0) {
    const shortcut = createShortcut({ ...tools, ...settings, answers, authenticator, accessLog });
    app.server.removeAllListeners('request').on('request', (request, response) => {
      if (draining || !shortcut(request, response)) app.routing(request, response);
    });
  }
  // An expectation that nobody knows is no reason to refuse.
  app.server.on('checkExpectation', (request, response) => app.routing(request, response));
  const operations = resources.map((resource) => resource.operations);
  mountOperational(app, {
    ...tools,
    openapi: JSON.stringify(openapiDocument(operations, tools.version)),
    isDraining: () => draining,
  });
  mountAssets(app);
  return {
    async listen(host, port) {
      // A name of several addresses would be listened to by servers that know nothing of each other.
      const { address } = await lookup(host, { order: 'ipv4first' });
      return app.listen({ host: address, port });
    },
    async close(deadline) {
      draining = true;
      const letGo = setInterval(() => app.server.closeIdleConnections(), 20);
      const cut = setTimeout(() => app.server.closeAllConnections(), deadline);
      await app.close();
      clearInterval(letGo);
      clearTimeout(cut);
    },
  };
}

/** Where browsers may call, every path takes OPTIONS, but only as what browsers ask before a call. */
function isPlainOptions({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] === undefined;
}

/** HTTP/1.1 demands the header, whether or not anybody needs it. */
function hostFault({ headers, httpVersion }: IncomingMessage): ApiError | undefined {
  return headers.host === undefined && httpVersion === '1.1'
    ? invalid('host', 'header is required')
    : undefined;
}

async function allowOrigins(app: FastifyInstance, origin: readonly string[]): Promise<void> {
  const { default: cors } = await import('@fastify/cors');
  await app.register(cors, {
    origin: [...origin],
    exposedHeaders: [
      'request-id',
      'anthropic-organization-id',
      'idempotent-replayed',
      'retry-after',
      'x-should-retry',
    ],
    strictPreflight: false,
  });
}
