import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../call.ts';
import { timestamp } from '../contract/clock.ts';
import type { Struck } from '../sandbox/faults/faults.ts';
import type { OpenSandbox } from '../sandbox/open.ts';
import type { Authenticator } from './authenticate.ts';
import { replaceAnswer } from './fault-answers.ts';
import { sendJson } from './respond.ts';
import type { Run } from './run.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The fault that strikes it. */
    fault: Struck | null;
    /** When it came, by the monotonic clock, in ms. */
    came: number;
  }
}

type Done = (error: null, payload?: unknown) => void;

/** What happens to every request of the API: it is logged, errors get hints, faults replace responses. */
export function installSandbox(
  app: FastifyInstance,
  sandbox: OpenSandbox,
  authenticator: Authenticator,
): void {
  app.decorateRequest('fault', null);
  app.decorateRequest('came', 0);
  app.decorateRequest('replaced', false);
  app.addHook('onRequest', (request, _reply, done) => {
    request.came = performance.now();
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!isOfApi(request)) return done(null, payload);
    const usual = textOf(payload, reply);
    if (reply.statusCode >= 400) withHint(request, reply, usual, done);
    else if (request.fault === null) send(request, reply, usual, () => done(null, payload));
    else strike(request.fault, request, reply, usual, done);
  });

  /** Notes the request before the client can know of the response. */
  function send(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: string,
    sent: () => void,
    hint?: string,
  ): void {
    const note = (caller: Caller | undefined) => {
      if (caller !== undefined)
        sandbox.log.add(caller.organizationId, exchangeOf(request, reply, answer, hint));
      sent();
    };
    if (request.caller !== null) note(request.caller);
    // Paths that don't exist need no key, but most clients send theirs.
    else whose(request, authenticator).then(note);
  }

  function withHint(request: FastifyRequest, reply: FastifyReply, usual: string, done: Done): void {
    request.fault?.release();
    request.fault = null;
    const { error, ...rest } = parsed(usual);
    const hint = error && sandbox.hint(request.raw, { ...error, status: reply.statusCode });
    if (hint === undefined) return send(request, reply, usual, () => done(null, usual));
    reply.header('x-workspaced-hint', hint);
    reply.removeHeader('content-encoding');
    const { type, request_id } = rest;
    const body = JSON.stringify({
      type,
      error: { ...error, message: `${error?.message} ${hint}` },
      request_id,
    });
    send(request, reply, body, () => done(null, body), hint);
  }

  function strike(
    { fault, id }: Struck,
    request: FastifyRequest,
    reply: FastifyReply,
    usual: string,
    done: Done,
  ) {
    reply.header('x-workspaced-fault', id);
    const answer = () => {
      const isReplaced = Object.keys(fault.answer ?? {}).length > 0;
      request.replaced = isReplaced;
      const body = isReplaced ? replaceAnswer(reply, fault.answer ?? {}, usual) : usual;
      send(request, reply, body ?? '', () => body !== undefined && done(null, body));
    };
    if (fault.when === 'after' && fault.delay_ms !== undefined) setTimeout(answer, fault.delay_ms);
    else answer();
  }
}

/** Runs an operation in a sandbox: faults strike before it, or afterwards. */
export function inSandbox(operation: string, run: Run, sandbox: OpenSandbox): Run {
  return async (request, reply) => {
    const { organizationId } = request.caller as Caller;
    request.fault = sandbox.faultsOf(organizationId).take(operation) ?? null;
    const { fault } = request.fault ?? {};
    if (fault === undefined || fault.when === 'after') return run(request, reply);
    if (fault.delay_ms !== undefined) await sleep(fault.delay_ms);
    return fault.answer === undefined ? run(request, reply) : sendJson(reply, '{}');
  };
}

const isOfApi = ({ url, routeOptions, is404 }: FastifyRequest) =>
  (routeOptions.config.operation !== undefined || is404) && !url.startsWith('/x/sandbox/');

/** The caller of a request that didn’t have to authenticate, if its key is right. */
async function whose({ raw }: FastifyRequest, authenticator: Authenticator): Promise<Caller | undefined> {
  try {
    return await authenticator.authenticate(raw);
  } catch {
    return undefined;
  }
}

function exchangeOf(request: FastifyRequest, reply: FastifyReply, answer: string, hint: string | undefined) {
  const { id, method, url, headers, body, came, fault, routeOptions } = request;
  const ms = performance.now() - came;
  const retryAfter = reply.getHeader('retry-after');
  return {
    id,
    at: timestamp(Math.floor((Date.now() - ms) * 1000)),
    operation: routeOptions.config.operation ?? null,
    method,
    url,
    headers,
    body: body as Buffer | undefined,
    status: reply.raw.destroyed || fault?.fault.answer?.connection !== undefined ? 0 : reply.statusCode,
    answer,
    retry_after: retryAfter === undefined ? null : Number(retryAfter),
    error_type: reply.statusCode < 400 ? null : (parsed(answer).error?.type ?? null),
    ms: Math.round(ms * 1000) / 1000,
    fault_id: fault?.id ?? null,
    hint: hint ?? null,
  };
}

interface Envelope {
  type?: string;
  error?: { type: string; message: string };
  request_id?: string;
}

function parsed(text: string): Envelope {
  try {
    return JSON.parse(text) as Envelope;
  } catch {
    return {};
  }
}

/** A response as text, whatever its encoding. */
function textOf(payload: unknown, reply: FastifyReply): string {
  if (typeof payload === 'string') return payload;
  if (!Buffer.isBuffer(payload)) return '';
  const encoding = reply.getHeader('content-encoding');
  if (encoding === 'br') return brotliDecompressSync(payload).toString();
  return (encoding === 'gzip' ? gunzipSync(payload) : payload).toString();
}
