/** The time in microseconds since 1970; each call gives a later one than the call before. */
export interface Clock {
  (): number;
  /**
   * What the clock said that many microseconds ago, by the monotonic clock: where the machine's clock is set meanwhile,
   * neither more nor less time has passed.
   */
  ago(microseconds: number): number;
}

/** From how many microseconds on a clock that disagrees with the monotonic one was set. */
const leap = 1_000_000;
const mostLeaps = 100;

/** A wall clock that never stands still or goes back, so that what it stamps keeps its order (contract, section 9). */
export function createClock(): Clock {
  let last = 0;
  /** By how much the wall clock has been ahead of the monotonic one, and from when on; microseconds. */
  const offsets = [read()];
  let current = offsets[0] as ReturnType<typeof read>;

  function read() {
    const elapsed = performance.now() * 1000;
    const wall = Date.now() * 1000 + (Math.floor(elapsed) % 1000);
    return { from: elapsed, wall, ahead: wall - elapsed };
  }

  const clock = () => {
    const reading = read();
    if (Math.abs(reading.ahead - current.ahead) > leap) {
      current = reading;
      offsets.push(reading);
      if (offsets.length > mostLeaps) offsets.shift();
    }
    last = Math.max(reading.wall, last + 1);
    return last;
  };

  const ago = (microseconds: number) => {
    const now = clock();
    const then = read().from - microseconds;
    let said = then + (offsets[0]?.ahead ?? 0);
    for (const [index, { from, ahead }] of offsets.entries()) {
      if (from > then) break;
      // It never went back: at the end of each offset it had come as far as this.
      said = Math.max(said, Math.min(then, offsets[index + 1]?.from ?? then) + ahead);
    }
    return Math.min(Math.floor(said), now);
  };

  return Object.assign(clock, { ago });
}

/** The second that was asked for last, up to its point: what is made under load shares it. */
let known = { second: -1, text: '' };

/** A moment as RFC 3339 in UTC with six fractional digits, for example `2024-10-30T23:58:27.427722Z`. */
export function timestamp(microseconds: number): string {
  const second = Math.floor(microseconds / 1_000_000);
  if (second !== known.second) known = { second, text: new Date(second * 1000).toISOString().slice(0, 20) };
  return `${known.text}${String(microseconds % 1_000_000).padStart(6, '0')}Z`;
}
