import type { OrganizationState } from '../document.ts';

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

/** Where something stands in an organization of the document. */
export type Path = readonly (string | number)[];

/** A workspace, live or about to be. */
export interface Place {
  readonly id: Id;
  /** What people call it. */
  readonly name: string;
  readonly path: Path;
}

/** Something in the document that can’t be had. */
export interface Fault {
  readonly path: Path;
  readonly message: string;
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

  constructor(wanted: OrganizationState, live: OrganizationState, options: PlanOptions) {
    this.wanted = wanted;
    this.live = live;
    this.options = options;
  }

  fault(path: Path, message: string): void {
    this.faults.push({ path, message });
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
    const from = (live as Record<string, unknown>)[name];
    return to === undefined || isSame(from, to) ? [] : [{ member: prefix + name, from, to }];
  });

/** Lists are compared without their order: those of the API are sets. */
const isSame = (one: unknown, other: unknown) =>
  JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
const ordered = (value: unknown) => (Array.isArray(value) ? value.toSorted() : value);
