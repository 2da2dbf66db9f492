/** The most ids that are each read by their own call, where a list might hold them all. */
const few = 6;

interface Reads<T> {
  /** The first page of all, as long as a page may be. */
  list: () => Promise<readonly T[]>;
  /** One by its id; rejects for one that doesn’t exist any more. */
  one: (id: string) => Promise<T>;
}

/**
 * Objects by their ids, in as few calls as possible: a few are read one by one, more with one long list, and what that
 * doesn’t hold one by one again. Those that can’t be found are left out.
 */
export async function resolve<T extends { id: string }>(
  ids: readonly string[],
  { list, one }: Reads<T>,
): Promise<Record<string, T>> {
  const found = new Map<string, T>();
  if (ids.length > few) for (const each of await list()) found.set(each.id, each);
  const missing = ids.filter((id) => !found.has(id));
  for (const each of await Promise.allSettled(missing.map(one))) {
    if (each.status === 'fulfilled') found.set(each.value.id, each.value);
  }
  return Object.fromEntries(ids.flatMap((id) => (found.has(id) ? [[id, found.get(id) as T]] : [])));
}
