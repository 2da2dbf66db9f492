import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Program, start } from './drive.ts';

/** How Node's own warnings begin. */
export const warning = /^\(node:\d+\) /m;

/**
 * Runs the commands on new databases in the program's folder, and on an empty one that is given; throws where one fails
 * or Node warns.
 */
export async function driveCommands(program: Program, empty: string): Promise<void> {
  const main = 'file:main.db';
  await print(program, ['migrate', '--database', main]);
  const made = await print(program, ['orgs', 'create', 'Research', '--json', '--database', main]);
  const { id } = JSON.parse(made);
  const newKey = ['admin-keys', 'create', '--org', id, '--name', 'ci', '--json', '--database', main];
  const { key } = JSON.parse(await print(program, newKey));
  await print(program, ['backup', 'backup.db', '--database', main]);
  await print(program, ['restore', 'backup.db', '--database', main]);
  await print(program, ['copy', '--from', main, '--to', empty]);
  await print(program, ['check', '--database', empty]);
  await using server = await start(program, ['--database', empty]);
  const client = { ANTHROPIC_BASE_URL: server.baseURL, ANTHROPIC_ADMIN_KEY: key };
  const workspace = await print(program, ['workspaces', 'create', '--name', 'Staging', '--json'], client);
  const list = await print(program, ['workspaces', 'list'], client);
  if (!list.includes(JSON.parse(workspace).id)) throw new Error(`what was made is not listed: ${list}`);
}

/** What a command prints; throws where it fails or Node warns. */
export async function print(
  program: Program,
  args: string[],
  variables: NodeJS.ProcessEnv = {},
): Promise<string> {
  const { file, words = [], folder, path = '' } = program;
  const { stdout, stderr } = await promisify(execFile)(file, [...words, ...args], {
    cwd: folder,
    env: { PATH: path, ...variables },
  });
  if (warning.test(stderr)) throw new Error(`${args.join(' ')}: ${stderr}`);
  return stdout.trimEnd();
}
