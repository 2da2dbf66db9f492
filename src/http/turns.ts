import { noRoom } from './in-flight.ts';

/** Per party: clients can send many requests on one connection before the first response. */
const mostWaiting = 5000;

/**
 * Work starts at once until this turn of the event loop has used up its time. Further work waits: each of the next turns
 * starts a few of the waiting, from each party in turn. So other requests are handled in between, and a party with many
 * requests doesn't hold up those with few.
 */
export class Turns {
  readonly #share: number;
  readonly #inEach: number;
  /** When the first work of this turn started, in ms; 0 if there was none. */
  #began = 0;
  readonly #waiting = new Map<string, (() => void)[]>();

  /** `share` in ms. */
  constructor(share: number, inEach: number) {
    this.#share = share;
    this.#inEach = inEach;
  }

  /** Undefined means start now. Otherwise start when it resolves; it rejects with 503 if too much of this party is waiting. */
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
