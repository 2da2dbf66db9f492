import { printable } from './table.ts';

/** JSON to print: indented on a terminal, otherwise on one line. */
export function json(value: unknown, { isTTY }: { isTTY?: boolean } = process.stdout): string {
  if (!isTTY) return JSON.stringify(value);
  return JSON.stringify(value, null, 2).split('\n').map(printable).join('\n');
}
