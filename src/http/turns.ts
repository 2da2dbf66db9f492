import { noRoom } from './in-flight.ts';

/** Per party: clients can send many requests on one connection before the first response. */
const mostWaiting = 5000;

/**
 * Work starts at once until this turn of the event loop has used up its time. Further work waits: each of the next turns
 * starts the waiting, from each party in turn, until its own time is used up. So other requests are handled in between,
 * and a party with many requests doesn't hold up those with few.
 */
export class Turns {
  readonly #share: number;
  /** When the first work of this turn started, in ms; 0 if there was none. */
  #began = 0;
  readonly #waiting = new Map<string, (() => void)[]>();

  /** `share` in ms. */
  constructor(share: number) {
    this.#share = share;
  }

  /** Undefined means start now. Otherwise start when it resolves; it rejects with 503 if too much of this party is waiting. */
  enter(party: string): Promise<void> | undefined {
    const now = performance.now();
    if (this.#began === 0) this.#beginAt(now);
    if (now - this.#began < this.#share) return undefined;
    const queue = this.#waiting.get(party);
    if (queue !== undefined && queue.length >= mostWaiting) return Promise.reject(noRoom());
    return new Promise((resolve) => {
      if (queue === undefined) this.#waiting.set(party, [resolve]);
      else queue.push(resolve);
    });
  }

  #beginAt(now: number): void {
    this.#began = now;
    setImmediate(() => this.#next());
  }

  #next(): void {
    this.#began = 0;
    if (this.#waiting.size === 0) return;
    this.#beginAt(performance.now());
    this.#startWaiting();
  }

  /** Starts one after the other, each when the one before has done all that it can at once. */
  #startWaiting(): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    const [party, queue] = first;
    this.#waiting.delete(party);
    queue.shift()?.();
    if (queue.length > 0) this.#waiting.set(party, queue);
    // Ticks come after all microtasks, in which the work is done.
    queueMicrotask(() =>
      process.nextTick(() => {
        if (performance.now() - this.#began < this.#share) this.#startWaiting();
      }),
    );
  }
}
