import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../root.ts';
import { type Licence, licenceOf, takeLicences } from './licences.ts';

/** Makes the console. Answers whose code is in it. */
export async function buildConsole(folder: string): Promise<Licence[]> {
  // Vite makes React's development build, twice as large, where the environment says anything else.
  process.env.NODE_ENV = 'production';
  await build({
    configFile: join(root, 'console/vite.config.ts'),
    logLevel: 'warn',
    build: {
      outDir: folder,
      license: { fileName: 'licences.json' },
      rolldownOptions: { checks: { bundlerTimings: false } },
    },
  });
  return [
    ...(await takeLicences(join(folder, 'licences.json'))),
    await licenceOf('@fontsource-variable/inter'),
  ];
}
