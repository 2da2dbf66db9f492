import type { Operation } from '../contract/operation.ts';
import { printable } from './table.ts';
import type { Target } from './target.ts';
import { unreachable } from './unreachable.ts';

/** What a call sends, by the parts of its operation. */
export interface Request {
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, unknown>>;
  body: object;
  /** Sent as `Idempotency-Key`. */
  idempotencyKey?: string;
}

/** Sends one request and returns the JSON text of the response; throws on any error. Never retries. */
export type Call = (
  operation: Pick<Operation, 'method' | 'path' | 'body'>,
  request?: Partial<Request>,
) => Promise<string>;

const deadline = 60_000;

/** A client of this server. */
export function createClient(target: Target): Call {
  return async (operation, { params = {}, query = {}, body, idempotencyKey } = {}) => {
    const headers: Record<string, string> = { 'anthropic-version': '2023-06-01' };
    if (target.key !== undefined) headers['x-api-key'] = target.key;
    if (operation.body !== undefined) headers['content-type'] = 'application/json';
    if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
    const answer = await send(target, urlOf(operation, { params, query }), {
      method: operation.method,
      headers,
      body: operation.body === undefined ? null : JSON.stringify(body),
    });
    return checked(target, answer);
  };
}

/** The path of a request and its query. */
export function urlOf(
  { path }: Pick<Operation, 'path'>,
  { params = {}, query = {} }: Partial<Request> = {},
): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? ''));
  return filled + queryText(query);
}

function queryText(query: Request['query']): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, String(each)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

/** A response with any status. */
export interface Answer {
  response: Response;
  text: string;
}

/** Sends one request to this path of a server; if there is no response, throws an error that says what to do. */
export async function send(target: Target, path: string, init: RequestInit = {}): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(deadline);
    const response = await fetch(target.base + path, { redirect: 'error', signal, ...init });
    return { response, text: await response.text() };
  } catch (error) {
    throw unreachable(target, error);
  }
}

/** The error of a request that the server refused. */
export class Refused extends Error {
  readonly status: number;
  /** In ms; undefined if the server didn’t say. */
  readonly retryAfter: number | undefined;

  constructor(message: string, { status, headers }: Pick<Response, 'status' | 'headers'>) {
    super(message);
    this.status = status;
    const seconds = headers.get('retry-after')?.match(/^\d{1,6}$/)?.[0];
    this.retryAfter = seconds === undefined ? undefined : Number(seconds) * 1000;
  }

  /** Whether the same request may succeed later. */
  get isPassing(): boolean {
    return this.status === 429 || this.status >= 500;
  }
}

/** The text of a response if it is a success with JSON; throws what the server says, and `Refused` if it is an error of this API. */
export function checked({ base, keySource }: Target, { response, text }: Answer): string {
  const { status } = response;
  const answer = parsed(text);
  if (response.ok && answer !== undefined) return text;
  const { type, message } = answer?.error ?? {};
  if (type === undefined) {
    const scheme = base.startsWith('http:') && /https/i.test(text) ? ' Does it begin with https://?' : '';
    const message = `${base} does not answer like this API (status ${status}): check the URL.${scheme}`;
    throw response.ok ? new Error(message) : new Refused(message, response);
  }
  const origin = status === 401 && keySource !== undefined ? ` The key came from ${keySource}.` : '';
  throw new Refused(printable(`${message}${origin} (${type}, ${answer?.request_id})`), response);
}

interface Envelope {
  error?: { type?: string; message?: string };
  request_id?: string;
}

/** The parsed JSON object; undefined if the text isn't one. */
export function parsed(text: string): Envelope | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
