import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { progress } from '../harness/progress.ts';
import { work } from '../harness/work.ts';

const root = join(import.meta.dirname, '..', '..');

export interface InstalledSize {
  /** MB. */
  tarball: number;
  /** MB of what npm installs of it, with all dependencies. */
  installed: number;
  dependencies: number;
}

/** Packs the built package and installs it; undefined where it wasn't built. */
export function measureInstalledSize(): InstalledSize | undefined {
  if (!existsSync(join(root, 'dist', 'main.js'))) return undefined;
  progress('packing and installing the package');
  const folder = join(work, 'installed');
  mkdirSync(folder);
  const npm = (...args: string[]) =>
    execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  const packed = JSON.parse(npm('pack', root, '--ignore-scripts', '--json').toString());
  const file = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  npm('install', '--no-save', '--prefix', folder, join(folder, file));
  const [list] = [packed].flat() as { size: number }[];
  const found = npm('ls', '--all', '--parseable', '--prefix', folder).toString().trim().split('\n');
  return {
    tarball: (list?.size ?? Number.NaN) / 1e6,
    installed: sizeOf(join(folder, 'node_modules')) / 1e6,
    // The first two lines are the folder and the package itself.
    dependencies: found.length - 2,
  };
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
