import type { Command } from 'commander';
import { type Invite, inviteOperations } from '../api/invites/contract.ts';
import { linkOf, sendInvite } from '../api/invites/notifier.ts';
import { renewInvite } from '../api/invites/renew.ts';
import type { Context } from './context.ts';
import { json } from './json.ts';
import type { View } from './operations.ts';
import { addSettings } from './options.ts';
import { organizationIdOf } from './orgs.ts';
import { record } from './record.ts';
import { fields, seconds } from './table.ts';
import { type Options, settingsOf, withCurrentDatabase } from './with-database.ts';

const { redeem: _open, link: _byCommand, ...forKeys } = inviteOperations;

/** The operations on invites that need a key, but for `link`, which is a command on a database. */
export const operations = forKeys;

/** How invites are displayed. */
export const inviteView: View<Invite> = {
  columns: {
    id: ({ id }) => id,
    email: ({ email }) => email,
    role: ({ role }) => role,
    status: ({ status }) => status,
    invited: ({ invited_at }) => seconds(invited_at),
    expires: ({ expires_at }) => seconds(expires_at),
  },
  examples: {
    create: ['--email ada@example.com --role developer'],
    list: ['--statuses pending,expired --all', '--email ada@example.com'],
    delete: ['invite_… --yes'],
    accept: ['invite_… --name Ada'],
  },
};

/** Adds the command that makes a new link to an invite in a database. */
export function addInvites(invites: Command, context: Context): void {
  addSettings(invites.command('link'), ['database', 'publicUrl', 'inviteWebhook'])
    .description('Make a new link to a pending invite in a database; the old one stops working.')
    .argument('<invite_id>', 'ID of the invite.')
    .option('--org <id>', 'ID of the organization; optional if there is only one.')
    .option('--json', 'Print JSON.')
    .addHelpText(
      'after',
      '\nWithout --public-url, prints the token that belongs at the end of …/console/invite#.',
    )
    .action((id, options) => link(id, options, context));
}

async function link(id: string, options: Options, context: Context): Promise<void> {
  const settings = settingsOf(options, context);
  const { invite, token } = await withCurrentDatabase(settings, async (db) => {
    const organizationId = await organizationIdOf(options, db);
    return db.transaction(organizationId, async (tx) => {
      const renewed = await renewInvite(tx, organizationId, id);
      await record(tx, organizationId, renewed);
      return renewed;
    });
  });
  const url = settings.publicUrl === undefined ? undefined : linkOf(settings.publicUrl, token);
  const { email, expires_at } = JSON.parse(invite) as Invite;
  if (options.json) context.print(json({ id, email, expires_at, token, url }));
  else context.print(url ?? fields({ id, email, expires_at, token }));
  await sendInvite(settings, invite, token).catch((error: Error) => {
    context.tell(`warning: the invite could not be posted to --invite-webhook: ${error.message}`);
  });
}
