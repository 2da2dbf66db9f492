import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { Caller, Handler, Resource } from '../call.ts';
import { ApiError, invalid, tooLarge } from '../contract/errors.ts';
import type { Operation } from '../contract/operation.ts';
import { allows, missingScopes } from '../contract/scopes.ts';
import { type Authenticator, hasAdminKey } from './authenticate.ts';
import type { RateLimit } from './rate-limit.ts';
import { refused } from './refused.ts';
import { type RunTools, routeOf, runner } from './run.ts';
import type { Surroundings } from './sandbox.ts';
import type { Turns } from './turns.ts';
import { checkVersion } from './versions.ts';

/** What every request goes through before its operation. */
export interface RouterTools extends RunTools {
  authenticator: Authenticator;
  /** Requests with refused keys wait for a turn, so that many of them don't slow down other clients. */
  refusals: Turns;
  rateLimit: RateLimit;
  requireVersion: boolean;
  bodyLimit: number;
  /** What a sandbox does around operations. */
  sandbox: Surroundings | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set once the request is authenticated. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** The operation's id, for logs and metrics. */
    operation?: string;
  }
}

/** What a sandbox must know of an operation. */
export type Around = Pick<Operation, 'id' | 'method' | 'path' | 'query' | 'body'>;

/** What decides whether a request may go on. */
type Admitted = Pick<Operation, 'id' | 'method' | 'scopes' | 'open' | 'hidden' | 'body'>;

/** Mounts every operation of every resource, and what is refused to every key. */
export function mount(app: FastifyInstance, resources: readonly Resource[], tools: RouterTools): void {
  app.decorateRequest('caller', null);
  const route = (id: string, url: string, of: Admitted, handler: RouteHandlerMethod) =>
    app.route({
      method: of.method,
      url,
      config: { operation: id },
      onRequest: (request, reply, done) =>
        of.open ? admitAnyone(of, request, reply, tools, done) : admit(of, request, reply, tools, done),
      preHandler: (request, _reply, done) =>
        of.open || of.method === 'GET' ? done() : readmit(request, tools, done),
      handler,
    });
  for (const { operations, handlers } of resources) {
    for (const [verb, operation] of Object.entries(operations)) {
      const url = routeOf(operation);
      const run = runner(operation, handlers[verb] as Handler<Operation>, tools);
      const isOwn = operation.open === undefined;
      route(operation.id, url, operation, (isOwn && tools.sandbox?.around(operation, run)) || run);
    }
  }
  for (const { methods, path, scopes, error } of refused) {
    const [, , , resource] = path.split('/');
    for (const method of methods) {
      const id = `${resource}.refused` as const;
      const run = () => Promise.reject(error());
      route(id, path, { id, method, scopes }, tools.sandbox?.around({ id, method, path }, run) ?? run);
    }
  }
}

/** Needs no key, but a turn: many such requests don’t slow down other clients either. */
function admitAnyone(
  operation: Admitted,
  request: FastifyRequest,
  reply: FastifyReply,
  tools: RouterTools,
  done: (error?: Error) => void,
): void {
  const enter = () => {
    checkVersion(request.headers['anthropic-version'], tools.requireVersion);
    admitBody(operation, request, reply, tools);
  };
  const turn = tools.refusals.enter('');
  if (turn === undefined) done(void enter());
  else turn.then(enter).then(() => done(), done);
}

/** Authenticates before the body is read; continues synchronously if the key is remembered. */
function admit(
  operation: Admitted,
  request: FastifyRequest,
  reply: FastifyReply,
  tools: RouterTools,
  done: (error?: Error) => void,
): void {
  const enter = (caller: Caller) => {
    request.caller = caller;
    reply.header('anthropic-organization-id', caller.organizationId);
    if (!tools.sandbox?.exempts(operation.id, caller)) {
      const limit = tools.rateLimit(caller.organizationId);
      if (limit !== undefined) reply.headers(limit);
    }
    checkVersion(request.headers['anthropic-version'], tools.requireVersion);
    if (!allows(caller.scopes, operation.scopes)) throw missingScopes(caller.scopes ?? [], operation.scopes);
    if (operation.method !== 'GET') admitBody(operation, request, reply, tools);
  };
  const refuse = (error: Error) => {
    const told = operation.hidden && isUnauthenticated(error) && !hasAdminKey(request.raw) ? hidden() : error;
    const turn = tools.refusals.enter('');
    if (turn === undefined) done(told);
    else turn.then(() => done(told), done);
  };
  const caller = authenticated(request, tools);
  if (caller instanceof Error) refuse(caller);
  else if (caller instanceof Promise) caller.then(enter).then(() => done(), refuse);
  else done(void enter(caller));
}

/** Authenticates again now that the body has arrived, which may have taken longer than a key may go on working. */
function readmit(request: FastifyRequest, tools: RouterTools, done: (error?: Error) => void): void {
  const caller = authenticated(request, tools);
  if (caller instanceof Error) done(caller);
  else if (caller instanceof Promise) caller.then(() => done(), done);
  else done();
}

const isUnauthenticated = (error: Error) =>
  error instanceof ApiError && error.type === 'authentication_error';
const hidden = () => new ApiError('not_found_error', 'Not found');

/** The caller, a promise of it, or the error. */
function authenticated(request: FastifyRequest, { authenticator }: RouterTools) {
  try {
    return authenticator.authenticate(request.raw);
  } catch (error) {
    return error as Error;
  }
}

/** Refuses an unacceptable body before any of it is requested or read. */
function admitBody(
  operation: Admitted,
  { caller, headers, raw }: FastifyRequest,
  reply: FastifyReply,
  tools: RouterTools,
): void {
  const encoding = headers['content-encoding'];
  if (operation.body !== undefined && encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    const code = 'request_body_encoding_unsupported';
    throw invalid('content-encoding', 'the request body should not be encoded', code);
  }
  const length = headers['content-length'];
  const bytes = length === undefined && headers['transfer-encoding'] ? tools.bodyLimit : Number(length ?? 0);
  if (bytes > tools.bodyLimit) throw tooLarge();
  tools.inFlight.takeBody(caller?.organizationId ?? '', bytes, reply.raw);
  const { expect } = headers;
  if (expect !== undefined && raw.httpVersion === '1.1' && /100-continue/i.test(expect)) {
    reply.raw.writeContinue();
  }
}
