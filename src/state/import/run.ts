import type { InviteLimits } from '../../api/invites/make.ts';
import type { Change } from '../../call.ts';
import type { Activity } from '../../contract/activity.ts';
import { type Clock, timestamp } from '../../contract/clock.ts';
import { ApiError } from '../../contract/errors.ts';
import { newId } from '../../contract/id.ts';
import { parseMoment } from '../../contract/moment.ts';
import type { Transaction } from '../../db/database.ts';
import type { Fault, Path } from '../../schema/faults.ts';
import type { OrganizationState } from '../document.ts';
import type { Identified } from '../identity.ts';
import { deleteRef, putRef, type Ref, type RefObject } from '../refs.ts';
import { type Rules, ruleFaults, type Secret } from './rules.ts';

/** How a document is imported. */
export interface ImportOptions extends Rules {
  /**
   * What becomes of what exists: `create` leaves it as it is; `merge` changes what the document names; `replace` also
   * archives, deletes or removes the rest of each section that the document has, as the API would.
   */
  mode: 'create' | 'merge' | 'replace';
  limits: Rules['limits'] & Pick<InviteLimits, 'inviteLifetime'>;
  now: Clock;
  /** Whether IDs of objects that don’t exist may be in it anyway, such as those of an exported document. */
  literalIds?: boolean;
}

/** What an import did to an organization, in numbers of objects. */
export interface ImportResult {
  organizationId: string;
  /** Whether the import founded it. */
  isNew: boolean;
  added: number;
  changed: number;
  removed: number;
}

/** The import of one organization: what its steps share. */
export class Run {
  readonly tx: Transaction;
  readonly organizationId: string;
  readonly state: OrganizationState;
  readonly options: ImportOptions;
  readonly path: Path;
  /** What is wrong so far; if anything is, nothing will have happened. */
  readonly faults: Fault[];
  readonly activities: Activity[] = [];
  readonly cascaded: Activity[] = [];
  readonly result: ImportResult;
  readonly #refs = new Map<string, Ref>();
  readonly #holders = new Map<string, Ref>();

  constructor(
    tx: Transaction,
    organizationId: string,
    state: OrganizationState,
    options: ImportOptions,
    { path, isNew }: { path: Path; isNew: boolean },
  ) {
    this.tx = tx;
    this.organizationId = organizationId;
    this.state = state;
    this.options = options;
    this.path = path;
    this.faults = [...ruleFaults(state, options, path)];
    this.result = { organizationId, isNew, added: 0, changed: 0, removed: 0 };
  }

  /** Whether what exists is left as it is. */
  get keeps(): boolean {
    return this.options.mode === 'create';
  }

  /** Whether what the document doesn’t name in its sections is removed. */
  get removes(): boolean {
    return this.options.mode === 'replace';
  }

  /** The time of the import. */
  get at(): string {
    return timestamp(this.tx.moment);
  }

  refuse(path: Path, sentence: string): void {
    this.faults.push({ path, sentence });
  }

  /** What a rule of the API returns; if it throws, that is a fault, and undefined. */
  attempt<T>(path: Path, rule: () => T): T | undefined {
    try {
      return rule();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.refuse(path, error.message);
      return undefined;
    }
  }

  /** Counts an object, and remembers what to tell of it. */
  tell(
    kind: 'added' | 'changed' | 'removed',
    { activities, cascaded = [] }: Pick<Change, 'activities' | 'cascaded'>,
  ): void {
    this.result[kind] += 1;
    this.activities.push(...activities);
    this.cascaded.push(...cascaded);
  }

  /** A time in the document in microseconds; each call without one returns a later one, but never later than those `since`. */
  momentOf(time: string | undefined, ...since: (string | undefined)[]): number {
    if (time !== undefined) return Math.floor(parseMoment(time) ?? 0);
    const known = since.flatMap((each) => (each === undefined ? [] : this.momentOf(each)));
    return Math.min(this.tx.tick(), ...known);
  }

  /** A time in the document as it is stored. */
  timeOf(time: string): string;
  timeOf(time: string | undefined): string | undefined;
  timeOf(time: string | undefined): string | undefined {
    return time === undefined ? undefined : timestamp(this.momentOf(time));
  }

  /** The ID of a new object: that of the document, or else a new one of this moment. */
  idOf(prefix: string, { id }: Identified, path: Path, moment: number): string {
    if (id === undefined) return newId(prefix, moment);
    if (!this.options.isSandbox && !this.options.literalIds) {
      this.refuse(
        [...path, 'id'],
        'there is no such object, and a new one can have an ID of yours only in a sandbox',
      );
    }
    return id;
  }

  /** Refuses a time in the document at which the object wasn’t there yet. */
  requireLater(path: Path, given: string, created_at: string): void {
    if (given < created_at) this.refuse(path, `is earlier than created_at, which is ${created_at}`);
  }

  /** Refuses a member that never changes, if the document has it and it isn’t what is stored. */
  requireSame(path: Path, given: string | undefined, stored: string | null | undefined): void {
    if (given !== undefined && given !== stored) {
      this.refuse(path, `never changes, and is ${stored ?? 'absent'}`);
    }
  }

  /** The key that the document gives, or names the variable of; undefined if it doesn’t. */
  secretOf({ key, key_env }: Secret): string | undefined {
    return key ?? (key_env === undefined ? undefined : this.options.env(key_env));
  }

  /** Takes over what was stored of refs and pins. */
  load(refs: readonly Ref[]): void {
    for (const ref of refs) this.#note(ref);
  }

  /** The ID of the object that has this ref. */
  idByRef = (object: RefObject, ref: string) => this.#holders.get(`${object} ${ref}`)?.id;

  refById = (object: RefObject, id: string) => this.#refs.get(`${object} ${id}`)?.ref ?? undefined;

  /** Stores the ref of an object, which any other of its kind loses, and whether it is pinned. */
  async mark(
    object: RefObject,
    id: string,
    item: Identified & { pinned?: boolean | undefined },
  ): Promise<boolean> {
    const before = this.#refs.get(`${object} ${id}`);
    const pinned = item.pinned ?? (this.removes ? false : before?.pinned === 1);
    const next = { object, id, ref: item.ref ?? before?.ref ?? null, pinned: pinned ? 1 : 0 };
    if (next.ref === (before?.ref ?? null) && next.pinned === (before?.pinned ?? 0)) return false;
    const holder = next.ref === null ? undefined : this.#holders.get(`${object} ${next.ref}`);
    if (holder !== undefined && holder.id !== id) await this.unmark(object, holder.id);
    await putRef(this.tx, this.organizationId, next);
    this.#note(next);
    return true;
  }

  /** Forgets the ref and the pin of an object. */
  async unmark(object: RefObject, id: string): Promise<void> {
    const ref = this.#refs.get(`${object} ${id}`);
    if (ref === undefined) return;
    await deleteRef(this.tx, this.organizationId, ref);
    this.#refs.delete(`${object} ${id}`);
    this.#holders.delete(`${object} ${ref.ref}`);
  }

  #note(ref: Ref): void {
    this.#refs.set(`${ref.object} ${ref.id}`, ref);
    if (ref.ref !== null) this.#holders.set(`${ref.object} ${ref.ref}`, ref);
  }
}
