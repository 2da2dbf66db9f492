import { hash } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { RecordActivities, Resource } from '../call.ts';
import type { Clock, ClockOf } from '../contract/clock.ts';
import { ApiError } from '../contract/errors.ts';
import { isOpaqueId, newId } from '../contract/id.ts';
import type { Database } from '../db/database.ts';
import { Replicas } from '../db/replicas.ts';
import type { OpenSandbox } from '../sandbox/open.ts';
import { createAccessLog, createFollow, installAccessLog } from './access-log.ts';
import { Answers } from './answers.ts';
import { mountAssets } from './assets.ts';
import { Authenticator } from './authenticate.ts';
import { createClientAddress } from './client-address.ts';
import { type ConnectionSettings, Connections } from './connections.ts';
import { Deliveries } from './deliveries.ts';
import { mountFrontPage } from './front-page.ts';
import { createHostFault } from './host.ts';
import { InFlight } from './in-flight.ts';
import { installListeners, refuseBroken } from './listeners.ts';
import type { Metrics } from './metrics.ts';
import { possibleConnections } from './open-files.ts';
import { openapiDocument } from './openapi/document.ts';
import { mountOperational } from './operational.ts';
import { createRateLimit, Tries } from './rate-limit.ts';
import { ReadRoutes } from './read-routes.ts';
import type { RefusedReads } from './reads.ts';
import { refuseBrokenUrl } from './refuse.ts';
import { everyHeader, installErrors } from './respond.ts';
import { mount } from './router.ts';
import { createShortcut } from './shortcut.ts';
import { plainStates } from './states.ts';
import { Turns } from './turns.ts';
import { collectRoutes } from './unknown.ts';

/** Limits of the HTTP server: bytes, milliseconds, counts. */
export interface HttpSettings extends ConnectionSettings {
  bodyLimit: number;
  maxHeaderSize: number;
  headersTimeout: number;
  requestTimeout: number;
  keepAliveTimeout: number;
  /** Requests per minute and organization; 0 means no limit. */
  rateLimit: number;
  requireVersion: boolean;
  /** Record reads in the activity feed, too. */
  recordReads: boolean;
  /** Proxies that tell clients' addresses: IP addresses and ranges. */
  trustedProxies: readonly string[];
  /** Origins allowed by CORS. */
  corsOrigins: readonly string[];
  /** Size of the response cache in bytes. */
  answerCache: number;
  /** Bytes of large requests and responses in flight. */
  inFlightMaxBytes: number;
  /** Bytes of an organization's stored responses for `Idempotency-Key`. */
  idempotencyMaxBytes: number;
  /** What responses show besides what is stored. */
  workspaceGeos: readonly string[];
  inferenceGeos: readonly string[];
  pageMaxBytes: number;
}

/** What the server needs besides its settings. */
export interface HttpTools {
  db: Database;
  now: Clock;
  clockOf: ClockOf;
  log: Logger;
  metrics: Metrics;
  record: RecordActivities;
  version: string;
  /** Refuse requests whose `Host` isn't this machine. */
  loopbackOnly: boolean;
  /** The published admin key of dev, which the reference page fills in. */
  publicKey: string | undefined;
  sandbox: OpenSandbox | undefined;
}

/** A server that can be started and stopped once. */
export interface HttpServer {
  /** Listens, but refuses requests with 503 until `open`; returns the base URL. */
  listen(host: string, port: number): Promise<string>;
  /** Accepts requests from now on. */
  open(): void;
  /** Refuses new requests with 503, finishes those in flight, and closes what is left after `deadline` ms. */
  close(deadline: number): Promise<void>;
}

/** Creates the HTTP server for these resources. */
export async function createHttpServer(
  resources: readonly Resource[],
  settings: HttpSettings,
  tools: HttpTools,
): Promise<HttpServer> {
  /** Why requests are refused, if they are. */
  let unavailable: string | undefined = 'The server is starting.';
  const accessLog = createAccessLog(tools.log, tools.metrics);
  const follow = createFollow(accessLog, tools.log);
  const app = Fastify({
    logger: false,
    genReqId: () => newId('req', tools.now()),
    exposeHeadRoutes: false,
    bodyLimit: settings.bodyLimit,
    requestTimeout: settings.requestTimeout,
    keepAliveTimeout: settings.keepAliveTimeout,
    http: {
      maxHeaderSize: settings.maxHeaderSize,
      // Otherwise Node silently drops the second of two equal headers.
      joinDuplicateHeaders: true,
      // Checked by us instead, since Node's own error has neither envelope nor request id.
      requireHostHeader: false,
      headersTimeout: settings.headersTimeout,
      connectionsCheckingInterval: Math.min(1000, settings.headersTimeout, settings.requestTimeout),
      // A twentieth of a read: without a body, a request's stream is over before it begins.
      optimizeEmptyRequests: true,
    },
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: settings.maxHeaderSize },
    clientErrorHandler: (error, socket) =>
      refuseBroken(error, socket, { ...tools, ...settings, connections, accessLog }),
    frameworkErrors: (_error, request, reply) => {
      follow(request, reply);
      refuseBrokenUrl(request, reply);
    },
  });
  const maxConnections = Math.min(settings.maxConnections, possibleConnections() ?? Number.POSITIVE_INFINITY);
  if (maxConnections < settings.maxConnections) {
    tools.log.warn(
      { maxConnections },
      'open-file limit is too low for --max-connections: raise it (ulimit -n)',
    );
  }
  const connections = new Connections(app.server, { ...settings, maxConnections });
  // Only their size is limited: Node 22 silently drops those after the first thousand, such as a proxy's.
  app.server.maxHeadersCount = 0;
  // A client that closes its side of the connection may still read.
  (app.server as Server & { httpAllowHalfOpen: boolean }).httpAllowHalfOpen = true;
  const hostFault = createHostFault(tools.loopbackOnly);
  installAccessLog(app, follow);
  const unknown = collectRoutes(app);
  const { sandbox } = tools;
  const authenticator = new Authenticator(
    tools.db,
    sandbox && { timeOf: (id) => tools.clockOf(id)() / 1000, isKey: isOpaqueId },
  );
  const sandboxed = sandbox && (await import('./sandbox.ts')).sandboxed(app, sandbox, authenticator);
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('request-id', request.id).headers(everyHeader);
    if (unavailable !== undefined) reply.header('connection', 'close');
    // Every body is parsed as JSON, whatever its type. (For a request without the header Fastify picks a parser itself.)
    // A type without a body would have it wait for the end of one.
    const { headers } = request.raw;
    if (headers['content-type'] !== undefined)
      headers['content-type'] = hasBody(headers) ? 'application/json' : undefined;
    done(isPlainOptions(request.raw) ? unknown(request.url) : undefined);
  });
  app.removeAllContentTypeParsers();
  // Fastify finds the parser of a named type at once, and that of any other by taking the header apart.
  const types = ['application/json', '*'];
  app.addContentTypeParser(types, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  installErrors(app, tools.log, unknown);
  // Before anything is refused, because pages may read errors, too.
  if (settings.corsOrigins.length > 0) await allowOrigins(app, settings.corsOrigins);
  app.addHook('onRequest', (request, _reply, done) => {
    if (unavailable !== undefined && request.routeOptions.config.operation !== undefined)
      done(new ApiError('overloaded_error', unavailable));
    else if (request.is404 || hasEmptySegment(request)) done(unknown(request.url));
    else done(hostFault(request.raw));
  });
  // In a sandbox, clocks are set back: a lower version may be a later one.
  const hasReplicas = sandbox === undefined && settings.answerCache > 0;
  const replicas = hasReplicas ? new Replicas(tools.db, settings.answerCache / 2) : undefined;
  const answers = new Answers(tools.db, hasReplicas ? settings.answerCache / 2 : settings.answerCache);
  const shown = JSON.stringify([settings.workspaceGeos, settings.inferenceGeos, settings.pageMaxBytes]);
  const era = `${tools.version}-${hash('sha256', shown, 'base64url').slice(0, 8)}-`;
  const states = sandbox?.states ?? plainStates(tools.db, era);
  const readRoutes = new ReadRoutes(settings.maxHeaderSize);
  const refusedReads: RefusedReads = new WeakMap();
  const inFlight = new InFlight(settings.inFlightMaxBytes);
  const limit = createRateLimit(settings.rateLimit);
  const deliveries = new Deliveries(tools.db, tools.log);
  mount(app, resources, {
    ...tools,
    ...settings,
    authenticator,
    answers,
    replicas,
    readRoutes,
    refusedReads,
    inFlight,
    deliveries,
    states,
    sandbox: sandboxed,
    turns: new Turns(10),
    refusals: new Turns(2),
    tries: new Tries(),
    addressOf: createClientAddress(settings.trustedProxies),
    rateLimit: sandbox ? (id) => sandbox.takeRate(id) ?? limit(id) : limit,
    observeDatabase: tools.metrics.database,
  });
  const direct = settings.corsOrigins.length === 0 && settings.rateLimit === 0 && sandbox === undefined;
  const shortcutTools = {
    ...tools,
    ...settings,
    answers,
    readRoutes,
    refusedReads,
    states,
    authenticator,
    accessLog,
    connections,
    inFlight,
    hostFault,
  };
  installListeners(app, {
    ...tools,
    connections,
    accessLog,
    shortcut: direct ? createShortcut(shortcutTools) : undefined,
    unavailable: () => unavailable,
  });
  const operations = resources.map((resource) => resource.operations);
  mountOperational(app, {
    ...tools,
    openapi: JSON.stringify(openapiDocument(operations, { ...tools, ...settings })),
    unavailable: () => unavailable,
  });
  mountFrontPage(app, tools.version);
  mountAssets(app, sandbox !== undefined);
  return {
    async listen(host, port) {
      // For a name with several addresses Fastify would start several servers that don't share state.
      const { address } = await lookup(host, { order: 'ipv4first' });
      const url = await app.listen({ host: address, port, backlog: 4096 });
      app.server.on('error', (err) => tools.log.error({ err }, 'unexpected error'));
      return url;
    },
    open() {
      unavailable = undefined;
    },
    async close(deadline) {
      unavailable = 'The server is shutting down.';
      connections.closeAfterResponses();
      const letGo = setInterval(() => {
        app.server.closeIdleConnections();
        connections.dropSilent();
      }, 20);
      const cut = setTimeout(() => app.server.closeAllConnections(), deadline);
      await app.close();
      await deliveries.settled();
      clearInterval(letGo);
      clearTimeout(cut);
    },
  };
}

/** Whether the path has a trailing or doubled slash, which the router would take for an empty parameter. */
function hasEmptySegment({ url, routeOptions }: FastifyRequest): boolean {
  if (routeOptions.config.operation === undefined) return false;
  const query = url.indexOf('?');
  const path = query === -1 ? url : url.slice(0, query);
  return path.endsWith('/') || path.includes('//');
}

const hasBody = (headers: IncomingHttpHeaders) =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;

/** Whether this is an OPTIONS request that isn't a CORS preflight. */
function isPlainOptions({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] === undefined;
}

async function allowOrigins(app: FastifyInstance, origin: readonly string[]): Promise<void> {
  const { default: cors } = await import('@fastify/cors');
  await app.register(cors, {
    origin: [...origin],
    methods: ['GET', 'POST', 'DELETE'],
    exposedHeaders: [
      'request-id',
      'anthropic-organization-id',
      'etag',
      'idempotent-replayed',
      'retry-after',
      'x-should-retry',
      'x-workspaced-fault',
      'x-workspaced-hint',
    ],
    strictPreflight: false,
  });
}
