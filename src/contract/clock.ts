/** The time in microseconds since 1970; each call returns a later one than the call before. */
export interface Clock {
  (): number;
  /**
   * What this clock returned that many microseconds ago, measured by the monotonic clock: changes to the system clock make
   * no difference.
   */
  ago(microseconds: number): number;
}

/** The last moment that a clock can be set to, in microseconds: from June 2255 on, a number can’t hold each of them. */
export const lastMoment = Date.parse('2254-12-31T23:59:59Z') * 1000;

/** The clock of an organization; in a sandbox, each can have its own. */
export type ClockOf = (organizationId: string) => Clock;

/** A difference to the monotonic clock, or to earlier readings, above this means that the system clock was set; microseconds. */
const leap = 1_000_000;
/** After the system clock was set back, a mark is made each second until it catches up: enough for a day. */
const mostMarks = 100_000;

/** What this clock returned from a time of the monotonic clock on; microseconds. */
interface Mark {
  from: number;
  said: number;
  /** How far it has been ahead of the monotonic clock since; undefined while it waits for the system clock to catch up. */
  ahead: number | undefined;
}

/** Creates a wall clock that never stops or goes back, so that its timestamps keep their order (contract, section 9). */
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

/** The last two seconds and their texts: under load, many timestamps share the one, and those of what expires the other. */
let known = { second: -1, text: '' };
let other = known;

/** What comes after the last timestamp, in microseconds: RFC 3339 has four digits for the year. */
const tooLate = Date.parse('+010000-01-01T00:00:00Z') * 1000;

/**
 * A time as RFC 3339 in UTC with six fractional digits, for example `2024-10-30T23:58:27.427722Z`; the last such text for any
 * later time.
 */
export function timestamp(microseconds: number): string {
  if (microseconds >= tooLate) return '9999-12-31T23:59:59.999999Z';
  const second = Math.floor(microseconds / 1_000_000);
  if (second !== known.second) [known, other] = [second === other.second ? other : newSecond(second), known];
  return `${known.text}${String(microseconds % 1_000_000).padStart(6, '0')}Z`;
}

const newSecond = (second: number) => ({ second, text: new Date(second * 1000).toISOString().slice(0, 20) });
