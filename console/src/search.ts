/** What the query of an address says: texts, and lists where a name is repeated. */
export function parseSearch(query: string): Record<string, string | string[]> {
  const pairs = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(pairs.keys())].map((name) => {
      const values = pairs.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

/** The query of an address, without what is empty, so that the plain page has a plain address. */
export function stringifySearch(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    [value]
      .flat()
      .flatMap((each) =>
        each === undefined || each === '' || each === false
          ? []
          : [[name, String(each)] satisfies [string, string]],
      ),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

/** Reads texts of these names from a query, for pages whose query holds nothing else. */
export const readText =
  <const N extends readonly string[]>(...names: N) =>
  (search: Record<string, unknown>): { [name in N[number]]?: string } =>
    Object.fromEntries(
      names.flatMap((name) =>
        typeof search[name] === 'string' && search[name] !== '' ? [[name, search[name]]] : [],
      ),
    ) as { [name in N[number]]?: string };

/** Gives a page what it reads from a query and nothing else: the router would add what else the address says, as it is. */
export const nothingBut =
  <T extends object>(read: (search: Record<string, unknown>) => T) =>
  (search: Record<string, unknown>): T => ({
    ...Object.fromEntries(Object.keys(search).map((name) => [name, undefined])),
    ...read(search),
  });
