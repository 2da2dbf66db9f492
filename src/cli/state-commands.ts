import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Type } from 'typebox';
import { createClock } from '../contract/clock.ts';
import { writeWhole } from '../db/files.ts';
import { migrate, versions } from '../db/migrate.ts';
import { patience } from '../db/open.ts';
import { diffDocuments, diffText } from '../state/diff.ts';
import {
  type OrganizationState,
  organizationSections,
  type Section,
  type StateDocument,
} from '../state/document.ts';
import { StateFault } from '../state/fault.ts';
import { rulesFor } from '../state/import/rules.ts';
import { type ImportOptions, type ImportResult, importDocument } from '../state/import.ts';
import { starter } from '../state/starter.ts';
import { writeDocument } from '../state/write.ts';
import { createClient } from './client.ts';
import { type Context, Exit, UsageError } from './context.ts';
import { json } from './json.ts';
import { requireOrganization } from './orgs.ts';
import { organizationPath, placeOf } from './place.ts';
import { inFile, isFile, loadState, readState, titleOf } from './state-source.ts';
import { type Columns, printable, table } from './table.ts';
import { type Options, requireCurrent, settingsOf, withDatabase } from './with-database.ts';

const columns: Columns<ImportResult> = {
  organization: ({ organizationId }) => organizationId,
  new: ({ isNew }) => (isNew ? 'yes' : 'no'),
  added: ({ added }) => String(added),
  changed: ({ changed }) => String(changed),
  removed: ({ removed }) => String(removed),
};

/** Writes the state of organizations to a file, or prints it. */
export async function exportTo(
  options: Options & { only?: string; output?: string },
  context: Context,
): Promise<void> {
  const { output } = options;
  const only = options.only === undefined ? undefined : readSections(options.only);
  const document = await loadState('live', options, context);
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

function readSections(text: string): Section[] {
  const names = text.split(',').map((name) => name.trim());
  const strange = names.find((name) => !(organizationSections as readonly string[]).includes(name));
  if (strange === undefined) return names as Section[];
  throw new UsageError(`--only should be names of ${organizationSections.join(', ')}, with commas between.`);
}

const onlySections = (state: OrganizationState, only: readonly Section[]): OrganizationState =>
  Object.fromEntries(
    Object.entries(state).filter(
      ([name]) =>
        !(organizationSections as readonly string[]).includes(name) || only.includes(name as Section),
    ),
  ) as OrganizationState;

/** Imports a document, and prints what that did. */
export async function importFrom(file: string, options: ImportFlags, context: Context): Promise<void> {
  const results =
    options.url === undefined
      ? await importIntoDatabase(file, options, context)
      : [await importIntoSandbox(await readState(file, context), options, context)];
  if (options.json) context.print(json(results));
  else context.print(table(columns, results));
  if (options.dryRun) context.tell('Nothing was changed: this was a dry run.');
}

type ImportFlags = Options & { mode: ImportOptions['mode']; org?: string; dryRun?: boolean };

async function importIntoDatabase(
  file: string,
  options: ImportFlags,
  context: Context,
): Promise<ImportResult[]> {
  const settings = { ...settingsOf(options, context), databaseTimeout: patience };
  const { mode, org: into, dryRun = false } = options;
  const now = createClock();
  const wish = {
    mode,
    into,
    dryRun,
    limits: settings,
    now,
    isSandbox: settings.sandbox,
    literalIds: true,
    env: (name: string) => context.env[name],
  };
  const document = await readState(file, context, rulesFor(wish));
  const passing = document.organizations.find(
    ({ clock, faults }) => clock !== undefined || faults !== undefined,
  );
  if (passing !== undefined) {
    throw new UsageError(
      `${titleOf(file)} has a clock or faults, which aren’t in a database: use it as --seed, or import it with --url.`,
    );
  }
  if (into !== undefined && document.organizations.length !== 1) {
    throw new UsageError(
      `--org is for a document with one organization, and ${titleOf(file)} has ${document.organizations.length}.`,
    );
  }
  return withDatabase(settings, { create: !dryRun }, async (db) => {
    if (!dryRun && (await versions(db)).applied === 0) await migrate(db, now());
    await requireCurrent(db);
    if (into !== undefined) await requireOrganization(db, into);
    return importDocument(db, document, wish);
  }).catch((error) => {
    throw error instanceof StateFault ? inFile(file, error) : error;
  });
}

async function importIntoSandbox(
  document: StateDocument,
  { mode, dryRun = false, ...options }: ImportFlags,
  context: Context,
): Promise<ImportResult> {
  const { target, params } = await placeOf(options, context);
  const operation = { method: 'POST', path: `${organizationPath}/state`, body: Type.Object({}) } as const;
  const body = { document, mode, dry_run: dryRun };
  return JSON.parse(await createClient(target)(operation, { params, body })) as ImportResult;
}

/** Writes a document to begin with; throws if the file exists. */
export function init(output: string, context: Context): void {
  const file = resolve(output);
  if (existsSync(file)) throw new UsageError(`${file} exists: name a file that does not exist.`);
  writeWhole(file, (partial) => writeFileSync(partial, starter));
  context.tell(`Written to ${file}. Start with it: workspaced serve --sandbox true --seed ${output}`);
}

/** Prints the differences of two states; ends with 2 if there are any. */
export async function diff(a: string, b: string, options: Options, context: Context): Promise<void> {
  const written = isFile(a) === isFile(b) ? undefined : isFile(a) ? 'from' : 'to';
  const from = await loadState(a, options, context);
  const differences = diffDocuments(from, await loadState(b, options, context), written);
  if (options.json) context.print(json(differences));
  else for (const line of diffText(differences)) context.print(printable(line));
  if (differences.length > 0) throw new Exit(2);
}
