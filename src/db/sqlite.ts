import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { createClock } from '../contract/clock.ts';
import {
  type ChangeListener,
  type Database,
  DatabaseUnavailable,
  type Transaction,
  type Value,
  type Versions,
} from './database.ts';
import type { FileIdentity } from './file-identity.ts';
import { writeWhole } from './files.ts';
import { doJobs, type Job, settle } from './jobs.ts';
import type { Changed } from './organization-state.ts';
import type { Sender } from './sender.ts';
import { busy, codeOf, reading, translated } from './sqlite-errors.ts';
import { checkpoint, commitPage, openFile, problemsOf, rollBack, type SqliteOptions } from './sqlite-file.ts';
import { createSender } from './sqlite-sender.ts';
import { spelled } from './sqlite-text.ts';
import type { WriteAheadLog } from './write-ahead-log.ts';

/** How long `ready` waits for another process that writes, and the maximum time of a batch of writes, in ms. */
const patience = 1000;
const longestBatch = 50;
/** How long writes wait for others while the event loop is busy, and the longest turn of one that isn't, in ms. */
const longestWait = 2;
const idle = 0.1;
/** Commits with up to so many writes are answered one turn of the event loop later. */
const few = 8;
/** Maximum number of waiting writes per organization; for any more, the database is unavailable at once. */
const longestQueue = 5000;
const findVersions = 'SELECT versions FROM organizations WHERE id = $1';
/** Organizations whose versions are remembered. */
const mostRemembered = 10_000;

/**
 * The embedded database: one connection, WAL, every commit synced to disk before it is acknowledged. Writes that arrive
 * while another commit is in progress, or while the event loop is busy, share one.
 */
export class SqliteDatabase implements Database {
  readonly dialect = 'sqlite';
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #listeners: ChangeListener[] = [];
  readonly #sender: Sender;
  readonly #versions = new Map<string, Versions>();
  readonly #now: (organizationId: string) => number;
  readonly #busyTimeout: number;
  readonly #file: FileIdentity | undefined;
  readonly #log: WriteAheadLog | undefined;
  /** Whether a sync failed since the last checkpoint: what the log has may then never reach the disk. */
  #isUnsynced = false;
  /** Whether a write failed, and none has succeeded since: the disk may be full. */
  #isFailing = false;
  #jobs: Job[] = [];
  /** Resolves when the commit in progress is done. Reads wait for it, so that they see only committed data. */
  #writing: Promise<void> | undefined;
  /** The commit that is being synced: when that is over, and the organizations that it changed; undefined for any. */
  #syncing: { over: Promise<void>; organizations: ReadonlySet<string> | undefined } | undefined;
  /** From the first waiting write until its commit is on disk. */
  #isCommitting = false;
  #dataVersion: unknown;
  #caughtUp = false;

  /** Opens or creates the file; `:memory:` for a database that ends with the process. */
  constructor(file: string, options: SqliteOptions = { create: true }) {
    const { busyTimeout = 5000, now = createClock() } = options;
    this.#now = now;
    this.#busyTimeout = busyTimeout;
    const { connection, log, identity } = openFile(file, { ...options, busyTimeout });
    this.#connection = connection;
    this.#log = log;
    this.#file = identity;
    this.#sender = createSender(connection, (sql) => this.#prepare(sql), busyTimeout);
  }

  async all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    if (this.#writing !== undefined) await this.#writing;
    return reading(() => this.#prepare(sql).all(...values) as Row[]);
  }

  async get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined> {
    if (this.#writing !== undefined) await this.#writing;
    return reading(() => this.#prepare(sql).get(...values) as Row | undefined);
  }

  find<Row>(sql: string, organizationId: string, id: string): Promise<Row | undefined> {
    return this.get<Row>(sql, organizationId, id);
  }

  transaction<T>(organizationId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const theirs = () => this.#jobs.filter((job) => job.organizationId === organizationId);
      if (this.#jobs.length >= longestQueue && theirs().length >= longestQueue) {
        throw new DatabaseUnavailable('too many writes of the organization are waiting');
      }
      if (this.#jobs.length === 0 && !this.#isCommitting) this.#commitSoon();
      const fail = (error: unknown) => reject(translated(error));
      this.#jobs.push({ work, organizationId, ids: [], outcome: undefined, resolve, reject: fail });
    });
  }

  versions(organizationId: string): Versions | Promise<Versions> {
    const known = this.caughtUp() ? this.#versions.get(organizationId) : undefined;
    return known ?? this.#readVersions(organizationId);
  }

  durable(organizationId: string): Promise<void> | undefined {
    const { over, organizations } = this.#syncing ?? {};
    return organizations === undefined || organizations.has(organizationId) ? over : undefined;
  }

  onChange(listener: ChangeListener): void {
    this.#listeners.push(listener);
  }

  caughtUp(): boolean {
    if (this.#caughtUp) return true;
    try {
      const version = this.#prepare('PRAGMA data_version').get()?.data_version;
      if (version !== this.#dataVersion) this.#forget();
      this.#dataVersion = version;
    } catch {
      // The next read or write reports it.
      return false;
    }
    this.#caughtUp = true;
    setImmediate(() => {
      this.#caughtUp = false;
    });
    return true;
  }

  async ready(): Promise<void> {
    for (const deadline = performance.now() + patience; ; await sleep(20)) {
      while (this.#writing !== undefined) await this.#writing;
      try {
        this.#begin();
        if (!this.#isFailing) this.#prepare('ROLLBACK').run();
        else {
          commitPage(this.#connection);
          await this.#syncLog();
        }
        return;
      } catch (error) {
        if (codeOf(error) !== busy || performance.now() >= deadline) throw translated(error);
      }
    }
  }

  async integrity(): Promise<string[]> {
    return problemsOf(this.#connection);
  }

  async backup(file: string): Promise<void> {
    writeWhole(file, (partial) => this.#connection.prepare('VACUUM INTO ?').run(partial));
  }

  async close(): Promise<void> {
    while (this.#jobs.length > 0 || this.#isCommitting) await nextTurn();
    await this.#log?.close();
    this.#statements.clear();
    this.#connection.close();
  }

  /** Statements are written for PostgreSQL. In SQLite, `$1`, `$2`… are `?`, and `= ANY($2)` has a single id. */
  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#connection.prepare(spelled(sql));
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  async #readVersions(organizationId: string): Promise<Versions> {
    const row = await this.get<{ versions: string }>(findVersions, organizationId);
    const versions = this.#versions.get(organizationId) ?? JSON.parse(row?.versions ?? '{}');
    this.#remember(organizationId, versions);
    return versions;
  }

  /** Another process, or a transaction of several organizations, may have changed anything. */
  #forget(): void {
    this.#versions.clear();
    this.#tell();
  }

  #remember(organizationId: string, versions: Versions): void {
    if (this.#versions.size >= mostRemembered) this.#versions.clear();
    this.#versions.set(organizationId, versions);
  }

  /** Commits as soon as the event loop has nothing else to do, or after `longestWait`: larger batches need fewer syncs. */
  #commitSoon(since = performance.now(), last = since): void {
    this.#isCommitting = true;
    setImmediate(() => {
      const now = performance.now();
      if (now - last > idle && now - since < longestWait) this.#commitSoon(since, now);
      else if (this.#log?.pause !== undefined) void this.#log.pause.then(() => this.#commit());
      else this.#commit();
    });
  }

  /** While another process writes, retries until `deadline`; reads continue meanwhile. */
  #commit(deadline = performance.now() + this.#busyTimeout): void {
    try {
      this.#begin();
    } catch (error) {
      if (codeOf(error) === busy && performance.now() < deadline) {
        setTimeout(() => this.#commit(deadline), Math.random() * 5);
        return;
      }
      this.#isCommitting = false;
      for (const job of this.#jobs.splice(0)) job.reject(error);
      return;
    }
    void this.#commitJobs();
  }

  /** Begins a transaction, if it could be stored. */
  #begin(): void {
    if (this.#connection.isTransaction) this.#prepare('ROLLBACK').run();
    this.#file?.check();
    if (this.#isUnsynced) checkpoint(this.#connection);
    this.#isUnsynced = false;
    this.#prepare('BEGIN IMMEDIATE').run();
  }

  /**
   * Does waiting jobs in the open transaction and commits it; reads wait meanwhile. From then on they show the commit, as
   * they do in other processes, but their responses wait for `durable`.
   */
  async #commitJobs(): Promise<void> {
    const writing = Promise.withResolvers<void>();
    this.#writing = writing.promise;
    const done: Job[] = [];
    const changed = await this.#write(done);
    this.#writing = undefined;
    writing.resolve();
    if (changed !== undefined) {
      const isAny = done.some(({ organizationId }) => organizationId === '');
      const over = this.#sync(done, changed.length > 0);
      const organizations = isAny ? undefined : new Set(changed.map((each) => each.organizationId));
      this.#syncing = { over, organizations };
      if (isAny) this.#forget();
      for (const { organizationId, versions, tables } of changed) {
        this.#remember(organizationId, versions);
        this.#tell(organizationId, tables);
      }
      await over;
      this.#syncing = undefined;
    }
    // The extra turn lets callers see what happened while waiting for the disk, such as a client that disconnected. For
    // large batches it would cost more than it is likely to show.
    if (done.length <= few) await nextTurn();
    this.#isCommitting = false;
    for (const job of done) settle(job);
    if (this.#jobs.length > 0) this.#commitSoon();
  }

  /** Undefined if the commit failed. What doesn't fit into the time is left for the next one. */
  async #write(done: Job[]): Promise<Changed[] | undefined> {
    const end = performance.now() + longestBatch;
    const options = { now: this.#now, shared: false, isOver: () => performance.now() >= end };
    try {
      return await doJobs(this.#jobs, done, this.#sender, options);
    } catch (error) {
      this.#isFailing = true;
      for (const job of done) job.outcome = { error };
      rollBack(this.#connection);
      return undefined;
    }
  }

  /** Resolves when all commits are on disk. If that fails, nothing is written before a checkpoint has succeeded. */
  async #sync(done: Job[], hasChanged: boolean): Promise<void> {
    try {
      await this.#syncLog(hasChanged);
    } catch (error) {
      for (const job of done) job.outcome = { error };
    }
  }

  async #syncLog(hasChanged = true): Promise<void> {
    try {
      await this.#log?.sync();
      if (hasChanged) this.#isFailing = false;
    } catch (cause) {
      this.#isFailing = true;
      this.#isUnsynced = true;
      throw new DatabaseUnavailable('the write-ahead log could not be synced', { cause });
    }
  }

  #tell(organizationId?: string, tables?: ReadonlySet<string>): void {
    for (const listener of this.#listeners) listener(organizationId, tables);
  }
}
