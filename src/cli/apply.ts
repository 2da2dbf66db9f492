import type { Command } from 'commander';
import { addCompareOptions, type CompareOptions, compare } from './compare.ts';
import { withComparingCodes } from './comparing.ts';
import { confirm } from './confirm.ts';
import type { Context } from './context.ts';
import { showPlan } from './plan.ts';
import { runSteps } from './run-steps.ts';

/** Adds the command that makes an organization what a document says. */
export function addApply(program: Command, context: Context): void {
  const command = addCompareOptions(program.command('apply'))
    .option('--force', 'Archive and remove more than 10, or more than 30 % of what is there.')
    .option('--yes', 'Skip the confirmation, which sandboxes don’t ask for.')
    .description('Make an organization what a state document says, by its Admin API.')
    .addHelpText(
      'after',
      `
What the document leaves out isn’t touched: a whole section, or a member of an object. Workspaces are recognised by id, by
ref (kept in the tag workspaced_ref) or by name; others by id, name or email address. Steps are done one after another and
end at the first failure; run apply again to go on.

Exit codes: 0 done or nothing to do, 1 failed, 3 the server can’t be reached.

Example:
  workspaced apply -f workspaced.yaml --archive`,
    );
  withComparingCodes<Options>(command, (options) => apply(options, context));
}

type Options = CompareOptions & { force?: true; yes?: true };

async function apply(options: Options, context: Context): Promise<void> {
  const comparison = await compare(options, context);
  const { plan, live, base, isSandbox } = comparison;
  showPlan(comparison, context);
  if (plan.steps.length === 0) return;
  if (plan.refusal !== undefined && !options.force)
    throw new Error('nothing was changed: --force is missing.');
  if (!options.yes && !isSandbox) {
    await confirm(async () => `Do this to ${live.name} on ${new URL(base).host}?`, context);
  }
  await runSteps(plan.steps, comparison, context);
}
