import type { Environment } from '../config/read.ts';
import type { Operation } from '../contract/operation.ts';
import { UsageError } from './context.ts';
import { printable } from './table.ts';

/** What a call sends, by the parts of its operation. */
export interface Request {
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, unknown>>;
  body: object;
}

/** Sends one request and answers the JSON text of its answer; throws whatever else happens. Nothing is sent twice. */
export type Call = (operation: Operation, request: Request) => Promise<string>;

const deadline = 60_000;

/** A client of the server that `ANTHROPIC_BASE_URL` names, with the admin key of the environment. */
export function createClient(env: Environment): Call {
  const [base, key] = [baseOf(env), keyOf(env)];
  return async (operation, { params, query, body }) => {
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? ''));
    const headers: Record<string, string> = { 'x-api-key': key, 'anthropic-version': '2023-06-01' };
    if (operation.body !== undefined) headers['content-type'] = 'application/json';
    const answer = await send(base, `${base}${path}${queryText(query)}`, {
      method: operation.method,
      headers,
      body: operation.body === undefined ? null : JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(deadline),
    });
    return checked(base, answer);
  };
}

function baseOf(env: Environment): string {
  const base = (env.ANTHROPIC_BASE_URL || 'http://127.0.0.1:4010').replace(/\/+$/, '');
  if (!/^https?:\/\/[^/?#\s@]+(\/[^?#\s]*)?$/.test(base) || !URL.canParse(base)) {
    throw new UsageError('ANTHROPIC_BASE_URL should be a URL such as http://127.0.0.1:4010.');
  }
  return base;
}

function keyOf(env: Environment): string {
  const key = (env.ANTHROPIC_ADMIN_KEY || env.ANTHROPIC_API_KEY || '').trim();
  if (key === '') throw new UsageError('there is no key: set ANTHROPIC_ADMIN_KEY (or ANTHROPIC_API_KEY).');
  if (!/^[\x21-\x7e]+$/.test(key)) throw new UsageError('the key has characters that no key has.');
  return key;
}

function queryText(query: Request['query']): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, String(each)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

interface Answer {
  response: Response;
  text: string;
}

async function send(base: string, url: string, init: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, init);
    return { response, text: await response.text() };
  } catch (error) {
    const cause = ((error as Error).cause ?? error) as Error & { code?: string };
    throw new Error(`can't reach ${base}: ${cause.message || cause.code}`);
  }
}

function checked(base: string, { response, text }: Answer): string {
  const answer = parsed(text);
  if (response.ok && answer !== undefined) return text;
  const { type, message } = answer?.error ?? {};
  if (type === undefined) {
    throw new Error(`${base} answered ${response.status} and not as this API does: is the URL right?`);
  }
  throw new Error(printable(`${message} (${type}, ${answer?.request_id})`));
}

interface Envelope {
  error?: { type?: string; message?: string };
  request_id?: string;
}

function parsed(text: string): Envelope | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
