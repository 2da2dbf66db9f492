import type { Reads, Value } from './database.ts';

/** The constant parts of a list. */
export interface WalkParts {
  /** The table, with `INDEXED BY` if SQLite wouldn’t choose the right index. */
  source: string;
  /** The columns of its rows; those of the key are among them. */
  columns: string;
  /** Columns whose values every page is given, after the organization. */
  within?: readonly string[];
  /** The columns that order the rows, which are unique together. */
  key: readonly string[];
  /** A condition of all rows, as its index has it. */
  where?: string;
  /** Conditions by name, with `?` for their value, or `(?)` for a list of them. */
  filters?: Readonly<Record<string, string>>;
  /** The filters whose rows an index finds. */
  indexed?: readonly string[];
}

/** One page of a list. */
export interface PageAsk {
  /** The organization, and a value for each column of `within`. */
  of: readonly string[];
  limit: number;
  /** The key of the row that the page begins after, in the direction of the walk. */
  from?: readonly string[] | undefined;
  /** The key of the last row that may be on it. */
  until?: readonly string[] | undefined;
  /** Towards higher keys; false by default, because lists show the newest rows first. */
  ascending?: boolean;
  /** Filters whose value is undefined or an empty list are left out. */
  filters?: Readonly<Record<string, Value | readonly string[] | undefined>>;
}

/** Some rows, and whether there are more. */
export interface Page<Row> {
  rows: Row[];
  more: boolean;
}

/** How many rows of a page fit into a number of bytes, and their size. */
export interface Fit {
  rows: number;
  bytes: number;
}

/** How many sizes of rows are read at a time. */
const sizesAtOnce = 64;

/**
 * A list of an organization’s rows, in pages that neither skip nor repeat a row: each begins after a key, wherever rows
 * were inserted or deleted meanwhile. Its statements are made once for each combination of filters.
 */
export class Walk<Row> {
  readonly #parts: WalkParts;
  readonly #texts = new Map<string, { page: string; sizes: string; edge: string; count: string }>();

  constructor(parts: WalkParts) {
    this.#parts = parts;
  }

  /** At most `limit` rows, nearest to `from` first, and whether there are more. */
  async page(db: Reads, ask: PageAsk): Promise<Page<Row>> {
    const { texts, values } = this.#statements(ask);
    // One row more than the page shows that there are more.
    const rows = await db.all<Row>(texts.page, ...values, ask.limit + 1);
    return { rows: rows.slice(0, ask.limit), more: rows.length > ask.limit };
  }

  /** Whether all rows may have to be read to find those that the filters leave. */
  isScan({ filters = {} }: Pick<PageAsk, 'filters'>): boolean {
    const used = Object.keys(filters).filter((name) => isUsed(filters[name]));
    return used.length > 0 && !used.some((name) => this.#parts.indexed?.includes(name));
  }

  /** The key of the row that many from there, whatever the filters; undefined if there are fewer. */
  async edge(
    db: Reads,
    ask: Omit<PageAsk, 'limit' | 'filters'>,
    rows: number,
  ): Promise<string[] | undefined> {
    const { texts, values } = this.#statements(ask);
    const row = await db.get<Row>(texts.edge, ...values, rows - 1);
    return row && this.keyOf(row);
  }

  /** The number of rows on all pages. */
  async count(db: Reads, ask: Pick<PageAsk, 'of' | 'filters'>): Promise<number> {
    const { texts, values } = this.#statements(ask);
    return (await db.get<{ count: number }>(texts.count, ...values))?.count ?? 0;
  }

  /** All rows, read a thousand at a time. */
  async *rows(db: Reads, ask: Omit<PageAsk, 'limit'>): AsyncGenerator<Row> {
    for (let { from } = ask; ; ) {
      const { rows, more } = await this.page(db, { ...ask, from, limit: 1000 });
      yield* rows;
      if (!more) return;
      from = this.keyOf(rows.at(-1) as Row);
    }
  }

  /**
   * How many rows of that page fit into `maxBytes`, with a comma each; at least one. Even the size of a large row takes
   * time to read, so no more are read than needed.
   */
  async fit(db: Reads, ask: PageAsk, maxBytes: number): Promise<Fit> {
    const fit = { rows: 0, bytes: 0 };
    for (let { from } = ask; ; ) {
      const { texts, values } = this.#statements({ ...ask, from });
      const limit = Math.min(ask.limit - fit.rows, sizesAtOnce);
      const rows = await db.all<Row & { bytes: number }>(texts.sizes, ...values, limit);
      for (const row of rows) {
        const bytes = fit.bytes + row.bytes + 1;
        if (fit.rows > 0 && bytes > maxBytes) return fit;
        fit.rows += 1;
        fit.bytes = bytes;
      }
      if (rows.length < sizesAtOnce || fit.rows === ask.limit) return { ...fit, rows: Math.max(1, fit.rows) };
      from = this.keyOf(rows.at(-1) as Row);
    }
  }

  /** The key of a row. */
  keyOf(row: Row): string[] {
    return this.#parts.key.map((column) => String((row as Record<string, unknown>)[column]));
  }

  #statements(ask: Omit<PageAsk, 'limit'>) {
    const filters = Object.entries(ask.filters ?? {}).filter(([, value]) => isUsed(value)) as [
      string,
      Value | string[],
    ][];
    const lists = filters.map(([name, value]) => ({
      name,
      values: Array.isArray(value) ? padded(value) : [value],
    }));
    const { from = [], until = [] } = ask;
    const names = lists.map(({ name, values }) => `${name}${values.length}`).join();
    const key = `${ask.ascending ? '+' : '-'}${from.length}${until.length}${names}`;
    let texts = this.#texts.get(key);
    if (texts === undefined) {
      texts = this.#spell(ask, lists);
      this.#texts.set(key, texts);
    }
    return { texts, values: [...ask.of, ...from, ...until, ...lists.flatMap(({ values }) => values)] };
  }

  #spell(ask: Omit<PageAsk, 'limit'>, lists: { name: string; values: Value[] }[]) {
    const { source, columns, within = [], key, where, filters = {} } = this.#parts;
    let last = 0;
    const next = (count: number) =>
      Array.from({ length: count }, () => {
        last += 1;
        return `$${last}`;
      }).join(', ');
    const conditions = ['organization_id', ...within].map((column) => `${column} = ${next(1)}`);
    const place = key.length === 1 ? `${key[0]}` : `(${key})`;
    const bound = (comparison: string) => {
      const given = next(key.length);
      conditions.push(`${place} ${comparison} ${key.length === 1 ? given : `(${given})`}`);
    };
    if (ask.from !== undefined) bound(ask.ascending ? '>' : '<');
    if (ask.until !== undefined) bound(ask.ascending ? '<=' : '>=');
    if (where !== undefined) conditions.push(where);
    for (const { name, values } of lists) {
      conditions.push((filters[name] as string).replace('?', next(values.length)));
    }
    const rest = `FROM ${source} WHERE ${conditions.join(' AND ')}`;
    const order = key.map((column) => `${column} ${ask.ascending ? 'ASC' : 'DESC'}`).join(', ');
    // With a bare parameter as its limit, SQLite would plan the statement again at every call: a third of a page's time.
    const number = `${next(1)} + 0`;
    const page = (selected: string) => `SELECT ${selected} ${rest} ORDER BY ${order} LIMIT ${number}`;
    const sizes = page(`${key}, octet_length(doc) AS bytes`);
    const edge = `SELECT ${key} ${rest} ORDER BY ${order} LIMIT 1 OFFSET ${number}`;
    const count = `SELECT CAST(count(*) AS INTEGER) AS count ${rest}`;
    return { page: page(columns), sizes, edge, count };
  }
}

const isUsed = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0);

/** A list lengthened to a power of two by repeating an item, so that few statements do for all lengths. */
function padded(values: readonly string[]): Value[] {
  const length = 2 ** Math.ceil(Math.log2(values.length));
  return Array.from({ length }, (_each, index) => values[index] ?? (values[0] as string));
}
