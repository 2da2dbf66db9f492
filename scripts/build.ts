import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleServer } from './build/bundle.ts';
import { buildConsole } from './build/console.ts';
import { writeLicences } from './build/licences.ts';
import { buildReference } from './build/reference.ts';
import { buildTypes } from './build/types.ts';
import { root } from './root.ts';

/** Makes, in an empty folder, all that the package ships beside its own description. */
export async function build(dist: string): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  const [server, site, reference] = await Promise.all([
    bundleServer(dist),
    buildConsole(join(dist, 'console')),
    buildReference(join(dist, 'docs')),
    buildTypes(dist),
  ]);
  const licences = [...server, ...site, ...reference];
  await writeLicences(join(dist, 'THIRD-PARTY-LICENSES.txt'), licences);
}

if (import.meta.main) await build(join(root, 'dist'));
