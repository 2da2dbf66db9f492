import type { Command } from 'commander';
import { comparingCodes, withComparingCodes } from './comparing.ts';
import type { Context } from './context.ts';
import type { ApplyOptions, PlanOptions } from './plan-commands.ts';
import { addTarget } from './target.ts';

/** What runs the commands; it is only loaded for them. */
const commands = () => import('./plan-commands.ts');

/** Adds the commands that bring an organization to what a document says, over the Admin API of any server. */
export function addPlan(program: Command, context: Context): void {
  const plan = addCompareOptions(program.command('plan'))
    .option('--json', 'Print JSON.')
    .description('Show what apply would change, and change nothing.')
    .addHelpText('after', `\n${comparingCodes}\n\nExample:\n  workspaced plan -f workspaced.yaml --archive`);
  withComparingCodes<[PlanOptions]>(plan, async (options) => (await commands()).plan(options, context));

  const apply = addCompareOptions(program.command('apply'))
    .option('--force', 'Archive and remove more than 10, or more than 30 % of what is there.')
    .option('--yes', 'Skip the confirmation, which sandboxes don’t ask for.')
    .description('Change an organization to match a state document, through its Admin API.')
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
  withComparingCodes<[ApplyOptions]>(apply, async (options) => (await commands()).apply(options, context));
}

const addCompareOptions = (command: Command) =>
  addTarget(
    command
      .requiredOption('-f, --file <file>', 'State document in YAML or JSON, or - for standard input.')
      .option('--archive', 'Archive or remove what a section of the document doesn’t have.'),
  );
