import { noRoom } from './in-flight.ts';

/** Of one party: clients may send many requests on one connection before the first answer. */
const mostWaiting = 5000;

/**
 * Work begins at once until that of this turn of the event loop has taken its share. What comes then waits: so many go on
 * in each of the next turns, of each party in turn, so that other requests are seen in between, and one party that asks
 * for much doesn't hold up those that ask for little.
 */
export class Turns {
  readonly #share: number;
  readonly #inEach: number;
  /** When the first of this turn began, in ms; 0: there was none. */
  #began = 0;
  readonly #waiting = new Map<string, (() => void)[]>();

  /** `share` in ms. */
  constructor(share: number, inEach: number) {
    this.#share = share;
    this.#inEach = inEach;
  }

  /** Undefined: begin now. Else begin when it resolves; it rejects with 503 where too much of this party waits. */
  enter(party: string): Promise<void> | undefined {
    const now = performance.now();
    if (this.#began === 0) {
      this.#began = now;
      setImmediate(() => this.#next());
    }
    if (now - this.#began < this.#share) return undefined;
    const queue = this.#waiting.get(party);
    if (queue !== undefined && queue.length >= mostWaiting) return Promise.reject(noRoom());
    return new Promise((resolve) => {
      if (queue === undefined) this.#waiting.set(party, [resolve]);
      else queue.push(resolve);
    });
  }

  #next(): void {
    this.#began = 0;
    if (this.#waiting.size === 0) return;
    this.#began = performance.now();
    setImmediate(() => this.#next());
    for (let left = this.#inEach; left > 0; left--) this.#begin();
  }

  #begin(): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    const [party, queue] = first;
    this.#waiting.delete(party);
    queue.shift()?.();
    if (queue.length > 0) this.#waiting.set(party, queue);
  }
}
