import { keyScenarios, playKeys } from './lib/overload/play-keys.ts';
import { memoryScenarios, playMemory } from './lib/overload/play-memory.ts';
import { playSquatters, squatterScenarios } from './lib/overload/play-squatters.ts';
import { Stage } from './lib/overload/stage.ts';

// Attacks servers of ours, as they are by default, with squatters on connections, readers of large pages that don't
// read, and wrong keys, and measures whether good clients are served meanwhile. Attackers and good clients have processes
// of their own. `--part squatters`, `--part squatters/garbage` and so on play a part; exits 1 on a bound that is missed.

const stage = new Stage([...squatterScenarios, ...memoryScenarios, ...keyScenarios]);
const begun = performance.now();
await playSquatters(stage);
await playMemory(stage);
await playKeys(stage);
const { missed } = stage.verdicts;
const seconds = Math.round((performance.now() - begun) / 1000);
console.log(
  `${missed === 0 ? 'Every bound was kept' : `${missed} bounds were missed`}, ${seconds} s in all.`,
);
process.exit(missed === 0 ? 0 : 1);
