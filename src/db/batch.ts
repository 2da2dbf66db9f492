import { Collected, type Later } from './collected.ts';
import type { Transaction, Value, Versions } from './database.ts';
import {
  type Columns,
  nobody,
  type Organization,
  organizationOf,
  readOrganization,
  writeCounters,
  writeOrganization,
} from './organization-state.ts';
import { type ReplicaRow, workspaceById } from './replica.ts';
import { tablesOf } from './statement.ts';

/** How a driver sends statements in the open transaction of its connection: they are done in the order of the calls. */
export interface Sender {
  all<Row>(sql: string, values: Value[]): Promise<Row[]>;
  /** The organization's rows with these ids, where that saves round trips; the statement is one for `find`. */
  findAll?<Row>(sql: string, organizationId: string, ids: string[]): Promise<Row[]>;
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

/** A failed job has written something: the whole batch must be rolled back. */
export class Torn extends Error {}

/**
 * A transaction of several jobs, which run one after another. What they insert, add and change is collected, and stored
 * together before a statement needs it, or at the end.
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
  /** The organizations whose rows were read, and locked, for the current job. */
  #locked: string[] = [];
  /** Whether the current job has sent a statement that writes, or one that failed. */
  #needsRollback = false;
  readonly #collected = new Collected();
  /** Workspaces of an organization that were read beforehand and haven't changed since; undefined where there is none. */
  readonly #expected = new Map<string, ReplicaRow | undefined>();
  #expectedOf = '';

  constructor(sender: Sender, options: BatchOptions) {
    this.#sender = sender;
    this.#options = options;
  }

  /** Enters an organization, and reads which of these are its workspaces, so that they needn't be looked up one by one. */
  async expect(organizationId: string, ids: readonly string[]): Promise<void> {
    const { findAll } = this.#sender;
    if (findAll === undefined) return;
    const distinct = [...new Set(ids)];
    const [row, rows] = await Promise.all([
      this.#readRow(organizationId),
      distinct.length > 0 ? this.#send(findAll<ReplicaRow>(workspaceById, organizationId, distinct)) : [],
    ]);
    this.#organizations.set(organizationId, organizationOf(organizationId, row));
    this.#expectedOf = organizationId;
    for (const id of distinct) this.#expected.set(id, undefined);
    for (const each of rows) this.#expected.set(each.id, each);
  }

  /** Does the work of a job. If it throws, nothing of it remains; Torn if that needs a rollback. */
  async attempt<T>(organizationId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    this.#own = [];
    this.#before = [];
    this.#locked = [];
    this.#needsRollback = false;
    try {
      await this.enter(organizationId);
      const value = await work(this);
      this.#collect();
      return value;
    } catch (error) {
      this.undo();
      throw this.#needsRollback ? new Torn('', { cause: error }) : error;
    }
  }

  /** Takes back what the last job has changed in memory, after its statements were rolled back, and with them its locks. */
  undo(): void {
    for (const id of this.#locked) this.#organizations.delete(id);
    this.#own = [];
    for (const [organization, before] of this.#before.toReversed()) Object.assign(organization, before);
    this.#before = [];
  }

  /** Stores what was collected, and the organizations' rows; returns the versions of those that changed. */
  async finish(): Promise<[organizationId: string, versions: Versions][]> {
    const sent = this.#flush();
    const changed: [string, Versions][] = [];
    for (const organization of this.#organizations.values()) {
      const { id, version, touched, activeWorkspaces, latestUndelivered } = organization;
      if (touched.size === 0) continue;
      const versions = { ...organization.versions };
      for (const table of touched) versions[table] = version;
      const values = [version, JSON.stringify(versions), activeWorkspaces, latestUndelivered, id];
      sent.push(this.#send(this.#sender.run(writeOrganization, values)));
      changed.push([id, versions]);
    }
    await Promise.all(sent);
    return changed;
  }

  async enter(organizationId: string): Promise<void> {
    const now = this.#options.now(organizationId);
    let organization = organizationId === '' ? nobody(now - 1) : this.#organizations.get(organizationId);
    if (organization === undefined) {
      organization = organizationOf(organizationId, await this.#readRow(organizationId));
      this.#organizations.set(organizationId, organization);
      this.#locked.push(organizationId);
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
    this.#current.touched.add('organizations');
  }

  get latestUndelivered(): string {
    return this.#current.latestUndelivered;
  }

  noteUndelivered(id: string): void {
    if (id <= this.#current.latestUndelivered) return;
    this.#current.latestUndelivered = id;
    this.#current.isCounted = true;
    this.#current.touched.add('organizations');
  }

  async all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    const before = this.#prepare(sql);
    const rows = this.#send(this.#sender.all<Row>(sql, values));
    await Promise.all([...before, rows]);
    await this.#reload(sql);
    return rows;
  }

  async get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined> {
    return (await this.all<Row>(sql, ...values))[0];
  }

  async find<Row>(sql: string, organizationId: string, id: string): Promise<Row | undefined> {
    const isExpected = sql === workspaceById && organizationId === this.#expectedOf && this.#expected.has(id);
    return isExpected ? (this.#expected.get(id) as Row | undefined) : this.get<Row>(sql, organizationId, id);
  }

  async run(sql: string, ...values: Value[]): Promise<number> {
    const before = this.#prepare(sql);
    const changed = this.#send(this.#sender.run(sql, values));
    await Promise.all([...before, changed]);
    await this.#reload(sql);
    return changed;
  }

  insert(sql: string, ...row: Value[]): void {
    this.#touch(sql, row);
    this.#own.push({ sql, row });
  }

  add(sql: string, key: Value[], amounts: number[]): void {
    this.#touch(sql, key);
    this.#own.push({ sql, key, amounts });
  }

  change(sql: string, ...values: Value[]): void {
    this.#touch(sql, values);
    this.#own.push({ sql, values });
  }

  async script(sql: string): Promise<void> {
    this.#needsRollback = true;
    await this.#sender.script(sql);
  }

  /** Stores what was collected. */
  async flush(): Promise<void> {
    await Promise.all(this.#flush());
  }

  #flush(): Promise<unknown>[] {
    if (this.#own.length > 0) this.#needsRollback = true;
    this.#collect();
    return this.#collected.send(this.#sender).map((result) => this.#send(result));
  }

  /** What a statement returns. On PostgreSQL, one that fails ends the transaction. */
  #send<T>(result: Promise<T>): Promise<T> {
    result.catch(() => {
      this.#needsRollback = true;
    });
    return result;
  }

  /** Notes that a row will be written to, whose key is among these values. */
  #touch(sql: string, values: readonly Value[]): void {
    const { writes } = tablesOf(sql);
    for (const table of writes) this.#current.touched.add(table);
    if (!writes.includes('workspaces')) return;
    for (const value of values) if (typeof value === 'string') this.#expected.delete(value);
  }

  /** What the current job has collected is collected for the batch. */
  #collect(): void {
    this.#collected.add(this.#own);
    this.#own = [];
  }

  /** Before a statement is sent, sends what stores what it may refer to. */
  #prepare(sql: string): Promise<unknown>[] {
    const { reads, writes, deletes, movesRows, counters } = tablesOf(sql);
    if (writes.length > 0) {
      this.#needsRollback = true;
      for (const table of writes) this.#current.touched.add(table);
      for (const table of deletes) this.#current.touched.add(deletedFrom(table));
      if (writes.includes('workspaces')) this.#expected.clear();
    }
    const isWaiting = (table: string) =>
      this.#collected.tables.has(table) ||
      this.#own.some((later) => tablesOf(later.sql).writes.includes(table));
    const isAnyWaiting = this.#collected.tables.size > 0 || this.#own.length > 0;
    const isNeeded = isAnyWaiting && (movesRows || reads.some(isWaiting) || writes.some(isWaiting));
    const sent = isNeeded ? this.#flush() : [];
    if (!counters) return sent;
    for (const { isCounted, activeWorkspaces, latestUndelivered, id } of this.#organizations.values()) {
      if (!isCounted) continue;
      this.#needsRollback = true;
      sent.push(this.#send(this.#sender.run(writeCounters, [activeWorkspaces, latestUndelivered, id])));
    }
    return sent;
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
    const sql = this.#options.lock ? `${readOrganization} FOR UPDATE` : readOrganization;
    return (await this.#send(this.#sender.all<Columns>(sql, [organizationId])))[0];
  }
}

/** The name in the versions of an organization under which the last deletion of rows of a table is kept. */
export const deletedFrom = (table: string) => `${table} deleted`;
