import { type Command, InvalidArgumentError } from 'commander';
import { settings } from '../config/settings.ts';
import type { Context } from './context.ts';
import { readAs } from './options.ts';
import { addUrl } from './target.ts';

/** Adds the command that reads an organization of any server into a document. */
export function addPull(program: Command, context: Context): void {
  addUrl(
    program
      .command('pull')
      .description('Read an organization of any server into a state document, by GET alone.')
      .requiredOption('--from <url>', 'The server to read, such as https://api.anthropic.com.')
      .requiredOption('--key-env <name>', 'Variable that holds an admin key of the organization.')
      .option('-o, --output <file>', 'The document to write: .json, else YAML.', 'organization.yaml')
      .option(
        '--into <name>',
        'Also make an organization of this name from it, in the sandbox at --url.',
        readAs(settings.organizationName),
      )
      .option('--budget <number>', 'Maximum number of requests per minute.', readBudget, 60)
      .option('--anonymize', 'Replace email addresses and names of people by fictitious ones.'),
  )
    .addHelpText(
      'after',
      `
IDs are kept. What the key may not read, or the server doesn’t offer, is skipped and named. What was read is kept in
FILE.part until all is there, so that a pull that was interrupted goes on where it was.
--anonymize keeps the names of workspaces, service accounts and API keys, and tags; FILE.part has all names.

Example:
  workspaced pull --from https://api.anthropic.com --key-env ANTHROPIC_ADMIN_KEY -o org.yaml --into rehearsal`,
    )
    .action(async (options) => (await import('./pull-command.ts')).pull(options, context));
}

function readBudget(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new InvalidArgumentError('It should be a whole number of at least 1.');
  return Number(text);
}
