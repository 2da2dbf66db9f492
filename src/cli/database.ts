import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { findUntold } from '../api/activities/check.ts';
import { findMiscounts, listOrganizations } from '../api/organizations/store.ts';
import { findMiscountedGeos } from '../api/workspaces/counts.ts';
import { createClock } from '../contract/clock.ts';
import type { Database } from '../db/database.ts';
import { migrateOpen, versions } from '../db/migrate.ts';
import { findOrphans } from '../db/orphans.ts';
import { findMiscountedBytes } from '../idempotency/store.ts';
import { type Context, UsageError } from './context.ts';
import { addSettings } from './options.ts';
import { type Options, settingsOf, versionComplaint, withDatabase } from './with-database.ts';

/** Adds the commands for a database as a whole. */
export function addDatabaseCommands(program: Command, context: Context): void {
  addSettings(program.command('migrate'), ['database'])
    .description('Create a database, or migrate it to the version of this program.')
    .action((options) => bringUpToDate(options, context));

  addSettings(program.command('backup').argument('<file>', 'File to write; it must not exist.'), ['database'])
    .description('Back up a database to a file, even while servers use it.')
    .addHelpText(
      'after',
      `
Examples:
  workspaced backup workspaced-$(date +%F).db
  workspaced serve --database file:workspaced-2026-01-31.db

For PostgreSQL, use pg_dump.`,
    )
    .action((file, options) => backUp(file, options, context));

  addSettings(program.command('check'), ['database'])
    .description('Check a database: version, integrity, references, counters and activity feeds.')
    .addHelpText('after', '\nExit code 1: problems were found, one per line.')
    .action((options) => check(options, context));
}

async function bringUpToDate(options: Options, context: Context): Promise<void> {
  const settings = settingsOf(options, context);
  await withDatabase(settings, { create: true }, async (db) => {
    const names = await migrateOpen(db, settings.database, createClock()());
    for (const name of names) context.print(`applied ${name}`);
    context.print(`The database has version ${(await versions(db)).applied}.`);
  });
}

async function backUp(file: string, options: Options, context: Context): Promise<void> {
  const target = resolve(file);
  if (existsSync(target)) throw new UsageError(`${file} exists: name a file that does not exist.`);
  await withDatabase(settingsOf(options, context), { create: false }, (db) => db.backup(target));
  context.print(`Backup written to ${target}.`);
}

async function check(options: Options, context: Context): Promise<void> {
  await withDatabase(settingsOf(options, context), { create: false, readOnly: true }, async (db) => {
    const { applied, known } = await versions(db);
    context.print(`Database version ${applied}, program version ${known}.`);
    const complaints = await complaintsOf(db);
    for (const complaint of complaints) context.print(`- ${complaint}`);
    if (complaints.length > 0) throw new Error(`problems found: ${complaints.length}`);
    context.print('No problems found.');
  });
}

async function complaintsOf(db: Database): Promise<string[]> {
  const version = await versionComplaint(db);
  const integrity = await db.integrity();
  if (version !== undefined) return [version, ...integrity];
  return [
    ...integrity,
    ...(await wrongCounters(db)),
    ...(await findOrphans(db)).map(
      ({ organization_id, table, id, missing }) =>
        `row ${id} of ${table} in organization ${organization_id} refers to ${missing}, which does not exist`,
    ),
    ...(await wrongFeeds(db)),
  ];
}

async function wrongCounters(db: Database): Promise<string[]> {
  const workspaces = await findMiscounts(db);
  const geos = await findMiscountedGeos(db);
  const bytes = await findMiscountedBytes(db);
  return [
    ...workspaces.map(
      ({ id, counted, actual }) =>
        `organization ${id} has ${actual} active workspaces and its counter says ${counted}`,
    ),
    ...geos.map(
      ({ id, workspace_geo, default_inference_geo, excess }) =>
        `organization ${id} counts ${excess} active workspaces too many in ${workspace_geo}/${default_inference_geo}`,
    ),
    ...bytes.map(
      ({ id, counted, actual }) =>
        `organization ${id} keeps ${actual} bytes for Idempotency-Key and its counter says ${counted}`,
    ),
  ];
}

/** Organizations that are written all the time are left out. */
async function wrongFeeds(db: Database): Promise<string[]> {
  const complaints: string[] = [];
  for (const { id } of await listOrganizations(db)) {
    for (const complaint of (await findUntold(db, id)) ?? [])
      complaints.push(`organization ${id}: ${complaint}`);
  }
  return complaints;
}
