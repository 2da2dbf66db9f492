import type { Versions } from './database.ts';
import type { Fit, Page } from './walk.ts';

/** A workspace as a replica has it; must not be changed. */
export interface ReplicaRow {
  id: string;
  doc: string;
  archived_at: string | null;
  is_default: number;
}

/** One page of a replica. */
export interface ReplicaAsk {
  /** The id that the page begins after, in the direction of the walk. */
  from: string | undefined;
  ascending: boolean;
  /** Leave out archived rows, and the default workspace. */
  active: boolean;
  ordinary: boolean;
}

/** Approximate memory of a row besides its texts, in bytes. */
const overhead = 250;

/** The workspaces of an organization in memory, at one of its versions. */
export class Replica {
  /** The organization's version after the last write to its workspaces that is in here. */
  version: number;
  /** Approximate memory. */
  bytes = 1500;
  /** For what may outlive it. */
  readonly weak = new WeakRef(this);
  readonly #byId = new Map<string, ReplicaRow>();
  /** All rows and the active ones, by ascending id. */
  readonly #all: ReplicaRow[] = [];
  readonly #active: ReplicaRow[] = [];

  constructor(version: number) {
    this.version = version;
  }

  /** Whether it has every write of the organization at these versions. */
  isAt(versions: Versions): boolean {
    return (versions.workspaces ?? 0) <= this.version;
  }

  /** The workspace with this id, or undefined. */
  get(id: string): ReplicaRow | undefined {
    return this.#byId.get(id);
  }

  /** At most `limit` rows, and whether there are more. */
  page(ask: ReplicaAsk, limit: number): Page<ReplicaRow> {
    const { rows, begin, step } = this.#start(ask);
    const found: ReplicaRow[] = [];
    for (let index = begin; index >= 0 && index < rows.length; index += step) {
      const row = rows[index] as ReplicaRow;
      if (ask.ordinary && row.is_default === 1) continue;
      if (found.length === limit) return { rows: found, more: true };
      found.push(row);
    }
    return { rows: found, more: false };
  }

  /** How many rows of that page fit into `maxBytes`, with a comma each; at least one. */
  fit(ask: ReplicaAsk, limit: number, maxBytes: number): Fit {
    const fit = { rows: 0, bytes: 0 };
    for (const { doc } of this.page(ask, limit).rows) {
      const bytes = fit.bytes + Buffer.byteLength(doc) + 1;
      if (fit.rows > 0 && bytes > maxBytes) break;
      fit.rows += 1;
      fit.bytes = bytes;
    }
    return { rows: Math.max(1, fit.rows), bytes: fit.bytes };
  }

  /** Adds a row, or replaces the one with its id. */
  put({ id, doc, archived_at, is_default }: ReplicaRow): void {
    // The rows of SQLite's driver are slow to read from: each has a shape of its own.
    const row = { id, doc, archived_at, is_default };
    const before = this.#byId.get(row.id);
    this.bytes += bytesOf(row) - (before === undefined ? 0 : bytesOf(before));
    this.#byId.set(row.id, row);
    place(this.#all, row);
    if (row.archived_at === null) place(this.#active, row);
    else if (before?.archived_at === null) this.#active.splice(placeOf(this.#active, row.id), 1);
  }

  /** The rows of a list, the index of the first one of the page, and the step to the next. */
  #start({ from, ascending, active }: ReplicaAsk): {
    rows: readonly ReplicaRow[];
    begin: number;
    step: number;
  } {
    const rows = active ? this.#active : this.#all;
    const step = ascending ? 1 : -1;
    if (from === undefined) return { rows, begin: ascending ? 0 : rows.length - 1, step };
    const place = placeOf(rows, from);
    return { rows, begin: ascending ? place + Number(rows[place]?.id === from) : place - 1, step };
  }
}

const bytesOf = ({ id, doc }: ReplicaRow) => id.length + doc.length + overhead;

function place(rows: ReplicaRow[], row: ReplicaRow): void {
  const last = rows.at(-1);
  if (last === undefined || last.id < row.id) rows.push(row);
  else {
    const index = placeOf(rows, row.id);
    rows.splice(index, rows[index]?.id === row.id ? 1 : 0, row);
  }
}

/** The index of the first row whose id isn't below this one. */
function placeOf(rows: readonly ReplicaRow[], id: string): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as ReplicaRow).id < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
