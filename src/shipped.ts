import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import sea from 'node:sea';

// In an executable, assets have the names that files have in the package.
const here = sea.isSea() ? 'dist' : import.meta.dirname;
/** The folder of package.json: one above the sources and one above the build, which lays its modules flat. */
const root = join(here, '..');

/** What the package says of itself. */
export const packageFile = join(root, 'package.json');
/** The terms on which the program is passed on. */
export const licenceFile = join(root, 'LICENSE');
/** Where the build puts the sites that browsers load, and the licences of what it put into its output. */
export const builtFolder = join(root, 'dist');
/** The SQL files of the migrations; the build copies them beside its modules. */
export const migrationsFolder = join(here, 'db', 'migrations');

/** The names of the files in a folder that ships with the program; none where it wasn't built. */
export function listShipped(folder: string): string[] {
  if (!sea.isSea()) return existsSync(folder) ? readdirSync(folder) : [];
  const keys = sea.getAssetKeys().filter((key) => dirname(key) === folder);
  return keys.map((key) => basename(key));
}

/** The content of a file that ships with the program, never to be changed; throws where there is none. */
export function readShipped(file: string): Buffer {
  return sea.isSea() ? Buffer.from(sea.getRawAsset(file)) : readFileSync(file);
}
