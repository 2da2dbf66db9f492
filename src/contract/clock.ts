/** The time in microseconds since 1970; each call gives a later one than the call before. */
export interface Clock {
  (): number;
  /**
   * What the clock said that many microseconds ago, by the monotonic clock: where the machine's clock is set meanwhile,
   * neither more nor less time has passed.
   */
  ago(microseconds: number): number;
}

/** From how many microseconds on a clock that disagrees with the monotonic one, or with what it said before, was set. */
const leap = 1_000_000;
/** While a clock that was set back stands still, a mark is made each second: these are enough for a day. */
const mostMarks = 100_000;

/** What the clock said from a moment of the monotonic clock on; microseconds. */
interface Mark {
  from: number;
  said: number;
  /** By how much it has been ahead of the monotonic clock since; undefined where it stood still. */
  ahead: number | undefined;
}

/** A wall clock that never stands still or goes back, so that what it stamps keeps its order (contract, section 9). */
export function createClock(): Clock {
  let last = 0;
  const marks: Mark[] = [];
  let current: Mark = { from: Number.NEGATIVE_INFINITY, said: 0, ahead: undefined };

  function mark(news: Mark): void {
    current = news;
    marks.push(news);
    if (marks.length > mostMarks) marks.shift();
  }

  const clock = () => {
    const elapsed = performance.now() * 1000;
    const wall = Date.now() * 1000 + (Math.floor(elapsed) % 1000);
    const stands = last - wall > leap;
    last = Math.max(wall, last + 1);
    if (stands) {
      const isDue = current.ahead !== undefined || elapsed - current.from >= leap;
      if (isDue) mark({ from: elapsed, said: last, ahead: undefined });
    } else if (current.ahead === undefined || Math.abs(wall - elapsed - current.ahead) > leap) {
      mark({ from: elapsed, said: last, ahead: wall - elapsed });
    }
    return last;
  };

  const ago = (microseconds: number) => {
    clock();
    const then = performance.now() * 1000 - microseconds;
    const index = Math.max(
      0,
      marks.findLastIndex(({ from }) => from <= then),
    );
    const { said, ahead } = marks[index] as Mark;
    const next = marks[index + 1]?.said ?? last;
    return ahead === undefined ? said : Math.min(Math.floor(then + ahead), next);
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
