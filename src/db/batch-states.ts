/** An organization in a batch of writes. */
export interface State {
  version: number;
  isRecorded: boolean;
}

/** Reads an organization’s columns; undefined if there is none. */
type Read = (organizationId: string) => Record<string, unknown> | undefined;

/** The organizations of a batch of writes: their rows are read once, and their versions written back once. */
export class BatchStates {
  readonly #now: (organizationId: string) => number;
  readonly #read: Read;
  readonly #states = new Map<string, State>();

  constructor(now: (organizationId: string) => number, read: Read) {
    this.#now = now;
    this.#read = read;
  }

  /** The organization’s state; an empty id stands for none. Its next version will be this time, or later. */
  of(organizationId: string): State {
    const now = this.#now(organizationId);
    if (organizationId === '') return { version: now - 1, isRecorded: false };
    let state = this.#states.get(organizationId);
    if (state === undefined) {
      const row = this.#read(organizationId);
      state = { version: (row?.version ?? 0) as number, isRecorded: row?.feed_since !== null };
      this.#states.set(organizationId, state);
    }
    state.version = Math.max(state.version, now - 1);
    return state;
  }

  /** The organizations’ versions, by id. */
  versions(): [organizationId: string, version: number][] {
    return [...this.#states].map(([id, { version }]) => [id, version]);
  }
}
