import type { Entry } from './entry.ts';

/** A habit of a client that will do harm some day. */
export interface Finding {
  rule: 'unmarked-retry' | 'early-retry' | 'first-page-only' | 'deprecated-version' | 'doubled-prefix';
  /** The requests that show it, in the order in which they were sent. */
  request_ids: string[];
  /** What happened, and what to do. */
  message: string;
}

/** The oldest version that isn’t deprecated. */
const currentVersion = '2023-06-01';
/** By how much the times of two requests may be wrong, in ms: timers and the closing of connections aren’t exact. */
const grace = 50;

/** What is wrong with these requests of a client. Without bodies only some of it can be seen. */
export function lint(entries: readonly Entry[]): Finding[] {
  const sent = entries.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const alike = [...Map.groupBy(sent, identityOf).values()].map(pairs);
  return [
    ...alike.flatMap(unmarkedRetries),
    ...alike.flatMap(earlyRetries),
    ...firstPagesOnly(sent),
    ...deprecatedVersions(sent),
    ...doubledPrefixes(sent),
  ];
}

type Pair = [first: Entry, again: Entry];

/** The same for requests that only marks of a retry can tell apart. */
const identityOf = ({ method, url, body, headers }: Entry) =>
  JSON.stringify([method, url, body, headers['x-api-key'], headers.authorization]);

/** Each request with the one after it. */
const pairs = (entries: readonly Entry[]) =>
  entries.slice(1).map((again, index): Pair => [entries[index] as Entry, again]);

/** How long the second was sent after the first had ended, in ms. */
const gap = ([first, again]: Pair) => Date.parse(again.at) - Date.parse(first.at) - first.ms;

const idsOf = (entries: readonly Entry[]) => [...new Set(entries.map(({ id }) => id))];

function unmarkedRetries(pairs: readonly Pair[]): Finding[] {
  const unmarked = pairs.filter((pair) => {
    const [{ operation, body, status }, { headers, retry }] = pair;
    const isCreate = operation?.endsWith('.create') === true && body !== null;
    const hasFailed = status === 0 || status === 429 || status >= 500;
    const isMarked = retry > 0 || headers['idempotency-key'] !== undefined;
    return isCreate && hasFailed && !isMarked && gap(pair) > -grace;
  });
  if (unmarked[0] === undefined) return [];
  const [{ operation, status }] = unmarked[0];
  const message =
    `${operation} was sent again after ${status === 0 ? 'its connection was closed' : `status ${status}`}, without a ` +
    'mark that it is a retry: if the first attempt took effect, there are now two. Send the same Idempotency-Key with ' +
    'every attempt.';
  return [{ rule: 'unmarked-retry', request_ids: idsOf(unmarked.flat()), message }];
}

function earlyRetries(pairs: readonly Pair[]): Finding[] {
  const early = pairs.filter((pair) => {
    const wait = (pair[0].retry_after ?? 0) * 1000;
    return wait > 0 && gap(pair) > -grace && gap(pair) < wait - grace;
  });
  if (early[0] === undefined) return [];
  const [{ method, url, status, retry_after }] = early[0];
  const message =
    `${method} ${url} was sent again ${Math.max(0, Math.round(gap(early[0])))} ms after status ${status}, which asked ` +
    `to wait for ${retry_after} s. Wait as long as retry-after says.`;
  return [{ rule: 'early-retry', request_ids: idsOf(early.flat()), message }];
}

function firstPagesOnly(sent: readonly Entry[]): Finding[] {
  const cursors = new Set(sent.flatMap(({ url }) => cursorsIn(url)));
  const stopped = sent.filter((entry) => {
    const next = nextOf(entry);
    return next !== undefined && cursorsIn(entry.url).length === 0 && !cursors.has(next);
  });
  return [...Map.groupBy(stopped, ({ operation }) => operation)].map(([operation, entries]) => ({
    rule: 'first-page-only',
    request_ids: idsOf(entries),
    message:
      `${operation} has more than its first page, but no other page was asked for. Go on while there are more: send ` +
      'last_id as after_id, or next_page as page, or iterate over the list with the SDK.',
  }));
}

/** The cursors in a URL. */
function cursorsIn(url: string): string[] {
  const query = new URLSearchParams(url.split('?')[1]);
  return ['after_id', 'before_id', 'page'].flatMap((name) => query.get(name) || []);
}

/** The cursor of the page after this response, if there is one. */
function nextOf({ method, answer }: Entry): string | undefined {
  if (method !== 'GET' || answer === null) return undefined;
  if (typeof answer === 'string') return nextIn(answer.slice(-500));
  const { has_more, last_id, next_page } = answer as Record<string, string | boolean | null | undefined>;
  return String(next_page ?? (has_more ? last_id : '')) || undefined;
}

/** The same of a page that is too long to be logged whole: its end has it. */
const nextIn = (end: string) =>
  /"next_page":"([^"]+)"/.exec(end)?.[1] ?? /"has_more":true.*"last_id":"([^"]+)"/s.exec(end)?.[1];

function deprecatedVersions(sent: readonly Entry[]): Finding[] {
  const versionOf = ({ headers }: Entry) => headers['anthropic-version'];
  const old = sent.filter(
    (entry) => entry.url.startsWith('/v1/') && (versionOf(entry) ?? '') < currentVersion,
  );
  return [...Map.groupBy(old, versionOf)].map(([version, entries]) => ({
    rule: 'deprecated-version',
    request_ids: idsOf(entries),
    message: `${version === undefined ? 'The header anthropic-version is missing' : `Version ${version} is deprecated`}: send anthropic-version ${currentVersion} or later.`,
  }));
}

function doubledPrefixes(sent: readonly Entry[]): Finding[] {
  const doubled = sent.filter(({ url }) => url.startsWith('/v1/v1'));
  if (doubled.length === 0) return [];
  const message = 'The path begins with /v1/v1: leave /v1 out of the base URL, the library adds it.';
  return [{ rule: 'doubled-prefix', request_ids: idsOf(doubled), message }];
}
