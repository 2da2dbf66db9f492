import type { Update } from '../../../src/contract/activity.ts';
import type { FeedEntry } from './entry.ts';
import { plain } from './types.ts';
import { fieldText } from './words.ts';

/** A part of a value: what it was and what it is; undefined where it wasn’t there. */
export interface Line {
  /** The key in a map. */
  key?: string;
  before?: string | undefined;
  after?: string | undefined;
  /** Whether it is one of several: without a value before or after it was added or removed. */
  isPart?: true;
}

/** A changed member. */
export interface Difference {
  /** Its name on the wire. */
  type: string;
  label: string;
  lines: readonly Line[];
}

/** What an entry changed, by field: maps by their keys, lists by their items. */
export function differencesOf(entry: FeedEntry): Difference[] {
  const updates: readonly Update[] =
    'updates' in entry
      ? entry.updates
      : entry.type === 'claude_user_role_updated'
        ? [{ type: 'role', previous_value: entry.previous_role, current_value: entry.current_role }]
        : [];
  return updates.map(({ type, previous_value, current_value }) => ({
    type,
    label: plain(fieldText(type)),
    lines: linesOf(parsed(previous_value), parsed(current_value)),
  }));
}

function linesOf(before: unknown, after: unknown): Line[] {
  if (isMap(before) || isMap(after)) return byKey(isMap(before) ? before : {}, isMap(after) ? after : {});
  if (Array.isArray(before) && Array.isArray(after)) return byItem(before.map(text), after.map(text));
  return [{ before: shown(before), after: shown(after) }];
}

const byKey = (before: Record<string, unknown>, after: Record<string, unknown>): Line[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .map((key) => ({
      key,
      isPart: true as const,
      before: key in before ? text(before[key]) : undefined,
      after: key in after ? text(after[key]) : undefined,
    }))
    .filter((line) => line.before !== line.after);

const byItem = (before: readonly string[], after: readonly string[]): Line[] => [
  ...before.filter((item) => !after.includes(item)).map((item) => ({ before: item, isPart: true as const })),
  ...after.filter((item) => !before.includes(item)).map((item) => ({ after: item, isPart: true as const })),
];

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const shown = (value: unknown) =>
  value === null ? undefined : Array.isArray(value) ? value.map(text).join(', ') : text(value);

/** Lists and maps are sent as JSON texts; anything else is a text, even if it looks like a number. */
function parsed(value: string | null): unknown {
  if (value === null || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
