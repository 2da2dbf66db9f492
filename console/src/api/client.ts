import { endSession, session } from './session.ts';

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

/** No response: the server or the connection to it is down. */
export class NoAnswer extends Error {}

export interface Call {
  method?: 'GET' | 'POST';
  query?: Record<string, string | number | boolean | readonly string[] | undefined>;
  body?: unknown;
  /** Used instead of the session’s key, to check a new one. */
  key?: string;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** Sends one request to the API; a 401 to the session's key ends the session. */
export async function call<T>(path: string, options: Call = {}): Promise<T> {
  const key = options.key ?? session.get().key ?? '';
  const response = await send(path, options, key);
  const answer = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer as T;
  const error = apiError(response, answer);
  if (error.status === 401 && key === session.get().key) {
    endSession(`You were signed out. The server says: ${error.message}`);
  }
  throw error;
}

async function send(
  path: string,
  { method = 'GET', query, body, signal, idempotencyKey }: Call,
  key: string,
) {
  const headers = new Headers({ 'x-api-key': key, 'anthropic-version': '2026-10-21' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (idempotencyKey) headers.set('idempotency-key', idempotencyKey);
  try {
    return await fetch(path + queryString(query), { method, headers, body: JSON.stringify(body), signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new NoAnswer('Can’t reach the server.');
  }
}

function queryString(query: Call['query'] = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.map((item) => [name, item])
      : value === undefined
        ? []
        : [[name, String(value)]],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

function apiError(response: Response, answer: unknown): ApiError {
  const { error } = (answer ?? {}) as { error?: { message?: string } };
  const text =
    error?.message ??
    (response.ok
      ? 'The response isn’t from the API. Is a proxy asking you to sign in?'
      : `The server returned status ${response.status}.`);
  const [, field = null, sentence = text] = /^([a-z_]+(?:\.\S+)?): (.+)$/s.exec(text) ?? [];
  return new ApiError(sentence, {
    status: response.status,
    field,
    requestId: response.headers.get('request-id'),
  });
}
