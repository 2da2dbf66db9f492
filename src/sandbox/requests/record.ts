import { maskKeys } from '../../contract/mask-keys.ts';
import type { Entry } from './entry.ts';
import type { Exchange } from './exchange.ts';
import { maskHeaders, maskJson } from './mask.ts';

/** Longest text of a body, in characters; the middle of a longer one is left out. */
const longest = 65_536;
/** How much of its end is kept: that of a page says whether there are more. */
const end = 512;
/** Roughly the text of an entry besides its bodies, headers and URL. */
const frame = 400;
/** JSON that is nested more deeply stays text: those who read the log walk through its value, and would run out of stack. */
const deepest = 500;

/** What the log holds of a request: its bodies stay text until somebody reads them. */
export interface Recorded {
  /** Without bodies. */
  readonly entry: Entry;
  readonly body: string;
  readonly answer: string;
  /** About how long its JSON text is, in characters. */
  readonly size: number;
}

/** Takes down a request, without keys, and without bodies unless they are wanted. */
export function record(exchange: Exchange, withBodies: boolean): Recorded {
  const { id, at, operation, method, status, retry_after, error_type, ms, fault_id, hint } = exchange;
  const headers = maskHeaders(exchange.headers);
  const retry = Number.parseInt(headers['x-stainless-retry-count'] ?? '', 10) || 0;
  const url = maskKeys(exchange.url);
  const body = withBodies ? textOf(exchange.body, operation) : '';
  const answer = withBodies ? textOf(exchange.answer, operation) : '';
  let size = frame + url.length + body.length + answer.length;
  for (const name in headers) size += name.length + (headers[name] as string).length + 6;
  // In the order in which they are shown.
  const request = { id, at, operation, method, url, headers, body: null };
  const response = { status, answer: null, retry_after, error_type, ms, retry, fault_id, hint };
  return { entry: { ...request, ...response }, body, answer, size };
}

/** The entry as it is shown. */
export const entryOf = ({ entry, body, answer }: Recorded): Entry => ({
  ...entry,
  body: parsed(body),
  answer: parsed(answer),
});

function textOf(raw: string | Buffer | undefined, operation: string | null): string {
  if (raw === undefined || raw.length === 0) return '';
  const text = maskJson(raw.toString(), operation);
  if (text.length <= longest) return text;
  const left = `\n… ${text.length - longest} characters …\n`;
  // A slice alone would keep the whole text in memory.
  return Buffer.from(text.slice(0, longest - end) + left + text.slice(-end)).toString();
}

function parsed(text: string): unknown {
  if (text === '') return null;
  if (isDeep(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[{}\]]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > deepest) return true;
  }
  return false;
}
