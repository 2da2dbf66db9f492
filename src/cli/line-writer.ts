import { constants, fstatSync, openSync, write, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long lines are collected before they are written, in ms. */
const patience = 10;
/** How long to wait for room in a full pipe, in ms. */
const refill = 1;
/** How long the process waits for a reader before it exits, in ms. */
const lastPatience = 1000;
/** Maximum number of buffered bytes; further lines are dropped, and counted. */
const mostWaiting = 16_777_216;

/**
 * Writes lines to a file descriptor asynchronously, those of some milliseconds at once. A slow disk or reader doesn't
 * delay requests; one that stops costs at most 32 MB of memory, and a second at exit. (pino's own destination counts all
 * waiting bytes again at each line, which costs more than everything that a cached get does besides HTTP.)
 */
export class LineWriter {
  readonly #fd: number;
  /** Waiting lines, and lines that are being written; the two buffers are swapped. */
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

  /** Resolves when all lines are written, or after a second without a reader. */
  async written(): Promise<void> {
    const last = performance.now() + lastPatience;
    const waits = () => this.#writing || this.#start < this.#end || this.#nextEnd > 0;
    while (waits() && performance.now() < last) await sleep(patience);
    this.#givenUp = waits();
  }

  /** Writes all waiting lines at exit; gives up after a second without a reader. */
  flushSync(): void {
    // It is unknown how much of a pending write gets out, so nothing may follow it.
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
 * Reopens a pipe or terminal in non-blocking mode, if the system can, so that writes to a full one fail instead of waiting.
 * The mode of the given descriptor belongs to all processes that share it.
 */
function reopen(fd: number): number {
  try {
    const kind = fstatSync(fd);
    if (!kind.isFIFO() && !kind.isCharacterDevice()) return fd;
    const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;
    return openSync(`/proc/self/fd/${fd}`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
  } catch {
    // Not Linux, another user's pipe, or a pipe without a reader.
    return fd;
  }
}
