import { parseShortDuration } from '../contract/duration.ts';
import { invalid } from '../contract/errors.ts';
import type { Fault, FaultAnswer } from '../contract/fault.ts';
import { newId } from '../contract/id.ts';
import type { Fault as Problem } from '../schema/faults.ts';
import { isOf, unknownOperation, unstruckOperation } from './operations.ts';

/** A fault that waits for requests. */
interface Rule {
  id: string;
  fault: Fault;
  hits: number;
  /** How many requests it will still strike. */
  remaining: number;
  /** How many requests pass before. */
  skip: number;
  /** By the monotonic clock, in ms. */
  until: number;
  random: () => number;
}

/** A fault as the control shows it. */
export interface ShownFault extends Fault {
  id: string;
  hits: number;
  /** Null if there is no limit. */
  remaining: number | null;
}

/** A fault that strikes a request. */
export interface Struck {
  readonly id: string;
  readonly fault: Fault;
  /** What replaces the response; undefined if nothing does. */
  readonly answer: FaultAnswer | undefined;
  /** Gives it back to its queue, because the request was refused anyway. */
  release(): void;
}

/** Maximum number of faults of an organization, with those that are done. */
const most = 1000;

/** The faults of an organization: for each operation a queue, in the order in which they were added. */
export class Faults {
  #rules: Rule[] = [];

  /** Adds faults without problems; throws 400 if there would be too many. `now` is for their IDs, in microseconds. */
  add(faults: readonly Fault[], now: () => number): ShownFault[] {
    const rules = faults.map((fault) => ruleOf(fault, now()));
    if (this.#rules.length + rules.length > most) throw invalid('faults', `there can be at most ${most}`);
    this.#rules.push(...rules);
    return rules.map(shown);
  }

  /** All of them, also those that are done. */
  list(): ShownFault[] {
    return this.#rules.map(shown);
  }

  /** Those that haven’t struck as often as they should. */
  pending(): ShownFault[] {
    return this.#rules
      .filter(({ remaining }) => remaining > 0 && remaining < Number.POSITIVE_INFINITY)
      .map(shown);
  }

  clear(): void {
    this.#rules = [];
  }

  /** The fault that strikes this request, if any: the first one that waits for its operation. */
  take(operation: string): Struck | undefined {
    const rule = this.#rules.find(
      ({ fault, remaining, until }) =>
        remaining > 0 && performance.now() < until && isOf(fault.operation, operation),
    );
    if (rule === undefined) return undefined;
    if (rule.skip > 0) {
      rule.skip -= 1;
      return undefined;
    }
    if (rule.random() >= (rule.fault.probability ?? 1)) return undefined;
    rule.hits += 1;
    rule.remaining -= 1;
    const release = () => {
      rule.hits -= 1;
      rule.remaining += 1;
    };
    const { answer } = rule.fault;
    const replaces = answer !== undefined && Object.keys(answer).length > 0;
    return { id: rule.id, fault: rule.fault, answer: replaces ? answer : undefined, release };
  }
}

/** What is wrong with faults that fit their schema, and where: nothing could ever be struck so. */
export function* problemsOf(faults: readonly Fault[], operations: readonly string[]): Generator<Problem> {
  if (faults.length > most) yield { path: [], sentence: `there can be at most ${most}` };
  for (const [index, { operation, answer = {}, delay_ms, ttl }] of faults.entries()) {
    const sentence = unknownOperation(operation, operations) ?? unstruckOperation(operation, operations);
    if (sentence !== undefined) yield { path: [index, 'operation'], sentence };
    const kinds = [answer.status, answer.connection, answer.body].filter((kind) => kind !== undefined);
    if (kinds.length > 1) {
      yield { path: [index, 'answer'], sentence: 'should have one of status, connection and body' };
    }
    if (kinds.length === 0 && delay_ms === undefined) {
      const sentence = 'should have status, connection or body, unless there is a delay_ms';
      yield { path: [index, 'answer'], sentence };
    }
    if (ttl !== undefined && parseShortDuration(ttl) === undefined) {
      yield { path: [index, 'ttl'], sentence: 'should be a duration such as 10m' };
    }
  }
}

function ruleOf(fault: Fault, now: number): Rule {
  const seconds = fault.ttl === undefined ? undefined : parseShortDuration(fault.ttl);
  return {
    id: newId('fault', now),
    fault,
    hits: 0,
    remaining: fault.times ?? (fault.probability === undefined ? 1 : Number.POSITIVE_INFINITY),
    skip: fault.skip ?? 0,
    until: performance.now() + (seconds ?? Number.POSITIVE_INFINITY) * 1000,
    random: fault.probability === undefined ? () => 0 : repeatable(fault.seed ?? 1),
  };
}

const shown = ({ id, fault, hits, remaining }: Rule): ShownFault => ({
  id,
  ...fault,
  hits,
  remaining: remaining === Number.POSITIVE_INFINITY ? null : remaining,
});

/** Numbers from 0 to 1 that are the same for the same seed: a linear congruential generator. */
function repeatable(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}
