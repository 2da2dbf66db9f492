import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../root.ts';

/** What `AsyncDisposable` needs, for importers that compile against an older library. */
const head = '/// <reference lib="esnext.disposable" />\n';

/** Makes the types of what the package exports: the declarations that `server.d.ts` reaches, and no others. */
export async function buildTypes(dist: string): Promise<void> {
  const emitted = await mkdtemp(join(tmpdir(), 'workspaced-types-'));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', emitted], {
    cwd: root,
  });
  const reached = new Set(['server.d.ts']);
  for (const file of reached) {
    const text = await readFile(join(emitted, file), 'utf8');
    for (const [, path = ''] of text.matchAll(/from '(\.[^']+)\.[jt]s'/g))
      reached.add(`${join(dirname(file), path)}.d.ts`);
    await mkdir(dirname(join(dist, file)), { recursive: true });
    await writeFile(join(dist, file), file === 'server.d.ts' ? head + text : text);
  }
  await rm(emitted, { recursive: true });
}
