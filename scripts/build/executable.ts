import { execFile } from 'node:child_process';
import { chmod, copyFile, glob, mkdir, mkdtempDisposable, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { root } from '../root.ts';
import { addNodeLicence } from './licences.ts';

const run = promisify(execFile);
/** What Node looks for in its own file to know that a program is inside. */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/** Makes one file that runs without Node: a copy of the Node that runs this, with the build in `dist` inside. */
export async function buildExecutable(dist: string, file: string): Promise<void> {
  await using work = await mkdtempDisposable(join(tmpdir(), 'workspaced-executable-'));
  const config = {
    main: await bundleMain(dist, work.path),
    output: join(work.path, 'blob'),
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
    assets: await findAssets(dist, work.path),
  };
  await writeFile(join(work.path, 'sea.json'), JSON.stringify(config));
  await run(process.execPath, ['--experimental-sea-config', join(work.path, 'sea.json')]);
  await mkdir(dirname(file), { recursive: true });
  // A file that is running can't be written to, but its name can be given to another.
  await rm(file, { force: true });
  await copyFile(process.execPath, file);
  await chmod(file, 0o755);
  await inject(config.output, file);
}

/** Puts what Node has prepared into a copy of it. macOS runs it once it is signed again. */
async function inject(blob: string, file: string): Promise<void> {
  const isSigned = process.platform === 'darwin';
  if (isSigned) await run('codesign', ['--remove-signature', file]);
  const postject = join(root, 'node_modules/postject/dist/cli.js');
  const how = ['--sentinel-fuse', fuse, '--macho-segment-name', 'NODE_SEA'];
  await run(process.execPath, [postject, file, 'NODE_SEA_BLOB', blob, ...how]);
  if (isSigned) await run('codesign', ['--sign', '-', file]);
}

/** Makes the program one CommonJS module, for Node 24 takes nothing else, and answers its path. */
async function bundleMain(dist: string, outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: join(dist, 'main.js'),
      outDir,
      emptyOutDir: false,
      target: 'node24',
      rolldownOptions: {
        external: ['pg-native'],
        checks: { bundlerTimings: false },
        output: { format: 'cjs', codeSplitting: false, entryFileNames: 'main.cjs' },
      },
    },
  });
  return join(outDir, 'main.cjs');
}

/** The files that the program reads, by their paths in the package. */
async function findAssets(dist: string, work: string): Promise<Record<string, string>> {
  const assets: Record<string, string> = {};
  for await (const name of glob('{console,docs,db}/**/*.*', { cwd: dist }))
    assets[join('dist', name)] = join(dist, name);
  for (const name of ['package.json', 'LICENSE']) assets[name] = join(root, name);
  const licences = 'THIRD-PARTY-LICENSES.txt';
  await addNodeLicence(join(dist, licences), join(work, licences));
  assets[join('dist', licences)] = join(work, licences);
  return assets;
}
