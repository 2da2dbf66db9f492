import { write, writeSync } from 'node:fs';

/** Longest that a line waits for others to be written with, in ms. */
const patience = 10;
/** Bytes that may wait for a reader; further lines are dropped, and counted. */
const mostWaiting = 16_777_216;

/**
 * Log lines to a file descriptor, those of some milliseconds in one write, beside the event loop: a disk or a reader
 * that is slow holds no request up, and one that stops takes no more than 32 MB. (pino's own destination counts all waiting bytes again at each line, which costs
 * more than all that a kept get does beside HTTP.)
 */
export class LineWriter {
  readonly #fd: number;
  /** Lines that wait, and those that are being written; the two change places. */
  #next = Buffer.allocUnsafe(65_536);
  #nextEnd = 0;
  #current = Buffer.allocUnsafe(65_536);
  #start = 0;
  #end = 0;
  #due = false;
  #writing = false;
  #dropped = 0;

  constructor(fd: number) {
    this.#fd = fd;
  }

  write(line: string): void {
    if (this.#nextEnd > mostWaiting) {
      this.#dropped += 1;
      return;
    }
    const most = this.#nextEnd + line.length * 3;
    if (most > this.#next.length) this.#next = Buffer.concat([this.#next], 2 * most);
    this.#nextEnd += this.#next.write(line, this.#nextEnd);
    this.#soon();
  }

  /** Writes what waits, for the end of the process; gives up where the reader doesn't take it. */
  flushSync(): void {
    if (this.#writing) this.#start = this.#end;
    try {
      do {
        while (this.#start < this.#end) this.#start += writeSync(this.#fd, ...this.#rest());
        this.#swap();
      } while (this.#end > 0);
    } catch {
      // Nobody is left to tell.
    }
  }

  #soon(): void {
    if (this.#due || this.#writing) return;
    this.#due = true;
    setTimeout(() => this.#write(), patience);
  }

  #rest(): [buffer: Buffer, start: number, length: number] {
    return [this.#current, this.#start, this.#end - this.#start];
  }

  #swap(): void {
    [this.#current, this.#next] = [this.#next, this.#current];
    [this.#start, this.#end, this.#nextEnd] = [0, this.#nextEnd, 0];
    if (this.#dropped === 0) return;
    const lines = this.#dropped;
    this.#dropped = 0;
    this.write(`{"level":40,"time":${Date.now()},"lines":${lines},"msg":"log lines were dropped"}\n`);
  }

  #write(): void {
    this.#due = false;
    this.#writing = true;
    if (this.#start === this.#end) this.#swap();
    write(this.#fd, ...this.#rest(), (error, written) => {
      this.#writing = false;
      if (error === null) this.#start += written;
      else if (error.code !== 'EAGAIN') this.#start = this.#end;
      if (this.#start < this.#end || this.#nextEnd > 0) this.#soon();
    });
  }
}
