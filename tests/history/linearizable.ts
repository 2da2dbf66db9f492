/** Fields of a register, each with a text. */
export type Fields = Readonly<Record<string, string>>;

/** One operation on a register. Its times are those of one clock that never goes back. */
export interface Operation {
  call: number;
  /** When its answer came; `Infinity` if none did: a write then takes effect at any time after its call, or never. */
  end: number;
  /** The fields that it sets; a read sets none. */
  writes?: Fields;
  /** The fields that its answer shows, as they were once it had taken effect. */
  shows?: Fields;
}

/** Where no order of the operations goes on: what the register held, and the operations of which none fits it. */
export interface Stuck {
  held: Fields;
  none: readonly Operation[];
}

/** Some operations that took effect in some order: all before `first`, and `beyond` it those at these indexes. */
interface Point {
  first: number;
  beyond: readonly number[];
  held: Fields;
}

/**
 * Whether a register can have held these fields at first and then taken the operations one by one, each at a moment
 * between its call and its end: undefined if it can, else the point behind the longest order that was found. It is the
 * algorithm of Wing and Gong with Lowe's memory of the points that were reached: depth first, and each point once.
 */
export function findStuck(operations: readonly Operation[], initial: Fields): Stuck | undefined {
  const byCall = operations.toSorted((one, other) => one.call - other.call);
  const ended = byCall.filter(({ end }) => end !== Number.POSITIVE_INFINITY);
  const sorted = [...ended, ...byCall.filter(({ end }) => end === Number.POSITIVE_INFINITY)];
  const start: Point = { first: 0, beyond: [], held: initial };
  const reached = new Set([keyOf(start)]);
  const points = [start];
  let furthest = start;
  for (let point = points.pop(); point !== undefined; point = points.pop()) {
    if (point.first === ended.length) return undefined;
    if (lengthOf(point) > lengthOf(furthest)) furthest = point;
    for (const next of following(point, sorted, ended.length)) {
      const key = keyOf(next);
      if (!reached.has(key)) points.push(next);
      reached.add(key);
    }
  }
  const none = possible(furthest, sorted, ended.length).map((index) => sorted[index] as Operation);
  return { held: furthest.held, none };
}

const lengthOf = ({ first, beyond }: Point) => first + beyond.length;

/** Equal for equal points, as all of them hold the fields in the same order. */
const keyOf = ({ first, beyond, held }: Point) => `${first} ${beyond} ${JSON.stringify(held)}`;

/** The operations that can be the next: those called before any of the remaining ones ended. */
function possible({ first, beyond }: Point, sorted: readonly Operation[], ended: number): number[] {
  const found: number[] = [];
  let earliestEnd = Number.POSITIVE_INFINITY;
  for (let index = first; index < sorted.length; index++) {
    const { call, end } = sorted[index] as Operation;
    if (call > earliestEnd) {
      // Those without an end are sorted by their calls again.
      if (index >= ended) break;
      index = ended - 1;
    } else if (!beyond.includes(index)) {
      earliestEnd = Math.min(earliestEnd, end);
      found.push(index);
    }
  }
  return found;
}

/** The points behind the next operation; the last one is tried first. */
function following(point: Point, sorted: readonly Operation[], ended: number): Point[] {
  const points: Point[] = [];
  for (const index of possible(point, sorted, ended).toReversed()) {
    const { writes, shows = {} } = sorted[index] as Operation;
    const held = writes === undefined ? point.held : { ...point.held, ...writes };
    if (Object.entries(shows).some(([field, text]) => held[field] !== text)) continue;
    const next = behind(point, index, held, ended);
    // Whatever comes after a read that fits now can also come if it is the next.
    if (writes === undefined) return [next];
    points.push(next);
  }
  return points;
}

function behind({ first, beyond }: Point, index: number, held: Fields, ended: number): Point {
  const rest = new Set(beyond).add(index);
  let next = first;
  while (next < ended && rest.delete(next)) next += 1;
  return { first: next, beyond: [...rest].sort((one, other) => one - other), held };
}
