import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { blocksOf } from '../scripts/samples/blocks.ts';
import { runShell } from '../scripts/samples/run.ts';
import { startServer } from '../src/server.ts';
import { databaseAccount } from './lib/account.ts';
import { startChild } from './lib/child.ts';
import { freePort } from './lib/port.ts';
import { stopPostmasterAtExit } from './lib/postmaster.ts';
import { environment, program } from './lib/program.ts';
import { query } from './lib/query.ts';
import { adminKey } from './lib/server.ts';
import { giveUp, temporaryDirectory } from './lib/teardown.ts';
import { waitFor } from './lib/wait.ts';

// Runs what docs/backup-and-upgrade.md says of PostgreSQL, as it stands there, with the newest PostgreSQL that Debian
// installed: a backup of a running server, an upgrade, a restore that has what was there then. Exits 1 if one fails.

const version = (path: string) => Number(path.split('/')[4]);
const [initdb] = globSync('/usr/lib/postgresql/*/bin/initdb').sort((a, b) => version(b) - version(a));
if (initdb === undefined) giveUp('This drill needs more of Debian: apt-get install postgresql');
const account = databaseAccount();
const folder = temporaryDirectory('backups', account);
const data = join(folder, 'data');
const port = await freePort();
stopPostmasterAtExit(data);
execFileSync(initdb, ['--auth=trust', '--username=postgres', '--encoding=UTF8', `--pgdata=${data}`], account);
const flags = ['-D', data, '-p', `${port}`, '-k', folder];
startChild(join(dirname(initdb), 'postgres'), flags, { log: join(folder, 'log'), account });
const server = `postgres://postgres@127.0.0.1:${port}`;
await waitFor('PostgreSQL answers', 30, () =>
  query(`${server}/postgres`, 'CREATE DATABASE workspaced').catch(() => undefined),
);

const blocks = blocksOf('docs/backup-and-upgrade.md').filter(({ heading }) => heading === 'PostgreSQL');
const [database = '', backup = '', upgrade = '', restore = ''] = blocks.map(({ text }) =>
  text.replace('postgres://postgres@127.0.0.1:5432', server).replace('/var/backups', folder),
);
const workspaced = `workspaced() { '${process.execPath}' '${program}' "$@"; }`;
const env = { ...environment, PATH: `${dirname(initdb)}:${process.env.PATH}` };
const run = (...lines: string[]) => runShell([workspaced, database, ...lines].join('\n'), { folder, env });

/** Starts a server on a database, does this, and answers the names of its workspaces then. */
async function serve(name: string, work: (create: (name: string) => Promise<unknown>) => Promise<unknown>) {
  await using started = await startServer({ database: `${server}/${name}`, adminKey });
  const call = async (body?: string) => {
    const url = `${started.baseURL}/v1/organizations/workspaces`;
    const answer = await fetch(url, {
      method: body ? 'POST' : 'GET',
      headers: { 'x-api-key': adminKey },
      body,
    });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as { data: { name: string }[] };
  };
  await work((each) => call(JSON.stringify({ name: each })));
  return (await call()).data.map((workspace) => workspace.name);
}

const names = await serve('workspaced', async (create) => {
  await create('Before');
  await run(backup);
  await create('After');
});
console.log(`backed up a running server, which has ${names} now`);
console.log((await run(upgrade)).trim());
console.log((await run(`backup=$(ls ${folder}/*.dump)`, restore)).trim());
const [was, is] = [
  await serve('workspaced', async () => {}),
  await serve('workspaced_restored', async () => {}),
];
console.log(`restored: ${is}; the old database still has ${was}`);
process.exit(`${is}` === 'Before' && `${was}` === 'After,Before' ? 0 : 1);
