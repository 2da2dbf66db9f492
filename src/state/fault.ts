import type { Path } from '../schema/faults.ts';

/** What is wrong with a document, and where; line 0 if it isn’t known. */
export interface PlacedFault {
  line: number;
  path: string;
  message: string;
}

/** Thrown for a document that can’t be used; its message has a line for each fault. */
export class StateFault extends Error {
  readonly faults: readonly PlacedFault[];

  constructor(faults: readonly PlacedFault[]) {
    super(faults.map(textOf).join('\n'));
    this.faults = faults;
  }
}

function textOf({ line, path, message }: PlacedFault): string {
  const place = [...(line === 0 ? [] : [`line ${line}`]), ...(path === '' ? [] : [path])].join(', ');
  return place === '' ? message : `${place}: ${message}`;
}

/** A path as `organizations[0].workspaces[3].name`. */
export const pathText = (path: Path) =>
  path.map(segment).join('').replace(/^\./, '').toWellFormed().replaceAll('\0', '\uFFFD');

const segment = (name: string | number) =>
  typeof name === 'number' ? `[${name}]` : /^\w+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
