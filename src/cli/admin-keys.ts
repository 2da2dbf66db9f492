import { type Command, InvalidArgumentError, Option } from 'commander';
import { addAdminKey, newAdminKey } from '../api/admin-keys/key.ts';
import { scopesOf, statusOf } from '../api/admin-keys/object.ts';
import { createdKey, rotateKey, updatedKey } from '../api/admin-keys/rotate.ts';
import { longestOverlap } from '../api/admin-keys/rules.ts';
import {
  type AdminKey,
  changeKey,
  deleteKey,
  findKey,
  findOwnKey,
  listKeys,
} from '../api/admin-keys/store.ts';
import { findUser } from '../api/users/store.ts';
import { settings } from '../config/settings.ts';
import { timestamp } from '../contract/clock.ts';
import { isOpaqueId } from '../contract/id.ts';
import { type Scope, scopes } from '../contract/scopes.ts';
import type { Transaction } from '../db/database.ts';
import type { Context } from './context.ts';
import { readDuration, readMoment, readSpan } from './expiry.ts';
import { json } from './json.ts';
import { shownOnce } from './operations.ts';
import { addSettings, readAs } from './options.ts';
import { organizationIdOf } from './orgs.ts';
import { record } from './record.ts';
import { type Columns, fields, seconds, table } from './table.ts';
import { type Options, settingsOf, withCurrentDatabase } from './with-database.ts';

type Shown = ReturnType<typeof shown>;

/** A day in microseconds. */
const day = 86_400_000_000;

const columns: Columns<Shown> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  key: ({ hint }) => `…${hint}`,
  state: ({ state }) => state,
  created: ({ created_at }) => seconds(created_at),
  expires: ({ expires_at }) => seconds(expires_at),
  used: ({ last_used_at }) => seconds(last_used_at),
  scopes: ({ scopes }) => scopes?.join(' ') ?? 'all',
};

/** Changes an existing key and returns what to show. */
type Change = (tx: Transaction, key: AdminKey) => Promise<object>;

/** Adds the commands for admin keys. */
export function addAdminKeys(program: Command, context: Context): void {
  const keys = program
    .command('admin-keys')
    .description('Manage the admin keys of organizations in a database.');
  const add = (name: string, description: string, organization: string) =>
    addSettings(keys.command(name), ['database'])
      .description(description)
      .option('--org <id>', organization)
      .option('--json', 'Print JSON.');
  const only = 'ID of the organization; optional if there is only one.';

  add('create', 'Create an admin key and show it once.', only)
    .option('--name <text>', 'Name of the key.', readAs(settings.organizationName), 'Admin key')
    .addOption(
      new Option('--expires-in <duration>', 'Lifetime of the key, such as 30d, 12h or 15m.').argParser(
        readDuration,
      ),
    )
    .addOption(
      new Option('--expires-at <date-time>', 'Expiry date of the key, such as 2030-01-31T12:00:00Z.')
        .argParser(readMoment)
        .conflicts('expiresIn'),
    )
    .option('--scopes <a,b>', `Scopes: ${scopes.join(', ')} (default: all).`, readScopes)
    .option('--user <user_id>', 'User whom the key is linked to, as the creator of API keys.')
    .addHelpText(
      'after',
      `
Examples:
  workspaced admin-keys create --name Terraform --expires-in 90d
  workspaced admin-keys create --name Audit --scopes read:compliance_activities,read:members`,
    )
    .action((options) => create(options, context));

  add('list', 'List the admin keys of an organization, without their secrets.', only).action((options) =>
    list(options, context),
  );

  const addChange = (name: string, description: string, change: Change) =>
    add(name, description, 'Fail unless the key belongs to this organization.')
      .argument('<key_id>')
      .action((id, options) => changeExisting(id, options, change, context));
  addChange('disable', 'Disable a key; it stops working within half a second on every server.', disable);
  addChange('enable', 'Enable a disabled key again.', enable);
  addChange('delete', 'Delete a key. This can’t be undone.', remove);

  add(
    'rotate',
    'Replace a key by a new one, and show that once.',
    'Fail unless the key belongs to this organization.',
  )
    .argument('<key_id>')
    .addOption(
      new Option('--overlap <duration>', 'How long the old key still works, such as 30d, 12h or 15m.')
        .argParser(readOverlap)
        .default(day, '1d'),
    )
    .addHelpText('after', '\nExamples:\n  workspaced admin-keys rotate apikey_… --overlap 7d')
    .action((id, options) => rotate(id, options, context));
}

async function create(
  options: Options & {
    name: string;
    expiresIn?: string;
    expiresAt?: string;
    scopes?: Scope[];
    user?: string;
  },
  context: Context,
): Promise<void> {
  const key = newAdminKey();
  const made = await withCurrentDatabase(settingsOf(options, context), async (db) => {
    const organizationId = await organizationIdOf(options, db);
    const expiresAt = options.expiresIn ?? options.expiresAt ?? null;
    const { name, scopes = null, user: userId = null } = options;
    return db.transaction(organizationId, async (tx) => {
      if (userId !== null) await requireUser(tx, organizationId, userId);
      const made = await addAdminKey(tx, organizationId, key, {
        name,
        now: tx.moment,
        expiresAt,
        scopes,
        userId,
      });
      await record(tx, organizationId, { activities: [createdKey(made)] });
      return made;
    });
  });
  showNew(key, made, options, context);
}

function showNew(key: string, made: AdminKey, options: Options, context: Context): void {
  const whole = { key, ...shown(made) };
  context.print(options.json ? json(whole) : fields(whole));
  if (!options.json) context.tell(shownOnce);
}

async function rotate(id: string, options: Options & { overlap: number }, context: Context): Promise<void> {
  const raw = newAdminKey();
  const made = await withKey(id, options, context, async (tx, key) => {
    if (statusOf(key, tx.moment) !== 'active') throw new Error('only an active key can be rotated');
    const { made, activities } = await rotateKey(tx, key, raw, options.overlap);
    await record(tx, key.organization_id, { activities });
    return made;
  });
  showNew(raw, made, options, context);
}

async function list(options: Options, context: Context): Promise<void> {
  const found = await withCurrentDatabase(settingsOf(options, context), async (db) =>
    listKeys(db, await organizationIdOf(options, db)),
  );
  const keys = found.map(shown);
  if (options.json) context.print(json(keys));
  else if (keys.length === 0) context.tell('No admin keys found.');
  else context.print(table(columns, keys));
}

async function changeExisting(id: string, options: Options, change: Change, context: Context): Promise<void> {
  const changed = await withKey(id, options, context, change);
  context.print(options.json ? json(changed) : fields(changed));
}

/** Does something with an existing key, in a transaction. */
function withKey<T>(
  id: string,
  options: Options,
  context: Context,
  work: (tx: Transaction, key: AdminKey) => Promise<T>,
): Promise<T> {
  return withCurrentDatabase(settingsOf(options, context), async (db) => {
    const organizationId = (await findKey(db, id))?.organization_id;
    if (organizationId === undefined || organizationId !== (options.org ?? organizationId)) {
      throw new Error(`there is no key ${id}${options.org === undefined ? '' : ' in this organization'}`);
    }
    return db.transaction(organizationId, async (tx) => {
      const key = await findOwnKey(tx, organizationId, id);
      if (key === undefined) throw new Error(`there is no key ${id}`);
      return work(tx, key);
    });
  });
}

const disable: Change = (tx, key) => setDisabled(tx, key, key.disabled_at ?? timestamp(tx.moment));
const enable: Change = (tx, key) => setDisabled(tx, key, null);

async function setDisabled(tx: Transaction, key: AdminKey, disabledAt: string | null): Promise<object> {
  const next = { ...key, disabled_at: disabledAt };
  await changeKey(tx, next);
  await record(tx, key.organization_id, { activities: updatedKey(key, next) });
  return shown(next);
}

const remove: Change = async (tx, { id, organization_id }) => {
  await deleteKey(tx, organization_id, id, timestamp(tx.moment));
  const activity = { type: 'admin_api_key_deleted', admin_api_key_id: id } as const;
  await record(tx, organization_id, { activities: [activity] });
  return { id, organization_id, deleted: true };
};

const shown = (key: AdminKey) => ({
  ...key,
  scopes: scopesOf(key),
  state: statusOf(key, Date.now() * 1000),
});

/** In microseconds. */
function readOverlap(text: string): number {
  const span = readSpan(text);
  if (span > longestOverlap * 1000) throw new InvalidArgumentError('It should be at most 30 days.');
  return span * 1000;
}

/** Throws unless the organization has this user. */
async function requireUser(tx: Transaction, organizationId: string, id: string): Promise<void> {
  const user = isOpaqueId(id) ? await findUser(tx, organizationId, id) : undefined;
  if (user === undefined || user.deleted_at !== null) throw new Error(`there is no user ${id}`);
}

function readScopes(text: string): Scope[] {
  const chosen = text.split(',').map((scope) => scope.trim());
  const unknown = chosen.find((scope) => !scopes.includes(scope as Scope));
  if (unknown !== undefined) throw new InvalidArgumentError(`${unknown} is not one of ${scopes.join(', ')}.`);
  return [...new Set(chosen)] as Scope[];
}
