/** What a statement's parameters may be: `$1`, `$2`…, numbered in the order in which they stand, each once. */
export type Value = string | number | null;

/** The largest number that a column of type INTEGER takes on every database. */
export const largestInteger = 2_147_483_647;

/** Statements are constant texts, written once for every database; values only ever travel as parameters. */
export interface Reads {
  all<Row>(sql: string, ...values: Value[]): Promise<Row[]>;
  get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined>;

  /**
   * The organization's row with this id: the statement says `organization_id = $1 AND id = ANY($2)` and answers `id`.
   * Where each statement is a way to another machine, those that are asked for at the same time share one.
   */
  find<Row extends { id: string }>(sql: string, organizationId: string, id: string): Promise<Row | undefined>;
}

/** What a transaction may do. */
export interface Transaction extends Reads {
  /** Answers how many rows changed. */
  run(sql: string, ...values: Value[]): Promise<number>;
  /** Runs statements that take no parameters, as a migration's. */
  script(sql: string): Promise<void>;
}

/** A database, whichever it is; every store is written against this alone. */
export interface Database extends Reads {
  readonly dialect: 'sqlite' | 'postgres';

  /**
   * Runs `work` in one transaction of one organization and answers after its commit is durable; whatever it throws
   * rolls back its writes alone. `work` awaits nothing but `tx`, and may be run again after a conflict.
   */
  transaction<T>(organizationId: string, work: (tx: Transaction) => Promise<T>): Promise<T>;

  /** Calls back with each organization that a commit of this process changed; undefined: it may be any. */
  onChange(listener: (organizationId: string | undefined) => void): void;

  /**
   * Tells `onChange` of every commit so far, also of other processes, and answers true; or false where a database
   * can't know what others commit.
   */
  caughtUp(): boolean;

  /** Resolves where reads and writes can go on; rejects with DatabaseUnavailable where they can't. */
  ready(): Promise<void>;

  /** Verifies the database itself and answers its complaints. */
  integrity(): Promise<string[]>;

  /** Writes a consistent copy of the live database to a new file. */
  backup(file: string): Promise<void>;

  close(): Promise<void>;
}

/** The database can't answer now; the same request may succeed later. */
export class DatabaseUnavailable extends Error {
  /** What clients are told, where more can be said than that it is away. */
  readonly told: string | undefined;

  constructor(message: string, options: ErrorOptions & { told?: string } = {}) {
    super(message, options);
    this.told = options.told;
  }
}

/** Thrown inside a transaction that another one overtook: it is rolled back and run again. */
export class Overtaken extends Error {}
