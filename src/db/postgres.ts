import type { Socket } from 'node:net';
import pg from 'pg';
import { createClock } from '../contract/clock.ts';
import {
  type ChangeListener,
  type Database,
  DatabaseUnavailable,
  Overtaken,
  type Transaction,
  type Value,
  type Versions,
} from './database.ts';
import { Gathered } from './gathered.ts';
import { doJobs, type Job } from './jobs.ts';
import { type Columns, readOrganization } from './organization-state.ts';
import type { Sender } from './sender.ts';
import { rowsText } from './statement.ts';
import { VersionLookUps, type VersionsRow } from './version-look-ups.ts';
import { WriteQueues } from './write-queues.ts';

/** How to connect to PostgreSQL. */
export interface PostgresOptions {
  /** Maximum number of connections. */
  pool: number;
  /** Maximum total time of one call, in ms: waiting for a connection, its statements, and its retries. */
  timeout: number;
  now?: (organizationId: string) => number;
}

/** BIGINT is a number, as on SQLite: no column has a value beyond 2^53. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
} as pg.CustomTypesConfig;

/** Maximum number of callers waiting for a connection; for any more, the database is unavailable at once. */
const longestQueue = 1000;
/** Maximum time in which writes are added to a transaction, in ms. */
const longestBatch = 50;
const lockAll = `${readOrganization.replace('= $1', '= ANY($1)')} FOR UPDATE`;
/** Rows of one statement: few rows take one, many a few, and yet there are few statements to prepare. */
const together = [64, 32, 16, 8, 7, 6, 5, 4, 3, 2, 1] as const;
/** Serialization failure and deadlock: the same transaction may succeed if it is run again. */
const conflicts = new Set(['40001', '40P01']);
/** Errors of connections, resources and operators, a server that is starting or read-only, or a statement or lock that took too long. */
const unavailable = /^(08|53|55P03|57|58|25006|25P03|25P04)/;

/**
 * PostgreSQL, or an engine that speaks its protocol: named prepared statements over a pool of connections. Writes of an
 * organization that arrive while another one is being committed share a transaction.
 */
export class PostgresDatabase implements Database {
  readonly dialect = 'postgres';
  readonly #timeout: number;
  readonly #now: (organizationId: string) => number;
  /** Prepared statements by their text, with their names and their text for PostgreSQL. */
  readonly #statements = new Map<string, { name: string; text: string }>();
  readonly #gathered = new Gathered((sql, organizationId, ids) =>
    this.#within((use) => use((client) => this.#findAll(client, sql, ids, organizationId))),
  );
  readonly #versions = new VersionLookUps((sql, ids) =>
    this.#within((use) => use((client) => this.#findAll<VersionsRow>(client, sql, ids))),
  );
  readonly #writes: WriteQueues;
  readonly #pool: pg.Pool;

  constructor(url: string, options: PostgresOptions) {
    this.#timeout = options.timeout;
    this.#now = options.now ?? createClock();
    this.#writes = new WriteQueues({
      timeout: options.timeout,
      isConflict,
      commit: (take, done, shared) =>
        this.#within((use) => use((client) => this.#commit(client, take(), done, shared))),
    });
    this.#pool = new pg.Pool({
      connectionString: url,
      types,
      // What is sent without waiting for an answer to what was sent before takes no further round trip.
      pipeline: true,
      max: options.pool,
      connectionTimeoutMillis: options.timeout,
      statement_timeout: Math.ceil(options.timeout * 0.9),
      // Rows locked by a server that vanished are released after this time, not after TCP's two hours.
      idle_in_transaction_session_timeout: options.timeout,
      keepAlive: true,
      application_name: 'workspaced',
    });
    // A broken connection is reported twice: by the statement in flight, and by an event that nobody else handles.
    this.#pool.on('error', () => {});
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    return this.#within((use) => use((client) => this.#query<Row>(client, sql, values)));
  }

  async get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined> {
    return (await this.all<Row>(sql, ...values))[0];
  }

  find<Row>(sql: string, organizationId: string, id: string): Promise<Row | undefined> {
    return this.#gathered.find(sql, organizationId, id) as Promise<Row | undefined>;
  }

  transaction<T>(
    organizationId: string,
    work: (tx: Transaction) => Promise<T>,
    ids: readonly string[] = [],
  ): Promise<T> {
    return this.#writes.add(organizationId, work, ids);
  }

  versions(organizationId: string): Promise<Versions> {
    return this.#versions.find(organizationId);
  }

  /** PostgreSQL shows only commits that are durable. */
  durable(): undefined {}

  /** Calls back only when commits were lost: those of other servers can't be known here. */
  onChange(listener: ChangeListener): void {
    this.#versions.onLoss(() => listener(undefined, undefined));
  }

  caughtUp(): boolean {
    return false;
  }

  /** Locks no row, but fails where writes would, such as on a standby. */
  async ready(): Promise<void> {
    await this.get('SELECT id FROM installation WHERE id = 0 FOR UPDATE');
  }

  async integrity(): Promise<string[]> {
    return [];
  }

  async backup(): Promise<void> {
    throw new Error('this database is PostgreSQL: use pg_dump');
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  /**
   * Gives `work` a way to use connections, and rejects with DatabaseUnavailable on timeout. The connection in use is then
   * closed: it may be half-open, and never respond again.
   */
  async #within<T>(work: (use: Use) => Promise<T>): Promise<T> {
    const held: { client?: pg.PoolClient; over: boolean } = { over: false };
    const use: Use = async (task) => {
      const client = await this.#connect();
      if (held.over) {
        client.release();
        throw new DatabaseUnavailable('timed out');
      }
      held.client = client;
      try {
        const value = await task(client);
        client.release();
        return value;
      } catch (error) {
        if (!held.over) client.release(error instanceof DatabaseUnavailable);
        throw error;
      } finally {
        delete held.client;
      }
    };
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        held.over = true;
        if (held.client !== undefined) {
          cut(held.client);
          this.#cutIdle();
        }
        reject(new DatabaseUnavailable(`no response within ${this.#timeout} ms`));
      }, this.#timeout);
    });
    try {
      return await Promise.race([work(use), timeUp]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** If one connection doesn't respond, idle ones probably won't either: closes them, so that the next callers get new ones. */
  #cutIdle(): void {
    for (let left = this.#pool.idleCount; left > 0; left--) {
      this.#pool.connect((_error, client) => client?.release(true));
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    if (this.#pool.waitingCount >= longestQueue)
      throw new DatabaseUnavailable('too many callers are waiting for a connection');
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw translated(error);
    }
  }

  async #commit(client: pg.PoolClient, waiting: Job[], done: Job[], shared: boolean): Promise<void> {
    const end = performance.now() + longestBatch;
    const options = { now: this.#now, shared, isOver: () => performance.now() >= end };
    try {
      // If it fails, so does what is sent after it.
      this.#send(client, 'BEGIN', []).catch(() => {});
      await doJobs(waiting, done, this.#sender(client), options);
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) await this.#send(client, 'ROLLBACK', []);
      throw error;
    }
  }

  #sender(client: pg.PoolClient): Sender {
    return {
      all: (sql, values) => this.#query(client, forOne(sql), values),
      findAll: (sql, organizationId, ids) => this.#findAll(client, sql, ids, organizationId),
      lock: (ids, mayWait) =>
        this.#findAll<Columns>(client, mayWait ? lockAll : `${lockAll} SKIP LOCKED`, ids),
      run: async (sql, values) => (await this.#send(client, sql, values)).rowCount ?? 0,
      store: async (sql, rows) => {
        const sent: Promise<unknown>[] = [];
        let start = 0;
        for (const size of together) {
          for (; rows.length - start >= size; start += size) {
            sent.push(this.#send(client, rowsText(sql, size), rows.slice(start, start + size).flat()));
          }
        }
        await Promise.all(sent);
      },
      script: async (sql) => {
        await client.query(sql).catch((error) => {
          throw translated(error);
        });
      },
      // Sent at once: after a statement that failed, it rolls back.
      commit: async () => {
        const { command } = await this.#send(client, 'COMMIT', []);
        if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
      },
      restart: async () => {
        await this.#send(client, 'ROLLBACK', []);
        await this.#send(client, 'BEGIN', []);
      },
    };
  }

  async #query<Row>(client: pg.PoolClient, sql: string, values: (Value | string[])[]): Promise<Row[]> {
    return (await this.#send(client, sql, values)).rows as Row[];
  }

  /** What has these ids, the statement's last value. A single one is looked up without `ANY`, which would be planned each time. */
  #findAll<Row = { id: string }>(client: pg.PoolClient, sql: string, ids: string[], ...before: Value[]) {
    return ids.length === 1
      ? this.#query<Row>(client, forOne(sql), [...before, ...ids])
      : this.#query<Row>(client, sql, [...before, ids]);
  }

  #send(client: pg.PoolClient, text: string, values: (Value | string[])[]): Promise<pg.QueryResult> {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      statement = { name: `s${this.#statements.size}`, text: spelled(text) };
      this.#statements.set(text, statement);
    }
    const config = { ...statement, values };
    // The driver's own promise would stay in memory until a full collection, with all that waits for it.
    return new Promise((resolve, reject) => {
      client.query(config, (error, result) => (error ? reject(translated(error)) : resolve(result)));
    });
  }
}

/** The statement for a single id instead of a list. */
const forOne = (sql: string) => sql.replace(/= ANY\((\$\d)\)/, '= $1');

/** Closes a connection that doesn't respond. The driver itself would wait for the responses to what it has sent. */
function cut(client: pg.PoolClient): void {
  (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
  client.release(true);
}

/** Translates a statement to PostgreSQL: it chooses indexes by itself, and calls `instr` `strpos`. */
const spelled = (sql: string) => sql.replace(/ INDEXED BY \w+/, '').replaceAll(/\binstr\(/g, 'strpos(');

type Use = <T>(task: (client: pg.PoolClient) => Promise<T>) => Promise<T>;

function isConflict(error: unknown): boolean {
  return error instanceof Overtaken || (error instanceof pg.DatabaseError && conflicts.has(error.code ?? ''));
}

/** Errors of statements stay as they are; all others mean that the database is unavailable. */
function translated(error: unknown): unknown {
  if (error instanceof pg.DatabaseError && !unavailable.test(error.code ?? '')) return error;
  return new DatabaseUnavailable((error as Error).message, { cause: error });
}
