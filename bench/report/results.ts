import type { Scene } from '../harness/rounds.ts';
import type { InstalledSize } from '../parts/installed-size.ts';
import type { Mixed } from '../parts/mixed.ts';
import type { Peers } from '../parts/peers.ts';
import type { People } from '../parts/people.ts';
import type { Plan } from '../parts/plan.ts';
import type { Scale } from '../parts/scale.ts';
import type { Start } from '../parts/start.ts';

/** The results of one run: the content of `bench/results.json`. */
export interface Results {
  date: string;
  machine: {
    processor: string;
    cores: number;
    /** GB. */
    memory: number;
    system: string;
    /** Its load average when the run began: near 0 on a quiet machine. */
    busy: number;
  };
  versions: Record<string, string>;
  plan: Plan;
  operations: Scene[];
  commits: Scene[];
  postgresGet: Scene[];
  mixed: Mixed;
  people: People;
  peers: Peers;
  scale: Scale;
  start: Start;
  /** Absent if the package wasn't built. */
  size?: InstalledSize | undefined;
}

/** The scene with this name and number of connections; throws if it wasn't measured. */
export function scene(scenes: readonly Scene[], name: string, connections: number): Scene {
  const found = scenes.find((each) => each.name === name && each.connections === connections);
  if (found === undefined) throw new Error(`${name} at ${connections} connections wasn't measured`);
  return found;
}

/** The ratio of two contenders' responses per second, in the same rounds. */
export const rateOver = (of: Scene, us: string, them: string): number =>
  of.ratios[us]?.[them]?.rate ?? Number.NaN;
