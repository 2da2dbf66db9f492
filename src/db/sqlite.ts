import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { createClock } from '../contract/clock.ts';
import { BatchStates, type State } from './batch-states.ts';
import { type Database, DatabaseUnavailable, setVersion, type Transaction, type Value } from './database.ts';
import { FileIdentity } from './file-identity.ts';
import { writeWhole } from './files.ts';
import { busy, codeOf, reading, translated } from './sqlite-errors.ts';
import { spelled } from './sqlite-text.ts';

interface Job {
  work: (tx: Transaction) => Promise<unknown>;
  organizationId: string;
  /** Resolves or rejects the call, once the commit is on disk. */
  settle: () => void;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

/** How a file is opened. */
export interface SqliteOptions {
  /** Create the file if it is missing. */
  create: boolean;
  /** Never change the file, not even its journal mode. */
  readOnly?: boolean;
  /** How long to wait for another process that writes, in ms; 5,000 by default. */
  busyTimeout?: number;
  now?: (organizationId: string) => number;
}

/** How long `ready` waits for another process that writes, and the maximum time of a batch of writes, in ms. */
const patience = 1000;
const longestBatch = 50;
/** Commits with up to `few` writes, or that waited `slow` ms for the disk, are answered one turn of the event loop later. */
const few = 8;
const slow = 3;
/** Maximum number of waiting writes per organization; for any more, the database is unavailable at once. */
const longestQueue = 5000;
const organizationState = 'SELECT version, feed_since FROM organizations WHERE id = $1';

/**
 * The embedded database: one connection, WAL, every commit synced to disk before it is acknowledged. Writes that arrive
 * in one turn of the event loop, or in the next few while each brings more, share one commit. Each has its own savepoint,
 * so that a failure doesn't affect the others.
 */
export class SqliteDatabase implements Database {
  readonly dialect = 'sqlite';
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #listeners: ((organizationId: string | undefined) => void)[] = [];
  readonly #inside: Transaction & { moment: number; state: State; states: BatchStates };
  readonly #now: (organizationId: string) => number;
  readonly #busyTimeout: number;
  readonly #file: FileIdentity | undefined;
  #jobs: Job[] = [];
  /** Resolves when the commit in progress is done. Reads wait for it, so that they see only committed data. */
  #committing: Promise<void> | undefined;
  #dataVersion: unknown;
  #caughtUp = false;

  /** Opens or creates the file; `:memory:` for a database that ends with the process. */
  constructor(file: string, options: SqliteOptions = { create: true }) {
    if (file !== ':memory:') {
      if (!options.create && !existsSync(file)) throw new Error(`there is no database at ${file}`);
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      // SQLite would make it readable for everybody; the files beside it get the same mode.
      if (options.create) closeSync(openSync(file, 'a', 0o600));
    }
    const { readOnly = false, busyTimeout = 5000, now = createClock() } = options;
    this.#now = now;
    this.#busyTimeout = busyTimeout;
    this.#connection = new DatabaseSync(file, {
      timeout: busyTimeout,
      readOnly,
      enableForeignKeyConstraints: true,
    });
    if (!readOnly) this.#connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    // Reads use the memory-mapped file: any twenty of a million rows then take two thirds of the time. From here on,
    // nothing waits inside SQLite, which would block the event loop.
    this.#connection.exec('PRAGMA mmap_size = 1073741824; PRAGMA busy_timeout = 0');
    if (file !== ':memory:') this.#file = new FileIdentity(file);
    this.#inside = {
      moment: 0,
      state: { version: 0, isRecorded: false },
      states: new BatchStates(now, () => undefined),
      async enter(organizationId) {
        this.state = this.states.of(organizationId);
        this.moment = this.tick();
      },
      tick() {
        this.state.version += 1;
        return this.state.version;
      },
      rewind(moment) {
        this.moment = moment;
        this.state.version = moment + 1;
      },
      get isRecorded() {
        return this.state.isRecorded;
      },
      set isRecorded(value) {
        this.state.isRecorded = value;
      },
      all: async <Row>(sql: string, ...values: Value[]) => this.#prepare(sql).all(...values) as Row[],
      get: async <Row>(sql: string, ...values: Value[]) =>
        this.#prepare(sql).get(...values) as Row | undefined,
      find: (sql, organizationId, id) => this.#inside.get(sql, organizationId, id),
      run: async (sql: string, ...values: Value[]) => Number(this.#prepare(sql).run(...values).changes),
      script: async (sql) => this.#connection.exec(sql),
    };
  }

  async all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    if (this.#committing !== undefined) await this.#committing;
    return reading(() => this.#prepare(sql).all(...values) as Row[]);
  }

  async get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined> {
    if (this.#committing !== undefined) await this.#committing;
    return reading(() => this.#prepare(sql).get(...values) as Row | undefined);
  }

  find<Row>(sql: string, organizationId: string, id: string): Promise<Row | undefined> {
    return this.get<Row>(sql, organizationId, id);
  }

  transaction<T>(organizationId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#jobs.length >= longestQueue && this.#waiting(organizationId) >= longestQueue) {
        throw new DatabaseUnavailable('too many writes of the organization are waiting');
      }
      if (this.#jobs.length === 0 && this.#committing === undefined) this.#commitSoon();
      this.#jobs.push({ work, organizationId, settle: () => {}, resolve, reject });
    });
  }

  onChange(listener: (organizationId: string | undefined) => void): void {
    this.#listeners.push(listener);
  }

  caughtUp(): boolean {
    if (this.#caughtUp) return true;
    try {
      const version = this.#prepare('PRAGMA data_version').get()?.data_version;
      if (version !== this.#dataVersion) this.#tell(undefined);
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
      if (this.#committing !== undefined) await this.#committing;
      try {
        this.#file?.check();
        this.#prepare('BEGIN IMMEDIATE').run();
        this.#prepare('ROLLBACK').run();
        return;
      } catch (error) {
        if (codeOf(error) !== busy || performance.now() >= deadline) throw translated(error);
      }
    }
  }

  async integrity(): Promise<string[]> {
    const checked = this.#connection.prepare('PRAGMA integrity_check').all();
    const faults = checked.map((row) => String(row.integrity_check)).filter((line) => line !== 'ok');
    const orphans = this.#connection.prepare('PRAGMA foreign_key_check').all();
    return [
      ...faults,
      ...orphans.map((row) => `a row of ${row.table} refers to a missing row of ${row.parent}`),
    ];
  }

  async backup(file: string): Promise<void> {
    writeWhole(file, (partial) => this.#connection.prepare('VACUUM INTO ?').run(partial));
  }

  async close(): Promise<void> {
    while (this.#jobs.length > 0 || this.#committing !== undefined) await (this.#committing ?? nextTurn());
    this.#statements.clear();
    this.#connection.close();
  }

  /**
   * Statements are written for PostgreSQL. In SQLite, `$1`, `$2`… are `?`, and `= ANY($2)` has a single id.
   */
  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#connection.prepare(spelled(sql));
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** Commits after a turn of the event loop without new writes, or after eight: larger batches need fewer syncs. */
  #commitSoon(turn = 1, known = 0): void {
    setImmediate(() => {
      const waiting = this.#jobs.length;
      if (waiting > known && turn < 8) this.#commitSoon(turn + 1, waiting);
      else this.#commit();
    });
  }

  /** While another process writes, retries until `deadline`; reads continue meanwhile. */
  #commit(deadline = performance.now() + this.#busyTimeout): void {
    try {
      if (this.#connection.isTransaction) this.#prepare('ROLLBACK').run();
      this.#file?.check();
      this.#prepare('BEGIN IMMEDIATE').run();
    } catch (error) {
      if (codeOf(error) === busy && performance.now() < deadline) {
        setTimeout(() => this.#commit(deadline), Math.random() * 5);
        return;
      }
      for (const job of this.#jobs.splice(0)) job.reject(translated(error));
      return;
    }
    this.#committing = this.#commitJobs().finally(() => {
      this.#committing = undefined;
      if (this.#jobs.length > 0) this.#commitSoon();
    });
  }

  /** Reads wait meanwhile, so what doesn't fit into the time is left for the next commit. */
  async #commitJobs(): Promise<void> {
    const jobs: Job[] = [];
    const states = new BatchStates(this.#now, (id) => this.#prepare(organizationState).get(id));
    const end = performance.now() + longestBatch;
    let synced = 0;
    try {
      do {
        const job = this.#jobs.shift() as Job;
        jobs.push(job);
        await this.#attempt(job, states);
      } while (this.#jobs.length > 0 && performance.now() < end);
      for (const [id, version] of states.versions()) this.#prepare(setVersion).run(version, id);
      synced = performance.now();
      this.#prepare('COMMIT').run();
    } catch (error) {
      try {
        if (this.#connection.isTransaction) this.#prepare('ROLLBACK').run();
      } catch {
        // Retried before the next transaction.
      }
      for (const job of jobs) job.reject(translated(error));
      return;
    }
    for (const [id] of states.versions()) this.#tell(id);
    if (jobs.some(({ organizationId }) => organizationId === '')) this.#tell(undefined);
    // The extra turn lets callers see what happened while waiting for the disk, such as a client that disconnected. For
    // large batches on a fast disk it would cost more than it is likely to show.
    if (jobs.length <= few || performance.now() - synced >= slow) await nextTurn();
    for (const job of jobs) job.settle();
    // Commits stay in memory for a while, and would keep all their jobs there too.
    jobs.length = 0;
  }

  async #attempt(job: Job, states: BatchStates): Promise<void> {
    const state = states.of(job.organizationId);
    const { isRecorded } = state;
    this.#inside.states = states;
    this.#prepare('SAVEPOINT job').run();
    try {
      await this.#inside.enter(job.organizationId);
      const value = await job.work(this.#inside);
      job.settle = () => job.resolve(value as never);
    } catch (error) {
      // After some errors, such as those of the disk, SQLite itself rolls back the whole transaction.
      if (!this.#connection.isTransaction) throw error;
      this.#prepare('ROLLBACK TO job').run();
      state.isRecorded = isRecorded;
      job.settle = () => job.reject(translated(error));
    }
    this.#prepare('RELEASE job').run();
  }

  /** The number of waiting writes of the organization. */
  #waiting(organizationId: string): number {
    return this.#jobs.reduce((count, job) => (job.organizationId === organizationId ? count + 1 : count), 0);
  }

  #tell(organizationId: string | undefined): void {
    for (const listener of this.#listeners) listener(organizationId);
  }
}
