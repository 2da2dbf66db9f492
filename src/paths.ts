import { join } from 'node:path';

/** The folder of package.json: one above the sources and one above the build, which lays its modules flat. */
const root = join(import.meta.dirname, '..');

/** What the package says of itself. */
export const packageFile = join(root, 'package.json');
/** Where the build puts the sites that browsers load. */
export const sitesFolder = join(root, 'dist');
/** The SQL files of the migrations; the build copies them beside its modules. */
export const migrationsFolder = join(import.meta.dirname, 'db', 'migrations');
