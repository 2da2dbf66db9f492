/** What reads may take of one turn of the event loop, in ms. */
const share = 10;

/**
 * Reads begin at once until those of this turn of the event loop have taken their share. What comes then waits: one goes
 * on in each of the next turns, of each organization in turn, so that other requests are seen in between, and one
 * organization that asks for much doesn't hold up those that ask for little.
 */
export class Turns {
  /** When the first read of this turn began, in ms; 0: there was none. */
  #began = 0;
  readonly #waiting = new Map<string, (() => void)[]>();

  /** Undefined: begin now. Else begin when it resolves. */
  enter(organizationId: string): Promise<void> | undefined {
    const now = performance.now();
    if (this.#began === 0) {
      this.#began = now;
      setImmediate(() => this.#next());
    }
    if (now - this.#began < share) return undefined;
    return new Promise((resolve) => {
      const queue = this.#waiting.get(organizationId);
      if (queue === undefined) this.#waiting.set(organizationId, [resolve]);
      else queue.push(resolve);
    });
  }

  #next(): void {
    this.#began = 0;
    const [first] = this.#waiting;
    if (first === undefined) return;
    const [organizationId, [begin, ...others]] = first;
    this.#waiting.delete(organizationId);
    if (others.length > 0) this.#waiting.set(organizationId, others);
    this.#began = performance.now();
    setImmediate(() => this.#next());
    begin?.();
  }
}
