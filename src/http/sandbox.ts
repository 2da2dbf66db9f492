import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../call.ts';
import { timestamp } from '../contract/clock.ts';
import type { ErrorType } from '../contract/errors.ts';
import type { Struck } from '../sandbox/faults.ts';
import type { OpenSandbox } from '../sandbox/open.ts';
import { ownOperations } from '../sandbox/operations.ts';
import type { Authenticator } from './authenticate.ts';
import { mountControls } from './controls.ts';
import { replaceAnswer } from './fault-answers.ts';
import { overlook } from './overlook.ts';
import { sendJson } from './respond.ts';
import type { Around } from './router.ts';
import type { Run } from './run.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The fault that strikes it. */
    fault: Struck | null;
    /** When it came, by the monotonic clock, in ms. */
    came: number;
  }
}

/**
 * Puts a sandbox around the API: its controls are mounted, requests are logged, errors get hints, and faults replace
 * responses. Must come before other routes.
 */
export function sandboxed(
  app: FastifyInstance,
  sandbox: OpenSandbox,
  authenticator: Authenticator,
): Surroundings {
  /** Connections that wait for what a fault delays or never sends. */
  const held = new Set<Socket>();
  installHooks(app, sandbox, authenticator, held);
  mountControls(app, sandbox, authenticator);
  app.addHook('preClose', (done) => {
    for (const socket of held) socket.destroy();
    done();
  });
  return {
    around: (operation, run) => withFaults(operation, run, sandbox, held),
    exempts: isOurs,
  };
}

/** What a sandbox does around operations. */
export interface Surroundings {
  /** Lets faults strike an operation. */
  around(operation: Around, run: Run): Run;
  /** Whether a request is one of the console or the command line themselves, which nothing limits or strikes. */
  exempts(operation: string, caller: Caller): boolean;
}

function installHooks(
  app: FastifyInstance,
  sandbox: OpenSandbox,
  authenticator: Authenticator,
  held: Set<Socket>,
): void {
  app.decorateRequest('fault', null);
  app.decorateRequest('came', 0);
  app.decorateRequest('replaced', false);
  app.addHook('onRequest', (request, _reply, done) => {
    request.came = performance.now();
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const isPlain = sandbox.log.mode === 'off' && reply.statusCode < 400 && request.fault === null;
    const usual = isPlain || !isOfApi(request) ? undefined : textOf(payload, reply);
    if (usual === undefined) done(null, payload);
    else if (reply.statusCode >= 400) hint(request, reply, usual, (body) => done(null, body ?? payload));
    else if (request.fault === null) note(request, reply, usual, undefined, () => done(null, payload));
    else strike(request.fault, request, reply, usual, (body) => done(null, body ?? payload));
  });

  /** Notes the request before its client can know of the response. */
  function note(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: string,
    hint: string | undefined,
    noted: () => void,
  ): void {
    const add = (caller: Caller | undefined) => {
      if (caller !== undefined && !isOurs(request.routeOptions.config.operation, caller)) {
        sandbox.log.add(caller.organizationId, exchangeOf(request, reply, answer, hint));
      }
      noted();
    };
    if (request.caller !== null) add(request.caller);
    // Paths that don’t exist need no key, but most clients send theirs.
    else whose(request, authenticator).then(add);
  }

  /** Adds to an error what would help. A request that is refused anyway isn’t struck by a fault. */
  function hint(
    request: FastifyRequest,
    reply: FastifyReply,
    usual: string,
    send: (body: string | undefined) => void,
  ): void {
    request.fault?.release();
    request.fault = null;
    const envelope = parsed(usual);
    const { error } = envelope;
    const text = error && sandbox.hint(request, { ...error, status: reply.statusCode });
    let body: string | undefined;
    if (text !== undefined) {
      reply.header('x-workspaced-hint', text).removeHeader('content-encoding');
      body = JSON.stringify({
        ...envelope,
        error: { ...error, message: `${sentence(error?.message)} ${text}` },
      });
    }
    note(request, reply, body ?? usual, text, () => send(body));
  }

  function strike(
    { fault, id, answer: replacement }: Struck,
    request: FastifyRequest,
    reply: FastifyReply,
    usual: string,
    send: (body: string | undefined) => void,
  ): void {
    reply.header('x-workspaced-fault', id);
    const { socket } = request.raw;
    const answer = () => {
      if (replacement?.connection === 'stall') held.add(socket.once('close', () => held.delete(socket)));
      // The usual one stays as it is, compressed or not.
      if (replacement === undefined) return note(request, reply, usual, undefined, () => send(undefined));
      const body = replaceAnswer(reply, replacement, usual);
      note(request, reply, body ?? '', undefined, () => body !== undefined && send(body));
    };
    const delay = fault.when === 'after' ? fault.delay_ms : undefined;
    if (delay === undefined) answer();
    else wait(delay, socket, held).then(answer);
  }
}

/** Faults strike before an operation, or afterwards. A pinned organization overlooks what this server lacks. */
function withFaults(operation: Around, run: Run, sandbox: OpenSandbox, held: Set<Socket>): Run {
  const standIn = sandbox.standInFor(operation.method, operation.path);
  return async (request, reply) => {
    const caller = request.caller as Caller;
    if (isOurs(operation.id, caller)) return run(request, reply);
    const { organizationId } = caller;
    const isPinned = sandbox.states.isPinned(organizationId);
    if (isPinned) overlook(operation, request);
    request.fault = sandbox.faultsOf(organizationId).take(operation.id) ?? null;
    const { fault, answer } = request.fault ?? {};
    request.replaced = answer !== undefined;
    const usual = () =>
      isPinned && standIn ? sendJson(reply, JSON.stringify(standIn)) : run(request, reply);
    if (fault === undefined || fault.when === 'after') return usual();
    if (fault.delay_ms !== undefined) await wait(fault.delay_ms, request.raw.socket, held);
    return answer === undefined ? usual() : sendJson(reply, '{}');
  };
}

/** Resolves after so many ms, or as soon as the client has left: nothing is to be waited for then. */
async function wait(ms: number, socket: Socket, held: Set<Socket>): Promise<void> {
  if (socket.destroyed || socket.readableEnded) return;
  const waiting = new AbortController();
  const { signal } = waiting;
  held.add(socket);
  const left = ['end', 'close'].map((event) => once(socket, event, { signal }));
  await Promise.race([sleep(ms, undefined, { signal }), ...left]).catch(() => {});
  waiting.abort();
  held.delete(socket);
}

/** A message that another sentence can follow. */
const sentence = (message = '') => (/[.!?]$/.test(message) ? message : `${message}.`);

const isOfApi = ({ url, routeOptions, is404 }: FastifyRequest) =>
  (routeOptions.config.operation !== undefined || is404) && !url.startsWith('/x/sandbox/');

/** Whether the console sent it, or the command line to find its organization. */
const isOurs = (operation: string | undefined, { via }: Caller) =>
  via === 'console' || (operation !== undefined && ownOperations.includes(operation));

/** The caller of a request that didn’t have to authenticate, if its key is right. */
async function whose({ raw }: FastifyRequest, authenticator: Authenticator): Promise<Caller | undefined> {
  try {
    return await authenticator.authenticate(raw);
  } catch {
    return undefined;
  }
}

function exchangeOf(request: FastifyRequest, reply: FastifyReply, answer: string, hint: string | undefined) {
  const { id, raw, method, url, body, came, fault, routeOptions } = request;
  const ms = performance.now() - came;
  const retryAfter = reply.getHeader('retry-after');
  return {
    id,
    at: timestamp(Math.floor((Date.now() - ms) * 1000)),
    operation: routeOptions.config.operation ?? null,
    method,
    url,
    // As they were sent: some of the others have been changed.
    headers: raw.headersDistinct,
    body: request.sent ?? (body as Buffer | undefined),
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
  error?: { type: ErrorType; message: string };
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
