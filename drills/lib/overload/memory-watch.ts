import { readFileSync } from 'node:fs';

/** Reads each 100 ms how much memory a process has in use, in MB. */
export class MemoryWatch {
  /** The most that was seen in use. */
  most = 0;
  /** The most that was ever in use, as the kernel keeps it. */
  highWater = 0;
  /** Settles when the process has more than `guard` MB in use: it is time to end it, before the machine suffers. */
  readonly exceeded: Promise<void>;
  readonly #timer: NodeJS.Timeout;

  constructor(pid: number, guard: number) {
    const exceeded = Promise.withResolvers<void>();
    this.exceeded = exceeded.promise;
    this.#timer = setInterval(() => {
      const status = readStatus(pid);
      const megabytes = (name: string) =>
        Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024;
      this.most = Math.max(this.most, megabytes('VmRSS'));
      this.highWater = Math.max(this.highWater, megabytes('VmHWM'));
      if (this.most > guard) exceeded.resolve();
    }, 100);
  }

  /** Ends the watch. */
  stop(): void {
    clearInterval(this.#timer);
  }
}

/** Empty once the process has ended. */
function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
