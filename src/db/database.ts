import type { Replica, ReplicaRow } from './replica.ts';

/** The types of parameters, which are written `$1`, `$2`… in the order in which they occur, each once. */
export type Value = string | number | null;

/** The largest number that a column of type INTEGER can hold on every database. */
export const largestInteger = 2_147_483_647;

/** Statements are constant texts, the same for every database; values are always passed as parameters. */
export interface Reads {
  all<Row>(sql: string, ...values: Value[]): Promise<Row[]>;
  get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined>;

  /**
   * The organization's row with this id. The statement has `organization_id = $1 AND id = ANY($2)` and returns `id`, or
   * another column as `id`; of several rows, the first counts.
   * On PostgreSQL, concurrent look-ups share a statement; in a transaction, all of its writes do.
   */
  find<Row extends { id: string }>(sql: string, organizationId: string, id: string): Promise<Row | undefined>;

  /** The organization's workspaces in memory, as current as what the database would return, if they are there. */
  workspaces?(organizationId: string): Promise<Replica | undefined>;
  /** One of them, if they are there. */
  workspace?(organizationId: string, id: string): Promise<{ row: ReplicaRow | undefined } | undefined>;
}

/** What a transaction can do. */
export interface Transaction extends Reads {
  /**
   * When this transaction takes place, in microseconds: later than all earlier ones of its organization, on any server. It
   * is the organization's version, which the transaction locks, so that its writes happen one after another.
   */
  readonly moment: number;
  /** A later moment, which no other transaction of the organization has either. */
  tick(): number;
  /** Goes on at another moment, for a sandbox that sets a clock; what is stored must be older. */
  rewind(moment: number): void;
  /** Goes on with another organization, which it locks too: `moment`, `tick` and `isRecorded` are now about that one. */
  enter(organizationId: string): Promise<void>;
  /** Whether the organization's activities are recorded; set by what changes that. */
  isRecorded: boolean;
  /** Counts one more active workspace; false if the organization's limit, or else `limit`, is reached. */
  takePlace(limit: number): boolean;
  /** Counts so many more active workspaces, or fewer, whatever the limit. */
  addPlaces(count: number): void;
  /** The highest id that was noted when the response to a create turned out to be undelivered. */
  readonly latestUndelivered: string;
  /** Notes an id of this moment, because the response to a create is undelivered. */
  noteUndelivered(id: string): void;
  /** Returns the number of changed rows. */
  run(sql: string, ...values: Value[]): Promise<number>;
  /**
   * Inserts a row by a statement that ends with its `VALUES`; it is stored together with others before another statement of
   * the transaction may need it. That it can't be stored fails the transaction, not this call.
   */
  insert(sql: string, ...row: Value[]): void;
  /**
   * Adds to the numbers of a row: the statement inserts it with this key and these numbers, or adds them to those of the
   * row that is there. Sums are stored like the rows of `insert`.
   */
  add(sql: string, key: Value[], amounts: number[]): void;
  /**
   * Does an `UPDATE` like this, too: the statement sets these values where it finds this key. Of several changes of a row,
   * the last one counts. Values other than texts are cast.
   */
  change(sql: string, values: Value[], key: Value[]): void;
  /** Runs statements without parameters, such as a migration. */
  script(sql: string): Promise<void>;
}

/** By table, the version that an organization had after the latest write to it; missing if there was none. */
export type Versions = Readonly<Record<string, number>>;

/** A database of any kind; stores use nothing else. */
export interface Database extends Reads {
  readonly dialect: 'sqlite' | 'postgres';

  /**
   * Runs `work` in one transaction of one organization and returns after its commit is durable. Transactions of one
   * organization run one after another, on all servers; an empty ID stands for none. If it throws, only its own writes are
   * rolled back. `work` must await nothing but `tx`, and may be run again: after a conflict, or because another transaction of
   * the same commit failed. What is usually looked up of `ids`, among them addresses, is read together with what others need.
   */
  transaction<T>(
    organizationId: string,
    work: (tx: Transaction) => Promise<T>,
    ids?: readonly string[],
  ): Promise<T>;

  /**
   * The organization's versions now, after every commit that was acknowledged before the call, on any server. The same object
   * as long as nothing changed. On PostgreSQL, the calls of one turn of the event loop share a look-up.
   */
  versions(organizationId: string): Versions | Promise<Versions>;

  /**
   * Undefined if every commit of the organization that reads show is on disk; otherwise resolves when it is, or when that
   * has failed. What was read must not be told before.
   */
  durable(organizationId: string): Promise<void> | undefined;

  /** Calls back with what each commit of this process has changed. */
  onChange(listener: ChangeListener): void;

  /**
   * Reports every commit so far, including those of other processes, to `onChange` and returns true; false if the database
   * can't know what others commit.
   */
  caughtUp(): boolean;

  /** Resolves if reads and writes are possible; otherwise rejects with DatabaseUnavailable. */
  ready(): Promise<void>;

  /** Checks the database itself and returns the problems found. */
  integrity(): Promise<string[]>;

  /** Writes a consistent copy of the live database to a new file. */
  backup(file: string): Promise<void>;

  close(): Promise<void>;
}

/** Called with an organization and the tables in which it was changed; undefined means any. */
export type ChangeListener = (
  organizationId: string | undefined,
  tables: ReadonlySet<string> | undefined,
) => void;

/** The database is unavailable; the same request may succeed later. */
export class DatabaseUnavailable extends Error {
  /** The message for clients, if there is a better one than the general one. */
  readonly told: string | undefined;

  constructor(message: string, options: ErrorOptions & { told?: string } = {}) {
    super(message, options);
    this.told = options.told;
  }
}

/** Thrown in a transaction that lost a race against another one: it is rolled back and run again. */
export class Overtaken extends Error {}
