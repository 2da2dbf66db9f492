import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller, Handler, Resource } from '../call.ts';
import { ApiError } from '../contract/errors.ts';
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

const methods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** Mounts every operation of every resource, and 405 for the other verbs of their paths. */
export function mount(app: FastifyInstance, resources: readonly Resource[], tools: RouterTools): void {
  app.decorateRequest('caller', null);
  const allowed = new Map<string, string[]>();
  for (const { operations, handlers } of resources) {
    for (const [verb, operation] of Object.entries(operations)) {
      const url = operation.path.replaceAll(/\{(\w+)\}/g, ':$1');
      allowed.set(url, [...(allowed.get(url) ?? []), operation.method]);
      app.route({
        method: operation.method,
        url,
        config: { operation: operation.id },
        onRequest: (request, reply, done) => admit(request, reply, tools, done),
        handler: runner(operation, handlers[verb] as Handler<Operation>, tools),
      });
    }
  }
  for (const [url, verbs] of allowed) refuseOthers(app, url, verbs);
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

function refuseOthers(app: FastifyInstance, url: string, allowed: string[]): void {
  const refuse = async () => {
    const headers = { allow: allowed.join(', ') };
    throw new ApiError('invalid_request_error', 'Method not allowed', { status: 405, headers });
  };
  const method = methods.filter((each) => !allowed.includes(each));
  app.route({ method, url, onRequest: refuse, handler: refuse });
}
