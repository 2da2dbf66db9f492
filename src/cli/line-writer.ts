import { constants, fstatSync, openSync, write, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Longest that a line waits for others to be written with, in ms. */
const patience = 10;
/** Until a pipe that was just filled has room again, where somebody reads, in ms. */
const refill = 1;
/** Longest that the end of the process waits for a reader, in ms. */
const lastPatience = 1000;
/** Bytes that may wait for a reader; further lines are dropped, and counted. */
const mostWaiting = 16_777_216;

/**
 * Lines to a file descriptor, those of some milliseconds in one write, beside the event loop: a disk or a reader that
 * is slow holds no request up, and one that stops takes no more than 32 MB, and a second of the end of the process.
 * (pino's own destination counts all waiting bytes again at each line, which costs more than all that a kept get does
 * beside HTTP.)
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
  #givenUp = false;

  constructor(fd: number) {
    this.#fd = reopen(fd);
    process.once('exit', () => this.flushSync());
  }

  write(line: string): void {
    if (this.#nextEnd > mostWaiting) {
      this.#dropped += 1;
      return;
    }
    const most = this.#nextEnd + line.length * 3;
    if (most > this.#next.length) this.#next = Buffer.concat([this.#next], 2 * most);
    this.#nextEnd += this.#next.write(line, this.#nextEnd);
    this.#soon(patience);
  }

  /** Resolves when all lines are out, or their reader has let a second go by. */
  async written(): Promise<void> {
    const last = performance.now() + lastPatience;
    const waits = () => this.#writing || this.#start < this.#end || this.#nextEnd > 0;
    while (waits() && performance.now() < last) await sleep(patience);
    this.#givenUp = waits();
  }

  /** Writes what waits, for the end of the process; gives up once the reader has let a second go by. */
  flushSync(): void {
    // How much of a write under way gets out will not be known, so nothing may follow where it is cut off.
    const last = this.#writing || this.#givenUp ? 0 : performance.now() + lastPatience;
    if (this.#writing) this.#start = this.#end;
    do {
      while (this.#start < this.#end) {
        try {
          this.#start += writeSync(this.#fd, ...this.#rest());
        } catch (error) {
          // Nobody is left to tell.
          if (!isFull(error) || performance.now() > last) return;
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, refill);
        }
      }
      this.#swap();
    } while (this.#end > 0);
  }

  #soon(wait: number): void {
    if (this.#due || this.#writing) return;
    this.#due = true;
    setTimeout(() => this.#write(), wait);
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
      else if (!isFull(error)) this.#start = this.#end;
      const more = this.#start < this.#end;
      if (more || this.#nextEnd > 0) this.#soon(more && error === null ? refill : patience);
    });
  }
}

const isFull = (error: unknown) => (error as NodeJS.ErrnoException).code === 'EAGAIN';

/**
 * The same pipe or terminal, for ourselves, where the system can: a write to it says that it is full instead of waiting.
 * How it is with the one that was given is up to every process that shares it.
 */
function reopen(fd: number): number {
  try {
    const kind = fstatSync(fd);
    if (!kind.isFIFO() && !kind.isCharacterDevice()) return fd;
    const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;
    return openSync(`/proc/self/fd/${fd}`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
  } catch {
    // Another system, another user's pipe, or nobody at its other end.
    return fd;
  }
}
