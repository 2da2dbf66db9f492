import { execFile } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from '../build.ts';
import { root } from '../root.ts';

const run = promisify(execFile);

/** Builds and packs into this folder, apart from the checkout's own build; answers the tarball. */
export async function pack(folder: string): Promise<string> {
  const staged = join(folder, 'package');
  await build(join(staged, 'dist'));
  for (const file of ['package.json', 'README.md', 'LICENSE', 'state.schema.json']) {
    await cp(join(root, file), join(staged, file));
  }
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--loglevel=error'], { cwd: staged });
  return join(staged, stdout.trim());
}

/** Installs packages into a new folder. `node` may run its install script, with which it fetches itself. */
export async function install(folder: string, packages: string[], ...flags: string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'package.json'),
    '{"private":true,"type":"module","allowScripts":{"node":true}}',
  );
  await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...flags, ...packages], {
    cwd: folder,
  });
}
