/** The types of parameters, which are written `$1`, `$2`… in the order in which they occur, each once. */
export type Value = string | number | null;

/** The largest number that a column of type INTEGER can hold on every database. */
export const largestInteger = 2_147_483_647;

/** Statements are constant texts, the same for every database; values are always passed as parameters. */
export interface Reads {
  all<Row>(sql: string, ...values: Value[]): Promise<Row[]>;
  get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined>;

  /**
   * The organization's row with this id. The statement has `organization_id = $1 AND id = ANY($2)` and returns `id`.
   * On PostgreSQL, concurrent look-ups share a statement.
   */
  find<Row extends { id: string }>(sql: string, organizationId: string, id: string): Promise<Row | undefined>;
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
  /** Returns the number of changed rows. */
  run(sql: string, ...values: Value[]): Promise<number>;
  /** Runs statements without parameters, such as a migration. */
  script(sql: string): Promise<void>;
}

/** A database of any kind; stores use nothing else. */
export interface Database extends Reads {
  readonly dialect: 'sqlite' | 'postgres';

  /**
   * Runs `work` in one transaction of one organization and returns after its commit is durable. Transactions of one
   * organization run one after another, on all servers; an empty ID stands for none. If it throws, only its own writes are
   * rolled back. `work` must await nothing but `tx`, and may be run again after a conflict.
   */
  transaction<T>(organizationId: string, work: (tx: Transaction) => Promise<T>): Promise<T>;

  /** Calls back with each organization that a commit of this process changed; undefined means any. */
  onChange(listener: (organizationId: string | undefined) => void): void;

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

/** Writes an organization's version. */
export const setVersion = 'UPDATE organizations SET version = $1 WHERE id = $2';
