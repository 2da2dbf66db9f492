import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { organizationOperations } from '../api/organizations/contract.ts';
import { writeWhole } from '../db/files.ts';
import { anonymous } from '../state/anonymous.ts';
import { writeDocument } from '../state/write.ts';
import { createClient } from './client.ts';
import { type Context, UsageError } from './context.ts';
import { paced } from './paced.ts';
import { openPart } from './part.ts';
import { fewestRequests, readOrganization } from './read-organization.ts';
import { makeOrganization, printExports, requireSandbox } from './sandbox.ts';
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
  const secret = context.env[keyEnv];
  if (!secret?.trim()) throw new UsageError(`--key-env ${keyEnv}: that variable isn’t set.`);
  const sandbox = into === undefined ? '' : baseOf(options, context.env);
  // Now: reading may take an hour, and would have to begin anew.
  if (into !== undefined) await requireSandbox(options, context);
  const client = createClient({
    base,
    urlFlag: '--from',
    key: checkKey(secret, keyEnv),
    keySource: keyEnv,
  });
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
      const minutes = Math.ceil(more / budget);
      const time = minutes <= 1 ? 'within a minute' : `in about ${minutes} minutes`;
      tell(`At least ${more} more, for what is in workspaces, ${time}.`);
    },
  });
  for (const each of skipped) tell(`skipped: ${each}`);
  const pulled = options.anonymize ? anonymous(organization) : organization;
  const document = { version: 1 as const, organizations: [pulled] };
  const text = writeDocument(document, output.endsWith('.json') ? 'json' : 'yaml');
  writeWhole(resolve(output), (partial) => writeFileSync(partial, text), true);
  part.remove();
  tell(`Written to ${output}.`);
  if (into === undefined) return;
  const { id, env } = await makeOrganization(options, { name: into, document }, context);
  tell(`Made ${into} (${id}) in the sandbox at ${sandbox}.`);
  printExports(env, context);
}
