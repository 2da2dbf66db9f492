import { renameSync, writeFileSync } from 'node:fs';
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
import { baseOf, checkKey, readBase, type TargetOptions } from './target.ts';

/** What `pull` is given. */
export interface PullOptions extends TargetOptions {
  from: string;
  keyEnv: string;
  output: string;
  into?: string;
  budget: number;
  anonymize?: true;
}

/** Reads an organization into a document; tells what it does. */
export async function pull(options: PullOptions, context: Context): Promise<void> {
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
