import type { Fault, Path } from '../schema/faults.ts';
import { pathText } from './fault.ts';
import { identityOf, type Named } from './identity.ts';

const marks = {
  id: (item: Named) => item.id,
  ref: (item: Named) => item.ref,
  /** Items with an ID or a ref are compared by these. */
  identity: (item: Named) => ((item.id ?? item.ref) === undefined ? identityOf(item) : undefined),
};

/** Faults of items that have the same ID, ref or identity as an earlier one. */
export function* repeated(
  items: readonly Named[],
  path: Path,
  by: readonly (keyof typeof marks)[] = ['id', 'ref', 'identity'],
): Generator<Fault> {
  for (const mark of by) yield* repeatedBy(items, path, mark === 'identity' ? undefined : mark, marks[mark]);
}

/** Faults of items that have the same value as an earlier one; undefined is never the same. */
export function* repeatedBy<Item>(
  items: readonly Item[],
  path: Path,
  member: string | undefined,
  read: (item: Item) => string | undefined,
): Generator<Fault> {
  const seen = new Map<unknown, Path>();
  for (const [index, item] of items.entries()) {
    yield* once(seen, read(item), [...path, index, ...(member === undefined ? [] : [member])]);
  }
}

/** A fault if this value was seen before; it is from now on, unless it is undefined. */
export function* once(seen: Map<unknown, Path>, value: unknown, path: Path): Generator<Fault> {
  const first = seen.get(value);
  if (value === undefined) return;
  if (first === undefined) seen.set(value, path);
  else yield { path, sentence: `is the same as ${pathText(first)}` };
}
