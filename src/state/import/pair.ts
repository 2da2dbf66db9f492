import type { Path } from '../../schema/faults.ts';
import { type Named, nameOf } from '../identity.ts';
import type { RefObject } from '../refs.ts';
import type { Run } from './run.ts';

/** An item of a section, and what is stored of it. */
export interface Pair<Item, Row> {
  item: Item;
  path: Path;
  row: Row | undefined;
}

/** How the items of a section are compared with what is stored. */
export interface Comparison<Item, Row> {
  object: RefObject;
  /** The name of a row, undefined if it can’t be found by it. */
  nameOf: (row: Row) => string | undefined;
  /** Whether a row with the ref or name of the item can be it; all can by default. */
  suits?: (item: Item, row: Row) => boolean;
  /** Whether an item with a ref that nothing has yet is the row with its name. */
  isUnique?: boolean;
}

/**
 * Pairs the items of a section with the rows that they are about: by ID, else by ref, else by name among the rows that no
 * other item is about. Returns the rows that are left, too.
 */
export function pair<Item extends Named, Row extends { id: string }>(
  run: Run,
  { items, path }: { items: readonly Item[]; path: Path },
  rows: readonly Row[],
  { object, nameOf: nameOfRow, suits = () => true, isUnique = false }: Comparison<Item, Row>,
): { pairs: Pair<Item, Row>[]; left: Row[] } {
  const left = new Map(rows.map((row) => [row.id, row]));
  const pairs = items.map((item, index): Pair<Item, Row> => {
    const id = item.id ?? (item.ref === undefined ? undefined : run.idByRef(object, item.ref));
    const found = id === undefined ? undefined : left.get(id);
    // What had the ref may be archived by now, and be followed by another object.
    const row = found !== undefined && (item.id !== undefined || suits(item, found)) ? found : undefined;
    if (row !== undefined) left.delete(row.id);
    return { item, path: [...path, index], row };
  });
  const named = Map.groupBy(left.values(), nameOfRow);
  for (const each of pairs) {
    const { item } = each;
    if (each.row !== undefined || item.id !== undefined || (item.ref !== undefined && !isUnique)) continue;
    const [row, other] = (named.get(nameOf(item)) ?? []).filter(
      (row) => left.has(row.id) && suits(item, row),
    );
    if (row === undefined) continue;
    if (other !== undefined && !run.keeps) {
      run.refuse(each.path, `several objects are named ${nameOf(item)}: add the ID of the one that is meant`);
    }
    each.row = row;
    left.delete(row.id);
  }
  return { pairs, left: [...left.values()] };
}
