import type { Command } from 'commander';
import { diffDocuments, diffText } from '../state/diff.ts';
import type { Context } from './context.ts';
import { Exit } from './exit.ts';
import { json } from './json.ts';
import { addSettings } from './options.ts';
import { loadState } from './state-source.ts';
import { printable } from './table.ts';
import type { Options } from './with-database.ts';

/** Adds the command that compares states. */
export function addDiff(program: Command, context: Context): void {
  addSettings(program.command('diff'), ['database'])
    .description('Show what is different in a state from another: documents, or what is in a database.')
    .argument('<a>', 'A file, - for standard input, or live for the database.')
    .argument('<b>', 'The same.')
    .option('--org <id>', 'ID of the organization in the database; all by default.')
    .option('--json', 'Print JSON.')
    .addHelpText(
      'after',
      `
Exit codes: 0 the same, 2 different, 1 failure.

Objects are compared by their ID, else their ref, else their name. A section that one side leaves out isn’t compared.

Example:
  workspaced diff workspaced.seed.yaml live`,
    )
    .action((a, b, options) => diff(a, b, options, context));
}

async function diff(a: string, b: string, options: Options, context: Context): Promise<void> {
  const differences = diffDocuments(
    await loadState(a, options, context),
    await loadState(b, options, context),
  );
  if (options.json) context.print(json(differences));
  else for (const line of diffText(differences)) context.print(printable(line));
  if (differences.length > 0) throw new Exit(2);
}
