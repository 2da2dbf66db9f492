import type { Figures } from './load.ts';
import { progress } from './progress.ts';

/** Somebody who does the work of a scene. */
export interface Contender {
  name: string;
  measure: () => Promise<Figures>;
}

/** A contender's figures: medians over the rounds. */
export interface Measured extends Figures {
  name: string;
}

/** One kind of work and who did it, side by side. */
export interface Scene {
  name: string;
  connections: number;
  results: Measured[];
  /** Each figure of one contender over the other's in the same round, medians: `ratios[us][them]`. */
  ratios: Record<string, Record<string, Figures>>;
}

/** Measures all contenders in turn (A B C A B C …), after one round that only warms up. */
export async function compete(
  scene: { name: string; connections: number; rounds: number },
  contenders: readonly Contender[],
): Promise<Scene> {
  const rounds: Record<string, Figures>[] = [];
  for (let round = 0; round <= scene.rounds; round++) {
    const figures: Record<string, Figures> = {};
    for (const { name, measure } of contenders) {
      progress(`${scene.name}, ${scene.connections} conn., round ${round}/${scene.rounds}: ${name}`);
      figures[name] = await measure();
    }
    if (round > 0) rounds.push(figures);
  }
  const names = contenders.map(({ name }) => name);
  const column = (name: string) => rounds.map((figures) => figures[name] as Figures);
  const ratio = (us: string, them: string) =>
    medians(rounds.map((figures) => quotient(figures[us] as Figures, figures[them] as Figures)));
  return {
    name: scene.name,
    connections: scene.connections,
    results: names.map((name) => ({ name, ...medians(column(name)) })),
    ratios: Object.fromEntries(
      names.map((us) => [us, Object.fromEntries(names.map((them) => [them, ratio(us, them)]))]),
    ),
  };
}

function quotient(us: Figures, them: Figures): Figures {
  const pairs = Object.entries(us).map(([figure, value]) => [figure, value / them[figure as keyof Figures]]);
  return Object.fromEntries(pairs);
}

/** The median of each figure. */
export function medians<F extends { [key in keyof F]: number }>(all: readonly F[]): F {
  const keys = Object.keys(all[0] ?? {}) as (keyof F)[];
  return Object.fromEntries(keys.map((key) => [key, median(all.map((figures) => figures[key]))])) as F;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
