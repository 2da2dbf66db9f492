import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryDirectory } from './teardown.ts';

const run = promisify(execFile);

/** Runs a program in a language with these variables; answers what it printed, and throws where it fails. */
export type RunSource = (source: string, env: NodeJS.ProcessEnv) => Promise<string>;

/** Installs the newest official SDKs for Python and Go from their registries. Needs `python3` and `go`. */
export async function prepareLanguages(): Promise<Record<'Python' | 'Go', RunSource>> {
  const folder = temporaryDirectory('languages');
  const python = join(folder, 'venv/bin/python');
  await run('python3', ['-m', 'venv', join(folder, 'venv')]);
  await run(python, ['-m', 'pip', 'install', '--quiet', 'anthropic']);
  const module = join(folder, 'go');
  await mkdir(module);
  await run('go', ['mod', 'init', 'samples'], { cwd: module });
  await run('go', ['get', 'github.com/anthropics/anthropic-sdk-go'], { cwd: module });
  return {
    Python: async (source, env) => (await run(python, ['-c', source], { env })).stdout,
    async Go(source, env) {
      await writeFile(join(module, 'main.go'), `${source}\n`);
      const { stdout } = await run('gofmt', ['-l', 'main.go'], { cwd: module });
      if (stdout !== '') throw new Error('gofmt would lay it out otherwise');
      return (await run('go', ['run', '.'], { cwd: module, env })).stdout;
    },
  };
}
