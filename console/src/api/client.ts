import type { Input, Output, Route } from './routes.ts';
import { endSession } from './session.ts';

/** An error response, or one that isn’t from the API; `message` is its sentence without the path of the field. */
export class ApiError extends Error {
  readonly status: number;
  /** The path of the field at fault, such as `tags.env`; null where the sentence names none. */
  readonly field: string | null;
  readonly requestId: string | null;

  constructor(message: string, { status, field, requestId }: Omit<ApiError, keyof Error>) {
    super(message);
    this.status = status;
    this.field = field;
    this.requestId = requestId;
  }
}

/** Whether the key lacks a scope for what it asked. */
export const isForbidden = (error: Error): boolean => error instanceof ApiError && error.status === 403;

/** No response: the server or the connection to it is down. */
export class NoAnswer extends Error {}

export interface CallOptions {
  /** Signs in with this key instead of the session. */
  key?: string;
  /** The retry of a create with the same one makes no duplicate. */
  idempotencyKey?: string;
  /** Whether 401 says something else than that the session ended, as for what only the sandbox’s own machine may do. */
  keepsSession?: true;
  signal?: AbortSignal;
}

/** A request to a path, as `send` takes it. */
interface Request {
  params?: object | undefined;
  query?: object | undefined;
  body?: object | undefined;
}

/** Calls an operation of the API. Throws `ApiError` for a refusal, which ends the session if it is 401, and `NoAnswer`. */
export function call<R extends Route>(
  route: R,
  input: Input<R>,
  options: CallOptions = {},
): Promise<Output<R>> {
  return send(route, input as Request, options) as Promise<Output<R>>;
}

/** The same for a path that isn’t of the API, such as a control of the sandbox. */
export async function send(
  route: string,
  request: Request = {},
  options: CallOptions = {},
): Promise<unknown> {
  const response = await open(route, request, options);
  if (response.status === 204) return null;
  const answer = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer;
  throw refused(errorOf(response, answer), options);
}

/** Begins a response that is read as it comes, such as a stream. Throws like `call`. */
export async function stream(route: string, request: Request, options: CallOptions): Promise<Response> {
  const response = await open(route, request, options);
  if (response.ok) return response;
  throw refused(errorOf(response, await response.json().catch(() => undefined)), options);
}

function refused(error: ApiError, { key, keepsSession }: CallOptions): ApiError {
  if (error.status === 401 && key === undefined && !keepsSession) {
    endSession(`You were signed out. The server says: ${error.message}`);
  }
  return error;
}

async function open(
  route: string,
  { params = {}, query = {}, body }: Request,
  { key, idempotencyKey, signal }: CallOptions,
): Promise<Response> {
  const [method = '', path = ''] = route.split(' ');
  const headers = new Headers({ 'x-workspaced-console': '1', 'anthropic-version': '2026-10-21' });
  if (key !== undefined) headers.set('x-api-key', key);
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey);
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }), ...(signal && { signal }) };
  try {
    return await fetch(filled(path, params) + queryString(query), init);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new NoAnswer('Can’t reach the server.');
  }
}

const filled = (path: string, params: object) =>
  path.replaceAll(/\{(\w+)\}/g, (_all, name) =>
    encodeURIComponent((params as Record<string, string | undefined>)[name] ?? ''),
  );

function queryString(query: object): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === ''
      ? []
      : [value].flat().map((item): [string, string] => [name, String(item)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

function errorOf(response: Response, answer: unknown): ApiError {
  const { error } = (answer ?? {}) as { error?: { message?: string } };
  const text =
    error?.message ??
    (response.ok
      ? 'The response isn’t from the API. Is a proxy asking you to sign in?'
      : `The server returned status ${response.status}.`);
  const [, field = null, sentence = text] = /^([a-z_]+(?:\..*?)?): (.+)$/s.exec(text) ?? [];
  return new ApiError(sentence, {
    status: response.status,
    field,
    requestId: response.headers.get('request-id'),
  });
}
