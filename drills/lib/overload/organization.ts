import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { environment, program } from '../program.ts';

/** Makes an organization that may have so many active workspaces, and gives an admin key of it. */
export async function createOrganization(database: string, limit: number): Promise<string> {
  const { id } = await admin('orgs', 'create', 'Overload', '--limit', String(limit), '--database', database);
  const { key } = await admin(
    'admin-keys',
    'create',
    '--org',
    id,
    '--name',
    'overload',
    '--database',
    database,
  );
  return key;
}

async function admin(...args: string[]) {
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, '--json'], {
    env: environment,
  });
  return JSON.parse(stdout);
}
