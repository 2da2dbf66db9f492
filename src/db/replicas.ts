import { setImmediate as nextTurn } from 'node:timers/promises';
import { deletedFrom } from './batch.ts';
import type { Database, Versions } from './database.ts';
import { Replica, type ReplicaRow } from './replica.ts';

const table = 'workspaces';
const columns = `SELECT id, doc, archived_at, is_default FROM ${table}`;
/** Few enough that those of an organization with the largest workspaces don’t fill the memory before they are measured. */
const rowsAtOnce = 100;
const next = `${columns} WHERE organization_id = $1 AND id > $2 ORDER BY id LIMIT ${rowsAtOnce}`;
const changedSince = `${columns} INDEXED BY workspaces_version WHERE organization_id = $1 AND version > $2`;
/** How long an organization that is too large isn't read again, in ms. */
const patience = 60_000;
/** How long no other organization is read after one was dropped for another, in ms. */
const pause = 1000;

interface Entry {
  /** Undefined while it is read, and where it is too large. */
  replica: Replica | undefined;
  catchingUp: Promise<void> | undefined;
  /** The memory that it is counted with. */
  bytes: number;
  /** When it was last asked for, by counting. */
  used: number;
}

/**
 * The workspaces of organizations that are read a lot, in memory: read whole once, and from then on only what has changed
 * since, by version. If they would take more than `maxBytes` together, those that weren't used for longest are dropped.
 */
export class Replicas {
  readonly #db: Database;
  readonly #maxBytes: number;
  readonly #entries = new Map<string, Entry>();
  #uses = 0;
  #bytes = 0;
  /** Until then nothing is read, in ms: where there isn't room for all, they would push each other out. */
  #pausedUntil = 0;

  constructor(db: Database, maxBytes: number) {
    this.#db = db;
    this.#maxBytes = maxBytes;
    db.onChange((organizationId) => {
      if (organizationId === undefined) this.#forget();
      else void this.#follow(organizationId);
    });
  }

  /** The organization's workspaces at these versions, or later ones; undefined if they aren't in memory (yet). */
  of(organizationId: string, versions: Versions): Replica | undefined | Promise<Replica | undefined> {
    if (this.#maxBytes === 0) return undefined;
    const entry = this.#entries.get(organizationId);
    if (entry === undefined) {
      if (performance.now() >= this.#pausedUntil) void this.#read(organizationId, versions);
      return undefined;
    }
    this.#uses += 1;
    entry.used = this.#uses;
    const { replica } = entry;
    if (replica === undefined || replica.isAt(versions)) return replica;
    return this.#catchUp(organizationId, entry, replica, versions);
  }

  /** Reads the changes of a commit at once, where that takes no time: the next request finds them. */
  async #follow(organizationId: string): Promise<void> {
    const entry = this.#entries.get(organizationId);
    if (entry?.replica === undefined) return;
    try {
      await this.#catchUp(organizationId, entry, entry.replica, await this.#db.versions(organizationId));
    } catch {
      // The next request tries again.
    }
  }

  async #catchUp(
    organizationId: string,
    entry: Entry,
    replica: Replica,
    versions: Versions,
  ): Promise<Replica | undefined> {
    if ((versions[deletedFrom(table)] ?? 0) > replica.version) {
      this.#drop(organizationId, entry);
      return undefined;
    }
    while (!replica.isAt(versions)) {
      entry.catchingUp ??= this.#readChanges(organizationId, replica, versions).finally(() => {
        entry.catchingUp = undefined;
      });
      await entry.catchingUp;
    }
    if (replica.bytes !== entry.bytes) this.#count(organizationId, entry);
    return replica;
  }

  async #readChanges(organizationId: string, replica: Replica, versions: Versions): Promise<void> {
    const rows = await this.#db.all<ReplicaRow>(changedSince, organizationId, replica.version);
    for (const row of rows) replica.put(row);
    replica.version = Math.max(replica.version, versions[table] ?? 0);
  }

  async #read(organizationId: string, versions: Versions): Promise<void> {
    const entry: Entry = { replica: undefined, catchingUp: undefined, bytes: 0, used: this.#uses };
    this.#entries.set(organizationId, entry);
    const replica = new Replica(versions[table] ?? 0);
    try {
      for (let last = ''; ; ) {
        await nextTurn();
        const rows = await this.#db.all<ReplicaRow>(next, organizationId, last);
        for (const row of rows) replica.put(row);
        if (replica.bytes > this.#maxBytes) {
          setTimeout(() => this.#drop(organizationId, entry), patience).unref();
          return;
        }
        if (rows.length < rowsAtOnce) break;
        last = rows.at(-1)?.id ?? '';
      }
      entry.replica = replica;
      this.#count(organizationId, entry);
    } catch {
      // Reads go to the database, and the next one tries again.
      this.#drop(organizationId, entry);
    }
  }

  /** Counts the memory of an entry, and drops those that were used longest ago if it is too much. */
  #count(organizationId: string, entry: Entry): void {
    if (this.#entries.get(organizationId) !== entry) return;
    const bytes = entry.replica?.bytes ?? 0;
    this.#bytes += bytes - entry.bytes;
    entry.bytes = bytes;
    if (this.#bytes <= this.#maxBytes) return;
    this.#pausedUntil = performance.now() + pause;
    for (const [id, each] of [...this.#entries].sort(([, one], [, other]) => one.used - other.used)) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#drop(id, each);
    }
  }

  #drop(organizationId: string, entry: Entry): void {
    if (this.#entries.get(organizationId) !== entry) return;
    this.#bytes -= entry.bytes;
    this.#entries.delete(organizationId);
  }

  #forget(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }
}
