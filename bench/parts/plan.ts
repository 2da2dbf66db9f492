/** What is measured and for how long. */
export interface Plan {
  /** Leaves out what no aim asks for, and has a tenth of the workspaces in the part about scale. */
  quick: boolean;
  rounds: number;
  /** Whole seconds of one load. */
  seconds: number;
  connections: readonly number[];
}

export const fullPlan: Plan = { quick: false, rounds: 5, seconds: 1, connections: [64, 1] };
export const quickPlan: Plan = { quick: true, rounds: 1, seconds: 1, connections: [64] };
