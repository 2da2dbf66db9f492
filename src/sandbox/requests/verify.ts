import { ApiError } from '../../contract/errors.ts';
import { isOf } from '../operations.ts';
import type { Entry } from './entry.ts';
import { maskHeaders, maskJson } from './mask.ts';

/** What somebody expects to have been sent. */
export interface Expectation {
  /** As in a filter. */
  operation: string;
  /** Exactly so many times; at least once if absent. */
  times?: number;
  /** What the body has, among other members; lists have exactly these items. */
  body?: unknown;
  /** Headers with exactly these values. Of keys the last four characters are compared. */
  headers?: Record<string, string>;
}

/** Longest value in a message, in characters. */
const longest = 100;
/** How many differences are told of a request. */
const mostDifferences = 10;

/** Returns how many requests are as expected; throws 409 with the nearest ones if that isn’t the number that was expected. */
export function verify(entries: readonly Entry[], expected: Expectation): number {
  const seen = entries.map((entry) => ({ entry, differs: differences(entry, expected) }));
  const found = seen.filter(({ differs }) => differs.length === 0);
  const { times } = expected;
  if (times === undefined ? found.length > 0 : found.length === times) return found.length;
  const isTooMany = times !== undefined && found.length > times;
  const candidates = isTooMany ? found : seen.filter(({ differs }) => differs.length > 0);
  const nearest = candidates
    .toSorted((a, b) => a.differs.length - b.differs.length)
    .slice(0, 3)
    .map(({ entry: { id, at, operation, method, url, status }, differs }) => ({
      ...{ id, at, operation, method, url, status },
      differs: differs.slice(0, mostDifferences),
    }));
  const message = sentence(expected, found.length, entries.length, nearest[0]);
  throw new ApiError('conflict_error', message, {
    details: { expected: withoutKeys(expected), found: found.length, nearest },
  });
}

const withoutKeys = ({ body, headers, ...rest }: Expectation) => ({
  ...rest,
  ...(body !== undefined && { body: masked(body, rest.operation) }),
  ...(headers !== undefined && { headers: maskHeaders(headers) }),
});

function sentence(
  { operation, times, body, headers }: Expectation,
  found: number,
  all: number,
  nearest: { id: string; differs: readonly string[] } | undefined,
): string {
  const what = operation === '*' ? 'a request' : operation;
  const parts = [body !== undefined && 'this body', headers !== undefined && 'these headers'].filter(Boolean);
  const having = parts.length === 0 ? '' : ` with ${parts.join(' and ')}`;
  const often = times === undefined ? 'at least once' : timesOf(times);
  const among = `among ${all} ${all === 1 ? 'request' : 'requests'}`;
  const start = `Expected ${what}${having} ${often}, found it ${timesOf(found)} ${among}.`;
  if (nearest === undefined || nearest.differs.length === 0) return start;
  return `${start} The nearest is ${nearest.id}: ${nearest.differs.join('; ')}.`;
}

const timesOf = (count: number) => (count === 1 ? 'once' : `${count} times`);

function differences(entry: Entry, { operation, body, headers = {} }: Expectation): string[] {
  const differs = isOf(operation, entry.operation)
    ? []
    : [`operation: expected ${operation}, was ${entry.operation ?? `none (${entry.method} ${entry.url})`}`];
  if (body !== undefined) differs.push(...bodyDifferences(masked(body, entry.operation), entry.body, 'body'));
  for (const [name, value] of Object.entries(maskHeaders(headers))) {
    const sent = entry.headers[name];
    if (sent !== value) differs.push(difference(`headers.${name}`, value, sent));
  }
  return differs;
}

/** Without keys, as the log shows it. */
const masked = (body: unknown, operation: string | null): unknown =>
  JSON.parse(maskJson(JSON.stringify(body), operation));

function bodyDifferences(expected: unknown, sent: unknown, path: string): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(sent) || sent.length !== expected.length) return [difference(path, expected, sent)];
    return expected.flatMap((item, index) => bodyDifferences(item, sent[index], `${path}.${index}`));
  }
  if (!isObject(expected)) return expected === sent ? [] : [difference(path, expected, sent)];
  if (!isObject(sent)) return [difference(path, expected, sent)];
  return Object.entries(expected).flatMap(([name, value]) =>
    bodyDifferences(value, Object.hasOwn(sent, name) ? sent[name] : undefined, `${path}.${name}`),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const difference = (path: string, expected: unknown, sent: unknown) =>
  `${path}: expected ${shown(expected)}, ${sent === undefined ? 'not sent' : `was ${shown(sent)}`}`;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
