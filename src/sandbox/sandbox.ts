import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Settings } from '../config/settings.ts';
import type { Clock } from '../contract/clock.ts';
import { invalid } from '../contract/errors.ts';
import type { Fault } from '../contract/fault.ts';
import { parseMoment } from '../contract/moment.ts';
import type { Database, Reads, Transaction } from '../db/database.ts';
import { deleteOrganization } from '../db/organization-rows.ts';
import { undone } from '../db/undone.ts';
import type { OrganizationState } from '../state/document.ts';
import type { ImportOptions } from '../state/import.ts';
import { Clocks, type Shift } from './clocks.ts';
import { Faults, problemsOf, type ShownFault } from './faults.ts';
import { Lag } from './lag.ts';
import { RateLimits } from './rate-limits.ts';
import type { RequestLog } from './requests/log.ts';
import * as store from './store.ts';

/** What a sandbox needs. */
export interface SandboxTools {
  db: Database;
  /** The server’s own clock. */
  now: Clock;
  log: Pick<Logger, 'error'>;
  settings: Settings;
  /** The IDs of all operations. */
  operations: readonly string[];
  /** Reads the variables that seeds name. */
  env: (name: string) => string | undefined;
}

/** What a state document says of an organization that isn’t in the database. */
export type Beginning = Pick<OrganizationState, 'clock' | 'faults'>;

/** How often organizations whose time is over are looked for, in ms. */
const sweepInterval = 1000;
const everything = 'organization';

/** What a sandbox knows about each organization, besides what is in the database. */
export class Sandbox {
  readonly tools: SandboxTools;
  readonly log: RequestLog;
  readonly clocks: Clocks;
  readonly #lag: Lag;
  readonly #faults = new Map<string, Faults>();
  readonly #rateLimits = new RateLimits();
  /** The objects whose writes aren’t kept; `organization` for all. */
  readonly #pins = new Map<string, Set<string>>();
  /** What organizations begin with again when they are reset to their seed. */
  readonly #beginnings = new Map<string, Beginning>();
  /** When an organization ends, in ms since 1970. */
  readonly #ends = new Map<string, number>();
  /** What tells versions apart that are repeated because clocks are set back, as of the start and of the last time. */
  readonly #era = `${randomUUID()}-`;
  readonly #eras = new Map<string, string>();
  readonly #sweeper: NodeJS.Timeout;

  constructor(tools: SandboxTools, log: RequestLog) {
    this.tools = tools;
    this.log = log;
    this.clocks = new Clocks(tools.now);
    this.#lag = new Lag(tools.db);
    this.#sweeper = setInterval(() => this.#sweep(), sweepInterval).unref();
  }

  /** Reads what the database says about clocks, pins and ends. */
  async start(): Promise<void> {
    const { db } = this.tools;
    for (const { organization_id: id, expires_at, clock, beginning } of await store.allRows(db)) {
      if (expires_at !== null) this.#ends.set(id, Date.parse(expires_at));
      if (clock !== null) this.clocks.set(id, JSON.parse(clock) as Shift);
      if (beginning !== null) this.#beginnings.set(id, JSON.parse(beginning) as Beginning);
    }
    for (const { organization_id } of await store.allPins(db)) await this.readPins(organization_id);
  }

  /** The faults of an organization. */
  faultsOf(organizationId: string): Faults {
    const faults = this.#faults.get(organizationId) ?? new Faults();
    this.#faults.set(organizationId, faults);
    return faults;
  }

  /** Adds faults to an organization; throws 400 for one that can’t happen. */
  addFaults(organizationId: string, faults: readonly Fault[]): ShownFault[] {
    for (const { path, sentence } of problemsOf(faults, this.tools.operations)) {
      throw invalid(path.slice(faults.length > 1 ? 0 : 1).join('.') || 'faults', sentence);
    }
    return this.faultsOf(organizationId).add(faults, this.tools.now);
  }

  /** Gives an organization the faults of a document, which were checked before, and no others. */
  setFaults(organizationId: string, faults: readonly Fault[]): void {
    this.faultsOf(organizationId).clear();
    this.faultsOf(organizationId).add(faults, this.tools.now);
  }

  /** Counts a request, and returns the headers of `RateLimits.take`. Throws 429 if the organization’s own limit is exceeded. */
  takeRate = (organizationId: string) => this.#rateLimits.take(organizationId);

  /** Limits an organization to so many requests a minute; 0 for the server’s own limit. */
  limitRate(organizationId: string, perMinute: number): void {
    this.#rateLimits.set(organizationId, perMinute);
  }

  /** Lets writes become visible only after so many ms. */
  delayWrites(organizationId: string, ms: number): void {
    this.#lag.set(organizationId, ms);
  }

  /** Sets when an organization ends by itself; it must have been made for tests. */
  endAt(organizationId: string, expiresAt: string | null): void {
    if (expiresAt !== null) this.#ends.set(organizationId, Date.parse(expiresAt));
  }

  /** Reads which objects are pinned, after it changed. */
  async readPins(organizationId: string, db: Reads = this.tools.db): Promise<void> {
    const pins = await store.pinsOf(db, organizationId);
    const ids = pins.map(({ object, id }) => (object === everything ? everything : id));
    if (ids.length > 0) this.#pins.set(organizationId, new Set(ids));
    else this.#pins.delete(organizationId);
  }

  /** Sets clock and faults as the seed says, now unless the organization is older, and whenever it is reset to its seed. */
  async plant(organizationId: string, beginning: Beginning, isNew: boolean): Promise<void> {
    this.#beginnings.set(organizationId, beginning);
    await this.readPins(organizationId);
    this.setFaults(organizationId, beginning.faults ?? []);
    const shift = this.seedShift(organizationId);
    if (isNew && shift !== undefined) await this.setClock(organizationId, shift);
    const { clock, faults } = beginning;
    await this.tools.db.transaction(organizationId, (tx) =>
      store.keepBeginning(tx, organizationId, JSON.stringify({ clock, faults })),
    );
  }

  /** What the seed of an organization says of it. */
  beginningOf = (organizationId: string): Beginning => this.#beginnings.get(organizationId) ?? {};

  /** The shift of an organization’s clock when it is reset to its seed; undefined for the server’s own clock. */
  seedShift(organizationId: string): Shift | undefined {
    const moment = parseMoment(this.beginningOf(organizationId).clock ?? '');
    return moment === undefined ? undefined : this.clocks.advanced(organizationId, Math.floor(moment));
  }

  /** Lets the clock of an organization differ, from now on and after a restart. */
  async setClock(organizationId: string, shift: Shift): Promise<void> {
    const before = this.clocks.shiftOf(organizationId);
    this.#eras.set(organizationId, `${randomUUID()}-`);
    this.clocks.set(organizationId, shift);
    try {
      // Its commit also drops what is cached, which may have become wrong with the time.
      await this.tools.db.transaction(organizationId, (tx) =>
        store.keepShift(tx, organizationId, JSON.stringify(shift)),
      );
    } catch (error) {
      this.clocks.set(organizationId, before);
      throw error;
    }
  }

  /** What reads of the organization see, and how its writes are done. */
  readonly states = {
    isCurrent: (organizationId: string) => this.#lag.isCurrent(organizationId),
    era: (organizationId: string) => this.#eras.get(organizationId) ?? this.#era,
    isPinned: (organizationId: string) => this.#pins.get(organizationId)?.has(everything) === true,
    read: <T>(organizationId: string, work: (db: Reads) => Promise<T>) =>
      this.#lag.read(organizationId, work),
    keeps: (organizationId: string, ids: readonly string[]) => {
      const pins = this.#pins.get(organizationId);
      return pins === undefined || !(pins.has(everything) || ids.some((id) => pins.has(id)));
    },
    write: <T>(organizationId: string, ids: readonly string[], work: (tx: Transaction) => Promise<T>) =>
      this.states.keeps(organizationId, ids)
        ? this.#lag.write(organizationId, work)
        : undone(this.tools.db, organizationId, work),
  };

  /**
   * Forgets requests, faults, delays and limits of an organization, in the transaction that resets it; its clock now differs
   * by `shift`.
   */
  async reset(tx: Reads, organizationId: string, isToSeed: boolean, shift?: Shift): Promise<void> {
    this.#forget(organizationId);
    this.clocks.set(organizationId, shift);
    if (isToSeed) this.setFaults(organizationId, this.beginningOf(organizationId).faults ?? []);
    await this.readPins(organizationId, tx);
  }

  #forget(organizationId: string): void {
    this.log.clear(organizationId);
    this.#eras.set(organizationId, `${randomUUID()}-`);
    this.#faults.delete(organizationId);
    this.#rateLimits.set(organizationId, 0);
    this.#lag.forget(organizationId);
    this.clocks.set(organizationId, undefined);
  }

  /** Deletes an organization, which must have been made for tests. */
  async delete(organizationId: string): Promise<void> {
    await this.tools.db.transaction(organizationId, (tx) => deleteOrganization(tx, organizationId));
    this.#forget(organizationId);
    this.#beginnings.delete(organizationId);
    this.log.forget(organizationId);
    this.#pins.delete(organizationId);
    this.#eras.delete(organizationId);
    this.#ends.delete(organizationId);
  }

  /** Stops deleting organizations by itself, and ends what follows the log. */
  close(): void {
    clearInterval(this.#sweeper);
    this.log.close();
  }

  #sweep(): void {
    const now = Date.now();
    for (const [id, end] of this.#ends) {
      if (end > now) continue;
      this.#ends.delete(id);
      this.delete(id).catch((err) => {
        this.#ends.set(id, end + 60_000);
        this.tools.log.error({ err }, 'an expired organization of the sandbox could not be deleted');
      });
    }
  }
}

/** How documents are imported into a sandbox, if the mode isn’t another: nothing of what exists changes. */
export function importOptions({ tools }: Pick<Sandbox, 'tools'>): ImportOptions {
  const { settings, now, operations } = tools;
  return {
    mode: 'create',
    limits: settings,
    now,
    isSandbox: true,
    // What comes over HTTP must not learn about the variables of the server.
    env: () => undefined,
    problemsOf: (faults) => problemsOf(faults, operations),
  };
}
