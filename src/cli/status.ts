import type { Command } from 'commander';
import { type OrganizationStatus, organizationOperations } from '../api/organizations/contract.ts';
import { createClient } from './client.ts';
import type { Context } from './context.ts';
import { json } from './json.ts';
import { fields } from './table.ts';
import { addTarget, baseOf, type TargetOptions, targetOf } from './target.ts';

/** Adds the command that shows the status of a server, and the organization and key in use. */
export function addStatus(program: Command, context: Context): void {
  addTarget(program.command('status').option('--json', 'Print JSON.'))
    .description('Show whether a server is ready, its version, and the organization and key in use.')
    .addHelpText('after', '\nExit code 1: the server is unreachable, not ready, or refuses the key.')
    .action((options) => status(options, context));
}

async function status(options: TargetOptions & { json?: true }, { env, print }: Context): Promise<void> {
  const base = baseOf(options, env);
  const call = createClient({ base });
  const get = (path: string) => call({ method: 'GET', path });
  const seen = { url: base, reachable: false, ready: false };
  try {
    await get('/healthz');
    seen.reachable = true;
    await get('/readyz');
    seen.ready = true;
    const target = targetOf(options, env);
    const { server, organization, active_workspaces, workspace_limit, key }: OrganizationStatus = JSON.parse(
      await createClient(target)(organizationOperations.status),
    );
    const source = { ...key, source: target.keySource };
    Object.assign(seen, { server, organization, active_workspaces, workspace_limit, key: source });
  } finally {
    print(options.json ? json(seen) : fields(seen));
  }
}
