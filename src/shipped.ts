import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import sea from 'node:sea';

// In an executable, assets have the names that files have in the package.
const here = sea.isSea() ? 'dist' : import.meta.dirname;
/** The folder of package.json: one above the sources and one above the build, which lays its modules flat. */
const root = join(here, '..');

/** The package.json of this program. */
export const packageFile = join(root, 'package.json');
/** The licence of this program. */
export const licenceFile = join(root, 'LICENSE');
/** Where the build puts the console, the reference page, and the licences of bundled software. */
export const builtFolder = join(root, 'dist');
/** The SQL files of the migrations; the build copies them beside its modules. */
export const migrationsFolder = join(here, 'db', 'migrations');

/** The names of the files in a folder that ships with the program; none before the first build. */
export function listShipped(folder: string): string[] {
  if (!sea.isSea()) return existsSync(folder) ? readdirSync(folder) : [];
  const keys = sea.getAssetKeys().filter((key) => dirname(key) === folder);
  return keys.map((key) => basename(key));
}

/** The content of a file that ships with the program, which must not be modified; throws if there is none. */
export function readShipped(file: string): Buffer {
  return sea.isSea() ? Buffer.from(sea.getRawAsset(file)) : readFileSync(file);
}
