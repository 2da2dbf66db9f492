/** Values as they come, until it is ended; of a reader too slow for its queue the oldest are dropped. */
export class Follower<T> implements AsyncIterableIterator<T> {
  readonly #queue: T[];
  readonly #most: number;
  readonly #onEnd: () => void;
  #waiting: ((result: IteratorResult<T>) => void)[] = [];
  #ended = false;

  /** Begins with these values, and keeps at most that many. */
  constructor(first: readonly T[], most: number, onEnd: () => void) {
    this.#queue = [...first];
    this.#most = most;
    this.#onEnd = onEnd;
  }

  /** Adds a value. */
  push(value: T): void {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) waiting({ done: false, value });
    else if (this.#queue.push(value) > this.#most) this.#queue.shift();
  }

  /** Ends it at once; what is in the queue isn’t read any more. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#queue.length = 0;
    for (const waiting of this.#waiting) waiting({ done: true, value: undefined });
    this.#onEnd();
  }

  async next(): Promise<IteratorResult<T>> {
    if (this.#ended) return { done: true, value: undefined };
    const value = this.#queue.shift();
    if (value !== undefined) return { done: false, value };
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async return(): Promise<IteratorResult<T>> {
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
