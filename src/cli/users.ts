import { type Command, InvalidArgumentError, Option } from 'commander';
import { assignableRoles, roles, type User } from '../api/users/contract.ts';
import { join } from '../api/users/join.ts';
import { findUser, findUserByEmail } from '../api/users/store.ts';
import { emailPattern, longestEmail } from '../contract/email.ts';
import { isOpaqueId } from '../contract/id.ts';
import type { Context } from './context.ts';
import { json } from './json.ts';
import type { View } from './operations.ts';
import { addSettings } from './options.ts';
import { organizationIdOf } from './orgs.ts';
import { record } from './record.ts';
import { fields, seconds } from './table.ts';
import { type Options, settingsOf, withCurrentDatabase } from './with-database.ts';

interface Adding extends Options {
  email: string;
  name: string;
  role: (typeof roles)[number];
  id?: string;
}

/** How users are displayed. */
export const userView: View<User> = {
  columns: {
    id: ({ id }) => id,
    email: ({ email }) => email,
    name: ({ name }) => name || '-',
    role: ({ role }) => role,
    added: ({ added_at }) => seconds(added_at),
  },
  examples: {
    list: ['--all --roles admin,billing', '--email ada@example.com'],
    search: ['--query lovelace', '--roles admin,billing --all'],
    update: ['user_… --role billing'],
    remove: ['user_… --yes'],
  },
};

/** Adds the command that adds a user to a database. */
export function addUsers(users: Command, context: Context): void {
  addSettings(users.command('add'), ['database'])
    .description('Add a user to an organization in a database, without an invite.')
    .option('--org <id>', 'ID of the organization; optional if there is only one.')
    .requiredOption('--email <address>', 'Email address.', readEmail)
    .option('--name <text>', 'Name.', '')
    .addOption(
      new Option('--role <role>', 'Role in the organization.').choices(roles).default(assignableRoles[0]),
    )
    .option('--id <id>', 'ID of the user, for tests that expect a given one (default: a new one).', readId)
    .option('--json', 'Print JSON.')
    .addHelpText('after', '\nExamples:\n  workspaced users add --email ada@example.com --role admin')
    .action((options) => add(options, context));
}

async function add({ email, name, role, id, ...options }: Adding, context: Context): Promise<void> {
  const user = await withCurrentDatabase(settingsOf(options, context), async (db) => {
    const organizationId = await organizationIdOf(options, db);
    return db.transaction(organizationId, async (tx) => {
      const same = await findUserByEmail(tx, organizationId, email);
      if (same !== undefined) throw new Error(`${email} is a member already: ${same}`);
      if (id !== undefined && (await findUser(tx, organizationId, id))) {
        throw new Error(`the ID ${id} is taken: choose another`);
      }
      const { user, activities } = await join(tx, organizationId, { email, name, role, id });
      await record(tx, organizationId, { activities });
      return user;
    });
  });
  context.print(options.json ? json(user) : fields(user));
}

function readEmail(text: string): string {
  if (text.length > longestEmail || !new RegExp(emailPattern).test(text)) {
    throw new InvalidArgumentError('It should be an email address.');
  }
  return text;
}

function readId(text: string): string {
  if (!isOpaqueId(text)) throw new InvalidArgumentError('It should be 1 to 255 printable ASCII characters.');
  return text;
}
