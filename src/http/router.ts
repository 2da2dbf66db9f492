import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller, Handler, Resource } from '../call.ts';
import type { Operation } from '../contract/operation.ts';
import type { Authenticator } from './authenticate.ts';
import type { RateLimit } from './rate-limit.ts';
import { type RunTools, runner } from './run.ts';
import { checkVersion } from './versions.ts';

/** What every request passes on its way to its operation. */
export interface RouterTools extends RunTools {
  authenticator: Authenticator;
  rateLimit: RateLimit;
  requireVersion: boolean;
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

/** Mounts every operation of every resource. */
export function mount(app: FastifyInstance, resources: readonly Resource[], tools: RouterTools): void {
  app.decorateRequest('caller', null);
  for (const { operations, handlers } of resources) {
    for (const [verb, operation] of Object.entries(operations)) {
      app.route({
        method: operation.method,
        url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
        config: { operation: operation.id },
        onRequest: (request, reply, done) => admit(request, reply, tools, done),
        handler: runner(operation, handlers[verb] as Handler<Operation>, tools),
      });
    }
  }
}

/** Authenticates before anything of the body is read; a caller who is known goes on at once. */
function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  tools: RouterTools,
  done: (error?: Error) => void,
): void {
  const enter = (caller: Caller) => {
    request.caller = caller;
    reply.header('anthropic-organization-id', caller.organizationId);
    tools.rateLimit(caller.organizationId);
    checkVersion(request.headers['anthropic-version'], tools.requireVersion);
  };
  const caller = tools.authenticator.authenticate(request.raw);
  if (caller instanceof Promise) caller.then(enter).then(() => done(), done);
  else done(void enter(caller));
}
