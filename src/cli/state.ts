import { type Command, Option } from 'commander';
import { seedFile } from '../config/seed.ts';
import { withComparingCodes } from './comparing.ts';
import type { Context } from './context.ts';
import { addSettings } from './options.ts';
import type { Options } from './with-database.ts';

const ofSandbox = () =>
  new Option('--url <url>', 'URL of a sandbox to ask, instead of a database.').conflicts('database');

/** What runs the commands; it is only loaded for them, because reading YAML needs a large library. */
const commands = () => import('./state-commands.ts');

/** Adds the commands for state documents. */
export function addState(program: Command, context: Context): void {
  addSettings(program.command('export'), ['database'])
    .description('Write the state of organizations as a document in YAML, without secrets.')
    .addOption(ofSandbox())
    .option('--org <id>', 'ID of the organization (default: all; in a sandbox that of the key).')
    .option('--only <sections>', 'Only these, such as users,workspaces.')
    .option('-o, --output <file>', 'File to write, or to replace once the new one is complete.')
    .option('--json', 'Write JSON.')
    .addHelpText('after', '\nThe same state is always the same document, byte by byte.')
    .action(async (options) => (await commands()).exportTo(options, context));

  addSettings(program.command('import'), [
    'database',
    'workspaceGeos',
    'inferenceGeos',
    'nameMaxLength',
    'maxTags',
    'tagKeyMaxLength',
    'tagValueMaxLength',
    'tagsMaxBytes',
    'inviteLifetime',
    'sandbox',
  ])
    .description(
      'Change organizations to match a document, all or nothing; create the database if it doesn’t exist.',
    )
    .argument('<file>', 'A document in YAML or JSON; - for standard input.')
    .addOption(
      new Option(
        '--mode <mode>',
        'create leaves alone what exists, merge changes what the document names, replace also removes the rest.',
      )
        .choices(['create', 'merge', 'replace'])
        .default('merge'),
    )
    .addOption(ofSandbox())
    .option('--org <id>', 'ID of the organization to bring to the state of the only one in the document.')
    .option('--dry-run', 'Show what would be done, and change nothing.')
    .option('--json', 'Print JSON.')
    .addHelpText(
      'after',
      `
Organizations and objects are found by their ID, else their ref, else their name. What the API can’t delete, replace
archives. A section that the document leaves out is left alone. Keys are read from the variables that key_env names.

Examples:
  workspaced export -o org.yaml
  workspaced import org.yaml --mode replace --dry-run`,
    )
    .action(async (file, options) => (await commands()).importFrom(file, options, context));

  const diff = addSettings(program.command('diff'), ['database'])
    .description('Show the differences between two states: documents, snapshots or live data.')
    .argument('<a>', 'A file, - for standard input, live, or snapshot:NAME.')
    .argument('<b>', 'The same.')
    .addOption(ofSandbox())
    .option('--org <id>', 'ID of the organization (default: all; in a sandbox that of the key).')
    .option('--json', 'Print JSON.')
    .addHelpText(
      'after',
      `
Exit codes: 0 the same, 2 different, 1 failed, 3 the server can’t be reached.

Objects are compared by their ID, else their ref, else their name. A section that one side leaves out isn’t compared, nor
what a file leaves out beside live or a snapshot: members, the default workspace, other organizations, and what is archived.

Examples:
  workspaced diff workspaced.seed.yaml live
  workspaced diff snapshot:pulled live --url http://127.0.0.1:4010`,
    );
  withComparingCodes<[string, string, Options]>(diff, async (a, b, options) =>
    (await commands()).diff(a, b, options, context),
  );

  program
    .command('seed')
    .description('Write a document to begin with, which a sandbox can start from.')
    .requiredOption('--init', 'Write it.')
    .option('-o, --output <file>', 'File to write; it must not exist.', seedFile)
    .action(async ({ output }) => (await commands()).init(output, context));
}
