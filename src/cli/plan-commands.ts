import type { Plan } from '../state/plan/plan.ts';
import { renderPlan } from '../state/plan/render.ts';
import { type CompareOptions, type Comparison, compare } from './compare.ts';
import { confirm } from './confirm.ts';
import { type Context, Exit } from './context.ts';
import { json } from './json.ts';
import { runSteps } from './run-steps.ts';
import { printable } from './table.ts';

/** What `plan` is given. */
export type PlanOptions = CompareOptions & { json?: true };

/** Shows what would change; ends with 2 if anything would. */
export async function plan(options: PlanOptions, context: Context): Promise<void> {
  const comparison = await compare(options, context);
  if (options.json) context.print(json(withoutFaults(comparison.plan)));
  else show(comparison, context);
  if (comparison.plan.steps.length > 0) throw new Exit(2);
}

/** What `apply` is given. */
export type ApplyOptions = CompareOptions & { force?: true; yes?: true };

/** Changes what the plan says, after it was confirmed. */
export async function apply(options: ApplyOptions, context: Context): Promise<void> {
  const comparison = await compare(options, context);
  const { plan, live, base, isSandbox } = comparison;
  show(comparison, context);
  if (plan.steps.length === 0) return;
  if (plan.refusal !== undefined && !options.force)
    throw new Error('nothing was changed: --force is missing.');
  if (!options.yes && !isSandbox) {
    await confirm(async () => `Do this to ${live.name} on ${new URL(base).host}?`, context);
  }
  await runSteps(plan.steps, comparison, context);
}

/** Shows a plan, and whose organization it is about. */
function show({ plan, live, base }: Comparison, { print, tell }: Context): void {
  print(printable(`${live.name} (${live.id}) on ${base}`));
  for (const line of renderPlan(plan)) print(printable(line));
  if (plan.refusal !== undefined) tell(`apply will need --force: ${plan.refusal}.`);
}

/** There are none in a plan that is shown. */
const withoutFaults = ({ faults, ...plan }: Plan) => plan;
