import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { createClock } from '../contract/clock.ts';
import { writeWhole } from '../db/files.ts';
import { migrate, versions } from '../db/migrate.ts';
import { type OrganizationState, organizationSections, type Section } from '../state/document.ts';
import { StateFault } from '../state/fault.ts';
import { type ImportOptions, type ImportResult, importDocument } from '../state/import.ts';
import { starter } from '../state/starter.ts';
import { writeDocument } from '../state/write.ts';
import { type Context, UsageError } from './context.ts';
import { json } from './json.ts';
import { addSettings } from './options.ts';
import { requireOrganization } from './orgs.ts';
import { exportState, inFile, readState } from './state-source.ts';
import { type Columns, table } from './table.ts';
import {
  type Options,
  requireCurrent,
  settingsOf,
  withCurrentDatabase,
  withDatabase,
} from './with-database.ts';

/** An import is one transaction, however long it takes. */
const patience = 86_400_000;
const seedFile = 'workspaced.seed.yaml';

const columns: Columns<ImportResult> = {
  organization: ({ organizationId }) => organizationId,
  new: ({ isNew }) => (isNew ? 'yes' : 'no'),
  added: ({ added }) => String(added),
  changed: ({ changed }) => String(changed),
  removed: ({ removed }) => String(removed),
};

/** Adds the commands for state documents. */
export function addState(program: Command, context: Context): void {
  addSettings(program.command('export'), ['database'])
    .description('Write the state of organizations as a document in YAML, without secrets.')
    .option('--org <id>', 'ID of the organization; all by default.')
    .option('--only <sections>', `Only these of ${organizationSections.join(', ')}.`, readSections)
    .option('-o, --output <file>', 'File to write, or to replace once the new one is complete.')
    .option('--json', 'Write JSON.')
    .addHelpText('after', '\nThe same state is always the same document, byte by byte.')
    .action((options) => exportTo(options, context));

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
      'Bring organizations to the state of a document, and the database if there is none: all of it, or nothing.',
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
    .option('--org <id>', 'ID of the organization to bring to the state of the only one in the document.')
    .option('--dry-run', 'Change nothing, and tell what would be done.')
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
    .action((file, options) => importFrom(file, options, context));

  program
    .command('seed')
    .description('Write a document to begin with, which a sandbox can start from.')
    .requiredOption('--init', 'Write it.')
    .option('-o, --output <file>', 'File to write; it must not exist.', seedFile)
    .action(({ output }) => init(output, context));
}

function readSections(text: string): Section[] {
  const names = text.split(',').map((name) => name.trim());
  const strange = names.find((name) => !(organizationSections as readonly string[]).includes(name));
  if (strange === undefined) return names as Section[];
  throw new InvalidArgumentError(
    `It should be names of ${organizationSections.join(', ')}, with commas between.`,
  );
}

async function exportTo(
  options: Options & { org?: string; only?: Section[]; output?: string },
  context: Context,
): Promise<void> {
  const { org, only, output } = options;
  const document = await withCurrentDatabase(settingsOf(options, context), (db) => exportState(db, org));
  const organizations = document.organizations.map((state) => (only ? onlySections(state, only) : state));
  const format = options.json || output?.endsWith('.json') ? 'json' : 'yaml';
  const text = writeDocument({ ...document, organizations }, format);
  if (output === undefined) {
    context.print(text.trimEnd());
    return;
  }
  writeWhole(resolve(output), (partial) => writeFileSync(partial, text), true);
  context.tell(`Written to ${resolve(output)}.`);
}

const onlySections = (state: OrganizationState, only: readonly Section[]): OrganizationState =>
  Object.fromEntries(
    Object.entries(state).filter(
      ([name]) =>
        !(organizationSections as readonly string[]).includes(name) || only.includes(name as Section),
    ),
  ) as OrganizationState;

async function importFrom(
  file: string,
  options: Options & { mode: ImportOptions['mode']; org?: string; dryRun?: boolean },
  context: Context,
): Promise<void> {
  const settings = { ...settingsOf(options, context), databaseTimeout: patience };
  const { mode, org: into, dryRun = false } = options;
  const document = await readState(file, context);
  if (into !== undefined && document.organizations.length !== 1) {
    throw new UsageError(
      `--org is for a document with one organization, and ${file} has ${document.organizations.length}.`,
    );
  }
  const now = createClock();
  const results = await withDatabase(settings, { create: !dryRun }, async (db) => {
    if (!dryRun && (await versions(db)).applied === 0) await migrate(db, now());
    await requireCurrent(db);
    if (into !== undefined) await requireOrganization(db, into);
    return importDocument(db, document, {
      mode,
      into,
      dryRun,
      limits: settings,
      now,
      isSandbox: settings.sandbox,
      literalIds: true,
      env: (name) => context.env[name],
    });
  }).catch((error) => {
    throw error instanceof StateFault ? inFile(file, error) : error;
  });
  if (options.json) context.print(json(results));
  else context.print(table(columns, results));
  if (dryRun) context.tell('Nothing was changed: this was a dry run.');
}

function init(output: string, context: Context): void {
  const file = resolve(output);
  if (existsSync(file)) throw new UsageError(`${file} exists: name a file that does not exist.`);
  writeWhole(file, (partial) => writeFileSync(partial, starter));
  context.tell(`Written to ${file}. Start with it: workspaced serve --sandbox true --seed ${output}`);
}
