import type { Command } from 'commander';
import type { Plan } from '../state/plan/plan.ts';
import { renderPlan } from '../state/plan/render.ts';
import { addCompareOptions, type CompareOptions, type Comparison, compare } from './compare.ts';
import { comparingCodes, withComparingCodes } from './comparing.ts';
import { type Context, Exit } from './context.ts';
import { json } from './json.ts';
import { printable } from './table.ts';

/** Adds the command that shows what apply would do. */
export function addPlan(program: Command, context: Context): void {
  const command = addCompareOptions(program.command('plan'))
    .option('--json', 'Print JSON.')
    .description('Show how apply would make an organization what a state document says. Changes nothing.')
    .addHelpText('after', `\n${comparingCodes}\n\nExample:\n  workspaced plan -f workspaced.yaml --archive`);
  withComparingCodes<CompareOptions & { json?: true }>(command, async (options) => {
    const comparison = await compare(options, context);
    if (options.json) context.print(json(withoutFaults(comparison.plan)));
    else showPlan(comparison, context);
    if (comparison.plan.steps.length > 0) throw new Exit(2);
  });
}

/** Shows a plan, and whose organization it is about. */
export function showPlan({ plan, live, base }: Comparison, { print, tell }: Context): void {
  print(printable(`${live.name} (${live.id}) on ${base}`));
  for (const line of renderPlan(plan)) print(printable(line));
  if (plan.refusal !== undefined) tell(`apply will need --force: ${plan.refusal}.`);
}

/** There are none in a plan that is shown. */
const withoutFaults = ({ faults, ...plan }: Plan) => plan;
