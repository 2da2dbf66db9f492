import type { Fault, Path } from '../../schema/faults.ts';
import type { OrganizationState, ServiceAccountState, UserState } from '../document.ts';
import { Handles, type Named } from '../identity.ts';

/** An ID, or that of what a step before creates, by the step’s `makes`. */
export type Id = string | { readonly made: string };

/** A member that changes; `from` is undefined if there was none. */
export interface Change {
  readonly member: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** Kinds of objects, as people are told of them, in the order in which they are removed. */
export const kinds = [
  'API key',
  'member',
  'service account member',
  'invite',
  'user',
  'service account',
  'workspace',
] as const;
export type Kind = (typeof kinds)[number];

/** One request that changes something. */
export interface Step {
  readonly verb: 'create' | 'add' | 'update' | 'archive' | 'remove';
  readonly object: Kind;
  /** What people call it. */
  readonly identity: string;
  readonly changes: readonly Change[];
  /** By the ID of its operation. */
  readonly request: {
    readonly operation: string;
    readonly params?: Readonly<Record<string, Id>>;
    readonly body?: object;
  };
  /** How later steps refer to what it creates. */
  readonly makes?: string;
}

/** A workspace, live or about to be. */
export interface Place {
  readonly id: Id;
  /** What people call it. */
  readonly name: string;
  readonly path: Path;
}

/** What the server can do, and what may be done. */
export interface PlanOptions {
  /** Whether to archive and remove what isn’t in the document. */
  readonly archive?: boolean;
  /** Whether the server creates API keys; the hosted API doesn’t. */
  readonly createsKeys?: boolean;
  /** Limit of active workspaces, if known. */
  readonly workspaceLimit?: number | undefined;
  /** In RFC 3339: invites and keys that have expired by then aren’t made. */
  readonly now: string;
}

/** Those of a kind by what the document calls them. */
interface Both<Item extends Named> {
  readonly wanted: Handles<Item>;
  readonly live: Handles<Item>;
}

/** What is compared, and what was found so far. */
export class Draft {
  readonly removals: Step[] = [];
  readonly changes: Step[] = [];
  readonly faults: Fault[] = [];
  readonly notes: string[] = [];
  readonly left: { object: Kind; identity: string }[] = [];
  readonly wanted: OrganizationState;
  readonly live: OrganizationState;
  readonly options: PlanOptions;
  readonly users: Both<UserState>;
  readonly accounts: Both<ServiceAccountState>;

  constructor(wanted: OrganizationState, live: OrganizationState, options: PlanOptions) {
    this.wanted = wanted;
    this.live = live;
    this.options = options;
    this.users = { wanted: new Handles(wanted.users ?? []), live: new Handles(live.users ?? []) };
    const accounts = [wanted.service_accounts ?? [], live.service_accounts ?? []] as const;
    this.accounts = { wanted: new Handles(accounts[0]), live: new Handles(accounts[1]) };
  }

  fault(path: Path, sentence: string): void {
    this.faults.push({ path, sentence });
  }

  /** Removes or archives it if that is asked for; otherwise it is left. */
  remove(step: Omit<Step, 'changes' | 'makes'>): void {
    if (this.options.archive) this.removals.push({ ...step, changes: [] });
    else this.left.push({ object: step.object, identity: step.identity });
  }

  /** Adds an update unless nothing changes. */
  update(step: Omit<Step, 'verb' | 'makes'>): void {
    if (step.changes.length > 0) this.changes.push({ verb: 'update', ...step });
  }
}

/** Whether that moment has passed. */
export const isOver = (time: string | undefined, { now }: PlanOptions) =>
  time !== undefined && Date.parse(time) <= Date.parse(now);

/** The wanted members that differ from the live ones. A wanted member that is undefined isn’t managed. */
export const changesOf = (wanted: object, live: object, prefix = ''): Change[] =>
  Object.entries(wanted).flatMap(([name, to]) => {
    const from = Object.hasOwn(live, name) ? (live as Record<string, unknown>)[name] : undefined;
    return to === undefined || isSame(from, to) ? [] : [{ member: prefix + name, from, to }];
  });

/** Lists are compared without their order: those of the API are sets. */
const isSame = (one: unknown, other: unknown) =>
  JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
const ordered = (value: unknown) => (Array.isArray(value) ? value.toSorted() : value);
