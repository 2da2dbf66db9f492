import { type Command, InvalidArgumentError, Option } from 'commander';
import { addAdminKey, newAdminKey } from '../api/admin-keys/key.ts';
import { type AdminKey, deleteKey, findKey, listKeys, setKeyDisabled } from '../api/admin-keys/store.ts';
import { findUser } from '../api/users/store.ts';
import { settings } from '../config/settings.ts';
import { createClock, timestamp } from '../contract/clock.ts';
import { isOpaqueId } from '../contract/id.ts';
import { type Scope, scopes } from '../contract/scopes.ts';
import type { Database, Transaction } from '../db/database.ts';
import type { Context } from './context.ts';
import { readDuration, readMoment } from './expiry.ts';
import { json } from './json.ts';
import { shownOnce } from './operations.ts';
import { addSettings, readAs } from './options.ts';
import { organizationIdOf } from './orgs.ts';
import { type Columns, fields, seconds, table } from './table.ts';
import { type Options, settingsOf, withCurrentDatabase } from './with-database.ts';

type State = 'active' | 'disabled' | 'expired';
type Shown = AdminKey & { state: State };

const columns: Columns<Shown> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  key: ({ hint }) => `…${hint}`,
  state: ({ state }) => state,
  created: ({ created_at }) => seconds(created_at),
  expires: ({ expires_at }) => seconds(expires_at),
};

/** Changes an existing key and returns the result. */
type Change = (db: Database, key: AdminKey) => Promise<object>;

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
      .action((id, options) => changeKey(id, options, change, context));
  addChange('disable', 'Disable a key; it stops working within half a second on every server.', disable);
  addChange('enable', 'Enable a disabled key again.', enable);
  addChange('delete', 'Delete a key. This can’t be undone.', remove);
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
      const made = { name, now: createClock()(), expiresAt, scopes, userId };
      return addAdminKey(tx, organizationId, key, made);
    });
  });
  if (options.json) return context.print(json({ key, ...shown(made) }));
  context.print(fields({ key, ...shown(made) }));
  context.tell(shownOnce);
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

async function changeKey(id: string, options: Options, change: Change, context: Context): Promise<void> {
  const changed = await withCurrentDatabase(settingsOf(options, context), async (db) => {
    const key = await findKey(db, id);
    if (key === undefined || key.organization_id !== (options.org ?? key.organization_id)) {
      throw new Error(`there is no key ${id}${options.org === undefined ? '' : ' in this organization'}`);
    }
    return change(db, key);
  });
  context.print(options.json ? json(changed) : fields(changed));
}

const disable: Change = (db, key) => setDisabled(db, key, timestamp(createClock()()));
const enable: Change = (db, key) => setDisabled(db, key, null);

async function setDisabled(db: Database, key: AdminKey, disabledAt: string | null): Promise<object> {
  await db.transaction(key.organization_id, (tx) =>
    setKeyDisabled(tx, key.organization_id, key.id, disabledAt),
  );
  return shown({ ...key, disabled_at: disabledAt });
}

const remove: Change = async (db, key) => {
  await db.transaction(key.organization_id, (tx) => deleteKey(tx, key.organization_id, key.id));
  return { id: key.id, organization_id: key.organization_id, deleted: true };
};

const shown = (key: AdminKey): Shown => ({ ...key, state: stateOf(key) });

function stateOf({ disabled_at, expires_at }: AdminKey): State {
  if (disabled_at !== null) return 'disabled';
  return expires_at !== null && expires_at <= timestamp(Date.now() * 1000) ? 'expired' : 'active';
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
