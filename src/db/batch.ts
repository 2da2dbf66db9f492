import { Collected, type Later } from './collected.ts';
import type { Transaction, Value } from './database.ts';
import { Expected } from './expected.ts';
import { usualLookUps } from './look-ups.ts';
import {
  type Changed,
  type Columns,
  nobody,
  type Organization,
  organizationOf,
  readOrganization,
  writeCounters,
  writeOrganization,
} from './organization-state.ts';
import type { Sender } from './sender.ts';
import { tablesOf } from './statement.ts';

/** What a batch needs besides its connection. */
export interface BatchOptions {
  now: (organizationId: string) => number;
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
  readonly #expected = new Expected();

  constructor(sender: Sender, options: BatchOptions) {
    this.#sender = sender;
    this.#options = options;
  }

  /**
   * Enters organizations, and looks up together what their jobs may find by these ids. Returns those that it could enter;
   * undefined where that saves nothing.
   */
  async expect(
    asked: ReadonlyMap<string, ReadonlySet<string>>,
    mayWait: boolean,
  ): Promise<ReadonlySet<string> | undefined> {
    const { findAll, lock } = this.#sender;
    if (findAll === undefined || lock === undefined) return undefined;
    const others = [...asked.keys()].filter((id) => !this.#organizations.has(id));
    const rows = others.length > 0 ? this.#send(lock(others, mayWait)) : [];
    const lookUps = [...asked].flatMap(([organizationId, ids]) =>
      [...Map.groupBy(ids, usualLookUps)].flatMap(([sqls, theirs]) =>
        sqls.map((sql) => this.#lookUp(sql, organizationId, theirs)),
      ),
    );
    await Promise.all([rows, ...lookUps]);
    for (const row of await rows) this.#organizations.set(row.id, organizationOf(row.id, row));
    return new Set(this.#organizations.keys());
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
    if (this.#needsRollback) this.#expected.clear();
    this.#own = [];
    for (const [organization, before] of this.#before.toReversed()) Object.assign(organization, before);
    this.#before = [];
  }

  /** Sends what stores what was collected and the organizations' rows; says which of them changed. */
  finish(): { sent: Promise<unknown>[]; changed: Changed[] } {
    const sent = this.#flush();
    const changed: Changed[] = [];
    const rows: Value[][] = [];
    for (const organization of this.#organizations.values()) {
      const { id, version, touched, activeWorkspaces, latestUndelivered } = organization;
      if (touched.size === 0) continue;
      const versions = { ...organization.versions };
      for (const table of touched) versions[table] = version;
      rows.push([version, JSON.stringify(versions), activeWorkspaces, latestUndelivered, id]);
      changed.push({ organizationId: id, versions, tables: touched });
    }
    if (rows.length > 0) sent.push(this.#send(this.#sender.store(writeOrganization, rows)));
    return { sent, changed };
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

  all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    return this.#do(sql, () => this.#sender.all<Row>(sql, values));
  }

  async get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined> {
    return (await this.all<Row>(sql, ...values))[0];
  }

  async find<Row>(sql: string, organizationId: string, id: string): Promise<Row | undefined> {
    const expected = this.#expected.find(sql, organizationId, id);
    if (expected !== undefined) return expected.row as Row | undefined;
    const row = await this.get<Row>(sql, organizationId, id);
    this.#expected.note(sql, organizationId, id, row);
    return row;
  }

  run(sql: string, ...values: Value[]): Promise<number> {
    return this.#do(sql, () => this.#sender.run(sql, values));
  }

  insert(sql: string, ...row: Value[]): void {
    this.#touch(sql, row);
    this.#own.push({ sql, row });
  }

  add(sql: string, key: Value[], amounts: number[]): void {
    this.#touch(sql, key);
    this.#own.push({ sql, key, amounts });
  }

  change(sql: string, values: Value[], key: Value[]): void {
    this.#touch(sql, key);
    this.#own.push({ sql, values, key });
  }

  async script(sql: string): Promise<void> {
    this.#needsRollback = true;
    await this.#sender.script(sql);
  }

  /** Sends a statement, after what it needs. */
  async #do<T>(sql: string, send: () => Promise<T>): Promise<T> {
    const before = this.#prepare(sql);
    const sent = this.#send(send());
    if (before.length > 0) await Promise.all([...before, sent]);
    const result = await sent;
    const { writes, counters } = tablesOf(sql);
    if (counters && writes.length > 0 && this.#current.id !== '') await this.#reload();
    return result;
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
    this.#expected.forget(writes, values);
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
      this.#expected.forget(writes);
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

  /** Reads the columns that are kept in memory again, after a statement that changes them. */
  async #reload(): Promise<void> {
    const { id } = this.#current;
    const row = organizationOf(id, await this.#readRow(id));
    const { activeWorkspaces, workspaceLimit, latestUndelivered } = row;
    Object.assign(this.#current, { activeWorkspaces, workspaceLimit, latestUndelivered });
  }

  async #lookUp(sql: string, organizationId: string, ids: string[]): Promise<void> {
    const { findAll } = this.#sender;
    const rows = await this.#do(sql, async () => (await findAll?.(sql, organizationId, ids)) ?? []);
    this.#expected.noteAll(sql, organizationId, ids, rows);
  }

  async #readRow(id: string): Promise<Columns | undefined> {
    const rows = this.#sender.lock?.([id], true) ?? this.#sender.all<Columns>(readOrganization, [id]);
    return (await this.#send(rows))[0];
  }
}

/** The name in the versions of an organization under which the last deletion of rows of a table is kept. */
export const deletedFrom = (table: string) => `${table} deleted`;
