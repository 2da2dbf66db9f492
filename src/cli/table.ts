import { styleText } from 'node:util';

/** The columns of a table: their titles, and the text of a cell. */
export type Columns<T> = Readonly<Record<string, (row: T) => string>>;

const gap = '  ';

/** An aligned table with titles, truncated to the width of the terminal, if known. */
export function table<T>(columns: Columns<T>, rows: readonly T[], terminal = process.stdout.columns): string {
  const titles = Object.keys(columns).map((title) => title.toUpperCase());
  const lines = rows.map((row) => Object.values(columns).map((cell) => printable(cell(row))));
  const [head, ...rest] = aligned([titles, ...lines], terminal);
  return [styleText('bold', head ?? '', { stream: process.stdout }), ...rest].join('\n');
}

/** An object as lines of `name  value`; the members of nested objects have dotted names. */
export function fields(object: object): string {
  return aligned(leaves(object).map(([name, value]) => [printable(name), printable(value)])).join('\n');
}

/** An API timestamp without fractions of a second, or a dash for null. */
export const seconds = (timestamp: string | null) => timestamp?.replace(/\.\d+Z$/, 'Z') ?? '-';

/** The pairs of a map on one line, or a dash. */
export const pairs = (map: Record<string, string>) =>
  Object.entries(map)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ') || '-';

/** An item of a list on one line. */
const item = (value: unknown) =>
  typeof value === 'object' && value !== null ? pairs(value as Record<string, string>) : String(value);

function leaves(object: object, path = ''): [string, string][] {
  return Object.entries(object).flatMap(([name, value]): [string, string][] => {
    const place = path + name;
    if (Array.isArray(value)) return [[place, value.map(item).join(', ') || '-']];
    if (typeof value !== 'object' || value === null) return [[place, String(value ?? '-')]];
    return Object.keys(value).length === 0 ? [[place, '-']] : leaves(value, `${place}.`);
  });
}

function aligned(lines: readonly (readonly string[])[], terminal?: number): string[] {
  const widths: number[] = [];
  for (const line of lines) {
    for (const [index, cell] of line.entries()) widths[index] = Math.max(widths[index] ?? 0, width(cell));
  }
  if (terminal) narrow(widths, terminal - gap.length * (widths.length - 1));
  const fit = (cell: string, index: number) => {
    const text = cut(cell, widths[index] ?? 0);
    return text + ' '.repeat((widths[index] ?? 0) - width(text));
  };
  return lines.map((line) => line.map(fit).join(gap).trimEnd());
}

/** Narrows the widest columns until all fit; the first one, which has the ids, only as a last resort. */
function narrow(widths: number[], room: number): void {
  let excess = widths.reduce((sum, each) => sum + each, 0) - room;
  for (; excess > 0; excess -= 1) {
    const widest = Math.max(1, ...widths.slice(1));
    const index = widest === 1 ? 0 : widths.indexOf(widest, 1);
    widths[index] = Math.max(1, (widths[index] ?? 0) - 1);
  }
}

/** Makes untrusted text safe for a terminal: control and bidirectional characters are shown as their codes. */
export function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

const graphemes = new Intl.Segmenter();
/** Emoji and the scripts of East Asia take two columns. */
const wide =
  /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;

const widthOf = (grapheme: string) => (wide.test(grapheme) ? 2 : 1);

function width(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  return [...graphemes.segment(text)].reduce((sum, { segment }) => sum + widthOf(segment), 0);
}

/** A text truncated to this many columns, with an ellipsis. */
function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let [start, room] = ['', columns - 1];
  for (const { segment } of graphemes.segment(text)) {
    room -= widthOf(segment);
    if (room < 0) break;
    start += segment;
  }
  return `${start}…`;
}
