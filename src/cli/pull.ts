import { renameSync, writeFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { organizationOperations } from '../api/organizations/contract.ts';
import { anonymous } from '../state/anonymous.ts';
import type { OrganizationState } from '../state/document.ts';
import { writeDocument } from '../state/write.ts';
import { createClient } from './client.ts';
import { type Context, UsageError } from './context.ts';
import { paced } from './paced.ts';
import { openPart } from './part.ts';
import { fewestRequests, readOrganization } from './read-organization.ts';
import { makeOrganization, printExports } from './sandbox.ts';
import { addUrl, baseOf, checkKey, readBase, type TargetOptions } from './target.ts';

interface Options extends TargetOptions {
  from: string;
  keyEnv: string;
  output: string;
  into?: string;
  budget: number;
  anonymize?: true;
}

/** Adds the command that reads an organization of any server into a document. */
export function addPull(program: Command, context: Context): void {
  addUrl(
    program
      .command('pull')
      .description('Read an organization of any server into a state document, by GET alone.')
      .requiredOption('--from <url>', 'The server to read, such as https://api.anthropic.com.')
      .requiredOption('--key-env <name>', 'Variable that holds an admin key of the organization.')
      .option('-o, --output <file>', 'The document to write: .json, else YAML.', 'organization.yaml')
      .option('--into <name>', 'Also make an organization of this name from it, in the sandbox at --url.')
      .option('--budget <number>', 'Requests a minute at most.', readBudget, 60)
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
    .action((options) => pull(options, context));
}

function readBudget(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It should be a number from 1 on.');
  return Number(text);
}

async function pull(options: Options, context: Context): Promise<void> {
  const { tell } = context;
  const { keyEnv, output, budget, into } = options;
  const base = readBase('--from', options.from);
  const text = context.env[keyEnv];
  if (!text?.trim()) throw new UsageError(`--key-env ${keyEnv}: that variable isn’t set.`);
  const sandbox = into === undefined ? '' : baseOf(options, context.env);
  const client = createClient({ base, key: checkKey(text, keyEnv), keySource: keyEnv });
  tell(`Reading ${base} by GET alone: at least ${fewestRequests + 1} requests, at most ${budget} a minute.`);
  const me = JSON.parse(await paced(client)(organizationOperations.me)) as { id: string; name: string };
  const part = openPart(`${output}.part`, { url: base, organization: me.id });
  if (part.times.length > 0) tell(`Going on after ${part.times.length} requests that were answered before.`);
  const call = part.through(paced(client, { budget, before: [...part.times, Date.now()], tell }));
  const { organization, skipped } = await readOrganization(call, me, {
    members: () => true,
    memberships: true,
    onLists: (requests) => {
      const more = requests - part.left();
      tell(`At least ${more} more, for what is in workspaces: about ${Math.ceil(more / budget)} minutes.`);
    },
  });
  for (const each of skipped) tell(`skipped: ${each}`);
  const pulled = options.anonymize ? anonymous(organization) : organization;
  write(output, pulled);
  part.remove();
  tell(`Written to ${output}.`);
  if (into === undefined) return;
  const { id, env } = await makeOrganization(
    options,
    { name: into, document: { version: 1, organizations: [pulled] } },
    context,
  );
  tell(`Made ${into} (${id}) in the sandbox at ${sandbox}.`);
  printExports(env, context);
}

/** Writes the document beside the file and renames it, so that there is a whole one at any time. */
function write(file: string, organization: OrganizationState): void {
  const fresh = `${file}.new`;
  const text = writeDocument(
    { version: 1, organizations: [organization] },
    file.endsWith('.json') ? 'json' : 'yaml',
  );
  writeFileSync(fresh, text, { mode: 0o600 });
  renameSync(fresh, file);
}
