import type { Command } from 'commander';
import { foundOrganization } from '../api/organizations/found.ts';
import {
  findOrganization,
  listOrganizations,
  type Organization,
  setName,
  setWorkspaceLimit,
} from '../api/organizations/store.ts';
import { settings } from '../config/settings.ts';
import { updated } from '../contract/activity.ts';
import { createClock } from '../contract/clock.ts';
import type { Database, Reads } from '../db/database.ts';
import { migrate, versions } from '../db/migrate.ts';
import { type Context, UsageError } from './context.ts';
import { json } from './json.ts';
import { addSettings, readAs } from './options.ts';
import { record } from './record.ts';
import { type Columns, fields, seconds, table } from './table.ts';
import {
  type Options,
  requireCurrent,
  settingsOf,
  withCurrentDatabase,
  withDatabase,
} from './with-database.ts';

const readLimit = readAs(settings.workspaceLimit);

const columns: Columns<Organization> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  created: ({ created_at }) => seconds(created_at),
  active: ({ active_workspaces }) => String(active_workspaces),
  limit: ({ workspace_limit }) => String(workspace_limit ?? 'default'),
};

/** Adds the commands for organizations. */
export function addOrgs(program: Command, context: Context): void {
  const orgs = program.command('orgs').description('Manage the organizations in a database.');
  const add = (name: string, description: string) =>
    addSettings(orgs.command(name), ['database']).description(description).option('--json', 'Print JSON.');

  addSettings(
    add('create', 'Create an organization with its default workspace, and the database if there is none.'),
    ['workspaceGeos', 'inferenceGeos'],
  )
    .argument('<name>', '1 to 100 characters.', readAs(settings.organizationName))
    .option(
      '--limit <number>',
      'Limit of active workspaces (default: the server’s --workspace-limit).',
      readLimit,
    )
    .addHelpText('after', '\nExamples:\n  workspaced orgs create "Example Inc" --limit 500')
    .action((name, options) => create(name, options, context));

  add('list', 'List all organizations, oldest first.').action((options) => list(options, context));

  add('show', 'Show one organization.')
    .argument('<id>')
    .action((id, options) => show(id, options, context));

  add('rename', 'Rename an organization.')
    .argument('<id>')
    .argument('<name>', '1 to 100 characters.', readAs(settings.organizationName))
    .action((id, name, options) => rename(id, name, options, context));

  add('set-limit', 'Set the limit of active workspaces of an organization.')
    .argument('<id>')
    .argument('<number|default>', 'A limit, or default for the server’s --workspace-limit.', (text) =>
      text === 'default' ? null : readLimit(text),
    )
    .addHelpText(
      'after',
      '\nTakes effect at once, on running servers too. Existing workspaces above the limit stay; only new ones are refused.',
    )
    .action((id, limit, options) => setLimit(id, limit, options, context));
}

/** The organization with this id; throws if there is none. */
export async function requireOrganization(db: Reads, id: string): Promise<Organization> {
  const organization = await findOrganization(db, id);
  if (organization === undefined) throw new Error(`there is no organization ${id}`);
  return organization;
}

async function create(name: string, options: Options & { limit?: number }, context: Context): Promise<void> {
  const limits = settingsOf(options, context);
  const now = createClock();
  const organization = await withDatabase(limits, { create: true }, async (db) => {
    if ((await versions(db)).applied === 0) await migrate(db, now());
    await requireCurrent(db);
    return foundOrganization({ db, now, limits }, name, options.limit);
  });
  showOne(organization, options, context);
}

async function list(options: Options, context: Context): Promise<void> {
  const organizations = await withCurrentDatabase(settingsOf(options, context), listOrganizations);
  if (options.json) context.print(json(organizations));
  else if (organizations.length === 0) context.tell('No organizations found.');
  else context.print(table(columns, organizations));
}

async function show(id: string, options: Options, context: Context): Promise<void> {
  const settings = settingsOf(options, context);
  showOne(await withCurrentDatabase(settings, (db) => requireOrganization(db, id)), options, context);
}

async function rename(id: string, name: string, options: Options, context: Context): Promise<void> {
  const renamed = await withCurrentDatabase(settingsOf(options, context), async (db) => {
    await db.transaction(id, async (tx) => {
      const before = await requireOrganization(tx, id);
      await setName(tx, id, name);
      const updates = updated('name', before.name, name);
      if (updates.length > 0) {
        await record(tx, id, { activities: [{ type: 'claude_organization_settings_updated', updates }] });
      }
    });
    return requireOrganization(db, id);
  });
  showOne(renamed, options, context);
}

async function setLimit(id: string, limit: number | null, options: Options, context: Context): Promise<void> {
  const settings = settingsOf(options, context);
  showOne(await withCurrentDatabase(settings, (db) => changeLimit(db, id, limit)), options, context);
}

async function changeLimit(db: Database, id: string, limit: number | null): Promise<Organization> {
  await db.transaction(id, async (tx) => {
    const { workspace_limit: before } = await requireOrganization(tx, id);
    const updates = updated('workspace_limit', before, limit);
    if (updates.length === 0) return;
    await setWorkspaceLimit(tx, id, limit);
    await record(tx, id, { activities: [{ type: 'claude_organization_settings_updated', updates }] });
  });
  return requireOrganization(db, id);
}

function showOne(organization: Organization, options: Options, context: Context): void {
  const { workspace_limit: limit } = organization;
  if (options.json) context.print(json(organization));
  else context.print(fields({ ...organization, workspace_limit: limit ?? 'default' }));
}

/** The id in `--org`, or of the only organization. */
export async function organizationIdOf({ org }: Options, db: Database): Promise<string> {
  if (typeof org === 'string') return (await requireOrganization(db, org)).id;
  const [first, ...others] = await listOrganizations(db);
  if (first === undefined) throw new Error('there is no organization yet: run workspaced orgs create NAME');
  if (others.length > 0) throw new UsageError('there are several organizations: choose one with --org ID.');
  return first.id;
}
