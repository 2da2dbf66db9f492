import { hash, timingSafeEqual } from 'node:crypto';
import { finished, Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../contract/errors.ts';
import type { Operation } from '../contract/operation.ts';
import type { Control } from '../sandbox/control.ts';
import type { OpenSandbox } from '../sandbox/open.ts';
import { type Authenticator, presented } from './authenticate.ts';
import { createHostFault } from './host.ts';
import { sendJson } from './respond.ts';
import { isOwnPage, sessionCookie } from './session-cookie.ts';
import { validate } from './validate.ts';

const loopback = /^(::1|(::ffff:)?127(\.\d+){3})$/;
const hostFault = createHostFault(true);
/** For whole organizations, in bytes. */
const longestBody = 104_857_600;

/** Mounts the controls of a sandbox. */
export function mountControls(
  app: FastifyInstance,
  sandbox: OpenSandbox,
  authenticator: Authenticator,
): void {
  for (const control of sandbox.controls) {
    app.route({
      method: control.method,
      url: control.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      config: { operation: control.id },
      bodyLimit: longestBody,
      async onRequest(request, reply) {
        reply.header('cache-control', 'no-store');
        if (control.isLocal) requireLocal(request, isFromHere(request), onlyHere);
        else await admit(request, sandbox, authenticator);
      },
      handler: async (request, reply) => {
        await answer(control, request, reply).catch((error) => refuseRaced(error, request, sandbox));
        // It may have deleted keys, or set a clock.
        if (control.method !== 'GET') authenticator.forget();
        return reply;
      },
    });
  }
}

/** Throws unless the request may use the control. */
async function admit(
  request: FastifyRequest,
  sandbox: OpenSandbox,
  authenticator: Authenticator,
): Promise<void> {
  const { organization_id: id } = request.params as { organization_id?: string };
  const isLocal = isFromHere(request);
  const key = presented(request.raw);
  if (key === undefined) requireLocal(request, isLocal);
  else if (!isSame(key, sandbox.key)) {
    request.caller = await authenticated(request, sandbox, authenticator);
    if (id === undefined && !isLocal) throw refusal();
    if (id !== undefined && id !== request.caller.organizationId) throw unknown();
  }
  if (id !== undefined && !(await sandbox.exists(id))) throw unknown();
}

/** The caller; an error says what would help, as those of the API do. */
async function authenticated(request: FastifyRequest, sandbox: OpenSandbox, authenticator: Authenticator) {
  try {
    return await authenticator.authenticate(request.raw);
  } catch (error) {
    const hint = error instanceof ApiError ? sandbox.hint(request, error) : undefined;
    if (hint === undefined) throw error;
    const { type, message } = error as ApiError;
    throw new ApiError(type, `${message} ${hint}`, { headers: { 'x-workspaced-hint': hint } });
  }
}

/** What proxies add to a request. */
const ofProxies = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/** Whether a request comes from this machine, and not through a proxy on it. */
function isFromHere({ raw: { socket }, headers }: FastifyRequest): boolean {
  return loopback.test(socket.remoteAddress ?? '') && !ofProxies.some((name) => name in headers);
}

/** Throws unless the request comes from this machine, and not from a web page that was opened on it. */
function requireLocal(request: FastifyRequest, isLocal: boolean, refused = refusal): void {
  if (!isLocal) throw refused();
  const fault = hostFault(request.raw);
  if (fault !== undefined) throw fault;
  if (!isOwnPage(request.headers)) throw refused();
}

const refusal = () =>
  new ApiError(
    'authentication_error',
    'From elsewhere, the sandbox needs its key (WORKSPACED_SANDBOX_KEY) as a bearer token, or for one organization ' +
      'that organization’s admin key.',
  );
const onlyHere = () =>
  new ApiError(
    'authentication_error',
    'This is only for the machine that the sandbox runs on, and not for web pages of other origins.',
  );
const unknown = () => new ApiError('not_found_error', 'There is no such organization.');

function isSame(key: string, expected: string | undefined): boolean {
  if (expected === undefined) return false;
  const [one, other] = [key, expected].map((text) => Buffer.from(hash('sha256', text)));
  return timingSafeEqual(one as Buffer, other as Buffer);
}

/** Throws 404 instead if the organization was deleted meanwhile, and 400 for a body that is nested too deeply to be read. */
async function refuseRaced(error: unknown, { params }: FastifyRequest, sandbox: OpenSandbox): Promise<never> {
  const { organization_id: id } = params as { organization_id?: string };
  if (error instanceof RangeError) throw new ApiError('invalid_request_error', 'body: is nested too deeply');
  if (!(error instanceof ApiError) && id !== undefined && !(await sandbox.exists(id))) throw unknown();
  throw error;
}

async function answer(control: Control, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const operation = control as unknown as Operation;
  const raw = request.body as Buffer | undefined;
  const isEmpty = raw === undefined || raw.length === 0;
  const input = validate(operation, request.params, request.query, isEmpty ? Buffer.from('{}') : raw);
  const result = await control.run({
    ...input,
    params: input.params as Record<string, string>,
    baseURL: `${request.protocol}://${request.headers.host}`,
    organizationId: request.caller?.organizationId,
    signIn: (token) => reply.header('set-cookie', sessionCookie(token, request.raw)),
  });
  if (isStream(result)) {
    const values = result[Symbol.asyncIterator]();
    // A generator that waits for the next value couldn’t be ended. The client may have left already.
    const end = () => values.return?.();
    finished(reply.raw, end);
    request.raw.socket.once('end', end);
    return reply.header('content-type', 'text/event-stream').send(Readable.from(events(values)));
  }
  return sendJson(reply, JSON.stringify(result));
}

const isStream = (result: unknown): result is AsyncIterable<unknown> =>
  typeof result === 'object' && result !== null && Symbol.asyncIterator in result;

async function* events(values: AsyncIterator<unknown>): AsyncGenerator<string> {
  // Headers are sent with the first bytes.
  yield ': these are server-sent events\n\n';
  for (let next = await values.next(); !next.done; next = await values.next()) {
    yield `data: ${JSON.stringify(next.value)}\n\n`;
  }
}
