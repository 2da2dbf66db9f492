import { chmod, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../root.ts';
import { type Licence, takeLicences } from './licences.ts';

/**
 * Makes the program and the server for tests, with all that they need inside: one file to load instead of hundreds
 * halves the time to start. What the sources import lazily stays apart. Answers whose code is in it.
 */
export async function bundleServer(dist: string): Promise<Licence[]> {
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: dist,
      emptyOutDir: false,
      target: 'node22.18',
      minify: false,
      license: { fileName: 'licences.json' },
      rolldownOptions: {
        input: { main: 'src/main.ts', server: 'src/server.ts' },
        // What pg would use if it were there.
        external: ['pg-native'],
        checks: { bundlerTimings: false },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', comments: false },
      },
    },
  });
  await chmod(join(dist, 'main.js'), 0o755);
  await cp(join(root, 'src/db/migrations'), join(dist, 'db/migrations'), { recursive: true });
  return takeLicences(join(dist, 'licences.json'));
}
