/** Holds clients back while it is closed, as it is at first. */
export class Gate {
  #opened = Promise.withResolvers<void>();

  open(): void {
    this.#opened.resolve();
  }

  close(): void {
    this.#opened = Promise.withResolvers();
  }

  /** Settles once the gate is open. */
  passed(): Promise<void> {
    return this.#opened.promise;
  }
}
