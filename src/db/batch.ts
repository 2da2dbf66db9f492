import type { Transaction, Value, Versions } from './database.ts';
import { tablesOf } from './statement.ts';
import { tables } from './tables.ts';

/** How a driver sends statements in the open transaction of its connection. */
export interface Sender {
  all<Row>(sql: string, values: Value[]): Promise<Row[]>;
  /** Returns the number of changed rows. */
  run(sql: string, values: Value[]): Promise<number>;
  /** Stores rows by an `INSERT` of one row. */
  insert(sql: string, rows: readonly Value[][]): Promise<void>;
  script(sql: string): Promise<void>;
  /** Rolls back everything, and goes on in a new transaction. */
  restart(): Promise<void>;
}

/** What a batch needs besides its connection. */
export interface BatchOptions {
  now: (organizationId: string) => number;
  /** Whether to lock the rows of organizations: other connections may write at the same time. */
  lock: boolean;
}

/** An organization's row: read when it is entered, written back once when the batch ends. */
interface Organization {
  readonly id: string;
  version: number;
  isRecorded: boolean;
  activeWorkspaces: number;
  workspaceLimit: number | null;
  latestUndelivered: string;
  readonly versions: Versions;
  /** Tables that were written to. */
  readonly touched: Set<string>;
  /** Whether its counters must be written back. */
  isCounted: boolean;
}

interface Columns {
  version: number;
  versions: string;
  feed_since: number | null;
  active_workspaces: number;
  workspace_limit: number | null;
  latest_undelivered: string;
}

const read =
  'SELECT version, versions, feed_since, active_workspaces, workspace_limit, latest_undelivered FROM organizations WHERE id = $1';
const write =
  'UPDATE organizations SET version = $1, versions = $2, active_workspaces = $3, latest_undelivered = $4 WHERE id = $5';
const writeCounters =
  'UPDATE organizations SET active_workspaces = $1, latest_undelivered = $2 WHERE id = $3';

/** A row to be inserted, or numbers to be added to the row with a key. */
type Later = { sql: string; row: Value[] } | { sql: string; key: Value[]; amounts: number[] };

/** Tables in an order that foreign keys allow. */
const order = new Map(tables.map(({ name }, index) => [name, index]));
const placeOf = (sql: string) => order.get(tablesOf(sql).writes[0] ?? '') ?? order.size;

/** A failed job has written something: the whole batch must be rolled back. */
export class Torn extends Error {}

/**
 * A transaction of several jobs, which run one after another. Rows to be inserted and numbers to be added are collected, and
 * stored together before a statement needs them, or at the end.
 */
export class Batch implements Transaction {
  moment = 0;
  readonly #sender: Sender;
  readonly #options: BatchOptions;
  readonly #organizations = new Map<string, Organization>();
  #current: Organization = nobody(0);
  /** What the current job has collected, and the organizations that it entered, as they were before. */
  #own: Later[] = [];
  #before: [Organization, Organization][] = [];
  /** Whether the current job has sent a statement that writes, or one that failed. */
  #needsRollback = false;
  readonly #rows = new Map<string, Value[][]>();
  readonly #sums = new Map<string, Map<string, { key: Value[]; amounts: number[] }>>();
  /** The tables that collected rows are for. */
  readonly #waiting = new Set<string>();

  constructor(sender: Sender, options: BatchOptions) {
    this.#sender = sender;
    this.#options = options;
  }

  /** Does the work of a job. If it throws, nothing of it remains; Torn if that needs a rollback. */
  async attempt<T>(organizationId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    this.#own = [];
    this.#before = [];
    this.#needsRollback = false;
    try {
      await this.enter(organizationId);
      const value = await work(this);
      this.#collect();
      return value;
    } catch (error) {
      this.#own = [];
      for (const [organization, before] of this.#before.toReversed()) Object.assign(organization, before);
      throw this.#needsRollback ? new Torn('', { cause: error }) : error;
    }
  }

  /** Stores what was collected, and the organizations' rows; returns the versions of those that changed. */
  async finish(): Promise<[organizationId: string, versions: Versions][]> {
    await this.flush();
    const changed: [string, Versions][] = [];
    for (const organization of this.#organizations.values()) {
      const { id, version, touched, activeWorkspaces, latestUndelivered } = organization;
      if (touched.size === 0 && !organization.isCounted) continue;
      const versions = { ...organization.versions };
      for (const table of touched) versions[table] = version;
      const text = JSON.stringify(versions);
      await this.#sender.run(write, [version, text, activeWorkspaces, latestUndelivered, id]);
      changed.push([id, versions]);
    }
    return changed;
  }

  async enter(organizationId: string): Promise<void> {
    const now = this.#options.now(organizationId);
    let organization = organizationId === '' ? nobody(now - 1) : this.#organizations.get(organizationId);
    if (organization === undefined) {
      organization = organizationOf(organizationId, await this.#readRow(organizationId));
      this.#organizations.set(organizationId, organization);
    }
    organization.version = Math.max(organization.version, now - 1);
    this.#before.push([organization, { ...organization }]);
    this.#current = organization;
    this.moment = this.tick();
  }

  tick(): number {
    this.#current.version += 1;
    return this.#current.version;
  }

  rewind(moment: number): void {
    this.moment = moment;
    this.#current.version = moment + 1;
  }

  get isRecorded(): boolean {
    return this.#current.isRecorded;
  }

  set isRecorded(value: boolean) {
    this.#current.isRecorded = value;
  }

  takePlace(limit: number): boolean {
    const { activeWorkspaces, workspaceLimit } = this.#current;
    if (activeWorkspaces >= (workspaceLimit ?? limit)) return false;
    this.addPlaces(1);
    return true;
  }

  addPlaces(count: number): void {
    this.#current.activeWorkspaces += count;
    this.#current.isCounted = true;
  }

  get latestUndelivered(): string {
    return this.#current.latestUndelivered;
  }

  noteUndelivered(id: string): void {
    if (id <= this.#current.latestUndelivered) return;
    this.#current.latestUndelivered = id;
    this.#current.isCounted = true;
  }

  async all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    await this.#prepare(sql);
    const rows = await this.#sent(this.#sender.all<Row>(sql, values));
    await this.#reload(sql);
    return rows;
  }

  async get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined> {
    return (await this.all<Row>(sql, ...values))[0];
  }

  find<Row>(sql: string, organizationId: string, id: string): Promise<Row | undefined> {
    return this.get<Row>(sql, organizationId, id);
  }

  async run(sql: string, ...values: Value[]): Promise<number> {
    await this.#prepare(sql);
    const changed = await this.#sent(this.#sender.run(sql, values));
    await this.#reload(sql);
    return changed;
  }

  insert(sql: string, ...row: Value[]): void {
    this.#touch(sql);
    this.#own.push({ sql, row });
  }

  add(sql: string, key: Value[], amounts: number[]): void {
    this.#touch(sql);
    this.#own.push({ sql, key, amounts });
  }

  async script(sql: string): Promise<void> {
    this.#needsRollback = true;
    await this.#sender.script(sql);
  }

  /** Stores what was collected. */
  async flush(): Promise<void> {
    if (this.#own.length > 0) this.#needsRollback = true;
    this.#collect();
    const rows = [...this.#rows].sort(([one], [other]) => placeOf(one) - placeOf(other));
    this.#rows.clear();
    for (const [sql, theirs] of rows) await this.#sent(this.#sender.insert(sql, theirs));
    for (const [sql, sums] of this.#sums) {
      for (const { key, amounts } of sums.values())
        await this.#sent(this.#sender.run(sql, [...key, ...amounts]));
    }
    this.#sums.clear();
    this.#waiting.clear();
  }

  /** What a statement returned. On PostgreSQL, one that failed ends the transaction. */
  async #sent<T>(result: Promise<T>): Promise<T> {
    try {
      return await result;
    } catch (error) {
      this.#needsRollback = true;
      throw error;
    }
  }

  #touch(sql: string): void {
    for (const table of tablesOf(sql).writes) this.#current.touched.add(table);
  }

  /** What the current job has collected is collected for the batch. */
  #collect(): void {
    for (const later of this.#own) {
      const { sql } = later;
      for (const table of tablesOf(sql).writes) this.#waiting.add(table);
      if ('row' in later) {
        const rows = this.#rows.get(sql);
        if (rows === undefined) this.#rows.set(sql, [later.row]);
        else rows.push(later.row);
      } else this.#sum(later);
    }
    this.#own = [];
  }

  #sum({ sql, key, amounts }: { sql: string; key: Value[]; amounts: number[] }): void {
    const sums = this.#sums.get(sql) ?? new Map();
    this.#sums.set(sql, sums);
    const name = JSON.stringify(key);
    const sum = sums.get(name);
    if (sum === undefined) sums.set(name, { key, amounts: [...amounts] });
    else
      amounts.forEach((amount, index) => {
        sum.amounts[index] += amount;
      });
  }

  /** Before a statement is sent, stores what it may refer to. */
  async #prepare(sql: string): Promise<void> {
    const { reads, writes, deletes, movesRows, counters } = tablesOf(sql);
    if (writes.length > 0) {
      this.#needsRollback = true;
      for (const table of writes) this.#current.touched.add(table);
      for (const table of deletes) this.#current.touched.add(deletedFrom(table));
    }
    const isWaiting = (table: string) =>
      this.#waiting.has(table) || this.#own.some((later) => tablesOf(later.sql).writes.includes(table));
    if (this.#waiting.size > 0 || this.#own.length > 0) {
      if (movesRows || reads.some(isWaiting) || writes.some(isWaiting)) await this.flush();
    }
    if (!counters) return;
    for (const { isCounted, activeWorkspaces, latestUndelivered, id } of this.#organizations.values()) {
      if (!isCounted) continue;
      this.#needsRollback = true;
      await this.#sent(this.#sender.run(writeCounters, [activeWorkspaces, latestUndelivered, id]));
    }
  }

  /** Reads the columns that are kept in memory again if a statement has changed them. */
  async #reload(sql: string): Promise<void> {
    const { writes, counters } = tablesOf(sql);
    const { id } = this.#current;
    if (!counters || writes.length === 0 || id === '') return;
    const { activeWorkspaces, workspaceLimit, latestUndelivered } = organizationOf(
      id,
      await this.#readRow(id),
    );
    Object.assign(this.#current, { activeWorkspaces, workspaceLimit, latestUndelivered });
  }

  async #readRow(organizationId: string): Promise<Columns | undefined> {
    const sql = this.#options.lock ? `${read} FOR UPDATE` : read;
    return (await this.#sent(this.#sender.all<Columns>(sql, [organizationId])))[0];
  }
}

/** The name in the versions of an organization under which the last deletion of rows of a table is kept. */
export const deletedFrom = (table: string) => `${table} deleted`;

function organizationOf(id: string, row: Columns | undefined): Organization {
  return {
    id,
    version: row?.version ?? 0,
    isRecorded: row?.feed_since !== null,
    activeWorkspaces: row?.active_workspaces ?? 0,
    workspaceLimit: row?.workspace_limit ?? null,
    latestUndelivered: row?.latest_undelivered ?? '',
    versions: JSON.parse(row?.versions ?? '{}'),
    touched: new Set(),
    isCounted: false,
  };
}

/** What stands for the organization of a transaction that has none. */
const nobody = (version: number): Organization => ({
  ...organizationOf('', undefined),
  version,
  isRecorded: false,
});
