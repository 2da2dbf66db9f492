import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The program under drill. */
export const program = join(import.meta.dirname, '../../src/main.ts');

/** Ours without the settings of another server. */
export const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('WORKSPACED_')),
);

/** Runs `workspaced check`; fails with what it says unless it finds the database sound. */
export async function checkDatabase(database: string): Promise<void> {
  await run('check', '--database', database);
}

/** Makes organizations beside the first, and gives an admin key of each. */
export function createOrganizations(database: string, count: number): Promise<string[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const { id } = JSON.parse(
        await run('orgs', 'create', `Drill ${index}`, '--json', '--database', database),
      );
      const made = await run(
        'admin-keys',
        'create',
        '--org',
        id,
        '--name',
        'drill',
        '--json',
        '--database',
        database,
      );
      return JSON.parse(made).key;
    }),
  );
}

async function run(...args: string[]): Promise<string> {
  return (await promisify(execFile)(process.execPath, [program, ...args], { env: environment })).stdout;
}
