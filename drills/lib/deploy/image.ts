import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { temporaryDirectory } from '../teardown.ts';

/** The repository's root. */
export const root = join(import.meta.dirname, '../../..');

/** What deploy/Dockerfile makes, without Docker: a directory with Node and the packed program, and how to run it. */
export interface Image {
  /** The directories with programs, as PATH. */
  path: string;
  environment: Record<string, string>;
  entrypoint: string[];
  command: string[];
  healthcheck: string[];
  user: number;
  stopSignal: NodeJS.Signals;
}

/** Runs the steps of the first stage in a copy of what .dockerignore lets in, with this Node; takes a minute. */
export function buildImage(): Image {
  const [build = '', final = ''] = readFileSync(join(root, 'deploy/Dockerfile'), 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', '')
    .split(/^FROM .*$/m)
    .slice(1);
  const directory = temporaryDirectory('image');
  chmodSync(directory, 0o755);
  for (const folder of ['tmp', 'bin', 'context']) mkdirSync(join(directory, folder));
  copyFileSync(process.execPath, join(directory, 'bin', basename(process.execPath)));
  copyContext(join(directory, 'context'));
  for (const step of instructions(build, 'RUN')) {
    execFileSync('sh', ['-c', step.replaceAll(/(?<=\s)\/(?=tmp|packed)/g, `${directory}/`)], {
      cwd: join(directory, 'context'),
      env: { ...process.env, PATH: `${directory}/bin:${process.env.PATH}` },
      stdio: 'pipe',
    });
  }
  const [entrypoint, command, healthcheck] = ['ENTRYPOINT', 'CMD', 'HEALTHCHECK'].map((name) =>
    JSON.parse(instructions(final, name)[0]?.match(/\[.*\]/)?.[0] ?? '[]'),
  );
  return {
    ...{ entrypoint, command, healthcheck },
    path: `${directory}/bin:${directory}/packed/bin:/usr/bin:/bin`,
    environment: Object.fromEntries(
      instructions(final, 'ENV').map((line) => line.split(/=(.*)/s).slice(0, 2)),
    ),
    user: Number(instructions(final, 'USER')[0]),
    stopSignal: instructions(final, 'STOPSIGNAL')[0] as NodeJS.Signals,
  };
}

function instructions(stage: string, name: string): string[] {
  return [...stage.matchAll(new RegExp(`^${name} (.*)$`, 'gm'))].map(([, rest = '']) => rest);
}

function copyContext(target: string): void {
  const lines = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
  for (const name of lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1))) {
    mkdirSync(dirname(join(target, name)), { recursive: true });
    cpSync(join(root, name), join(target, name), { recursive: true });
  }
}
