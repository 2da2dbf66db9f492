import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node } from 'yaml';
import type { Path } from '../schema/faults.ts';

/** Finds the line of a place in a text; 0 if it isn’t known. */
export type Lines = (path: Path) => number;

const known = new WeakMap<object, Lines>();

/** Remembers where the parts of a document were read from. */
export const noteLines = (document: object, lines: Lines) => known.set(document, lines);

/** Finds the lines of a document that was read from a text. */
export const linesOf = (document: object): Lines => known.get(document) ?? (() => 0);

/** The lines of a parsed text. What is missing in it is in the line of what it is missing in. */
export function linesIn(document: Document, counter: LineCounter): Lines {
  return (path) => {
    let node = document.contents as Node | null | undefined;
    let offset = node?.range?.[0] ?? 0;
    for (const name of path) {
      const within = isAlias(node) ? node.resolve(document) : node;
      if (isSeq(within)) node = within.items[Number(name)] as Node | undefined;
      else if (isMap(within)) {
        const pair = within.items.find(({ key }) => isScalar(key) && key.value === name);
        if (pair === undefined) break;
        offset = (pair.key as Node).range?.[0] ?? offset;
        node = pair.value as Node | null;
        continue;
      } else break;
      offset = node?.range?.[0] ?? offset;
    }
    return counter.linePos(offset).line;
  };
}
