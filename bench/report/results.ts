import type { Scene } from '../harness/rounds.ts';
import type { InstalledSize } from '../parts/installed-size.ts';
import type { Peers } from '../parts/peers.ts';
import type { Plan } from '../parts/plan.ts';
import type { Scale } from '../parts/scale.ts';
import type { Start } from '../parts/start.ts';

/** All that one run measured: what `bench/results.json` holds. */
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
  peers: Peers;
  scale: Scale;
  start: Start;
  /** Absent where the package wasn't built. */
  size?: InstalledSize | undefined;
}

/** The scene of that name with so many connections; throws where it wasn't measured. */
export function scene(scenes: readonly Scene[], name: string, connections: number): Scene {
  const found = scenes.find((each) => each.name === name && each.connections === connections);
  if (found === undefined) throw new Error(`${name} at ${connections} connections wasn't measured`);
  return found;
}

/** How many answers a second one gives for each of the other's, in the same round. */
export const rateOver = (of: Scene, us: string, them: string): number =>
  of.ratios[us]?.[them]?.rate ?? Number.NaN;
