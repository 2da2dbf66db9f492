/** The time in microseconds since 1970; each call gives a later one than the call before. */
export type Clock = () => number;

/** A wall clock that never stands still or goes back, so that what it stamps keeps its order (contract, section 9). */
export function createClock(): Clock {
  let last = 0;
  return () => {
    const now = Date.now() * 1000 + (Math.floor(performance.now() * 1000) % 1000);
    last = Math.max(now, last + 1);
    return last;
  };
}

/** The second that was asked for last, up to its point: what is made under load shares it. */
let known = { second: -1, text: '' };

/** A moment as RFC 3339 in UTC with six fractional digits, for example `2024-10-30T23:58:27.427722Z`. */
export function timestamp(microseconds: number): string {
  const second = Math.floor(microseconds / 1_000_000);
  if (second !== known.second) known = { second, text: new Date(second * 1000).toISOString().slice(0, 20) };
  return `${known.text}${String(microseconds % 1_000_000).padStart(6, '0')}Z`;
}
