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
  const python = await installPython(folder);
  const module = await startModule(folder);
  return {
    Python: async (source, env) => (await run(python, ['-c', source], { env })).stdout,
    async Go(source, env) {
      await writeGo(module, 'main.go', source);
      return (await run('go', ['run', '.'], { cwd: module, env })).stdout;
    },
  };
}

/** Installs the official SDK and these packages for Python; returns the path of its interpreter. */
export async function installPython(folder: string, ...packages: string[]): Promise<string> {
  const python = join(folder, 'venv/bin/python');
  await run('python3', ['-m', 'venv', join(folder, 'venv')]);
  await run(python, ['-m', 'pip', 'install', '--quiet', 'anthropic', ...packages]);
  return python;
}

/** Starts a Go module that has the official SDK; returns its path. */
export async function startModule(folder: string): Promise<string> {
  const module = join(folder, 'go');
  await mkdir(module);
  await run('go', ['mod', 'init', 'samples'], { cwd: module });
  await run('go', ['get', 'github.com/anthropics/anthropic-sdk-go'], { cwd: module });
  return module;
}

/** Writes a Go file; throws if it isn’t laid out as gofmt would. */
export async function writeGo(module: string, file: string, source: string): Promise<void> {
  await writeFile(join(module, file), `${source}\n`);
  const { stdout } = await run('gofmt', ['-l', file], { cwd: module });
  if (stdout !== '') throw new Error('gofmt would lay it out otherwise');
}
