import { execFileSync, spawnSync } from 'node:child_process';
import { type Child, startChild } from '../child.ts';
import { freePort } from '../port.ts';
import { isReady } from '../server.ts';
import { waitFor } from '../wait.ts';
import type { Image } from './image.ts';

/** How a container is run: what compose.yaml may say of it, and where its paths and hosts are on this machine. */
export interface ContainerOptions {
  environment: Record<string, string>;
  entrypoint?: string[];
  command?: string[];
  mounts: Record<string, string>;
  log: string;
  /** The port to listen on; a free one where none is given. */
  port?: number;
}

/** What runs as a container would, as a process: the image's user (where the drill is root), environment and entry point. */
export interface Container extends Child {
  readonly baseURL: string;
  /** Whether the image's health check says that it is well. */
  isHealthy(): boolean;
}

/** The account that containers have; undefined where the drill can't give it to them. */
export function accountOf({ user }: Image): { uid: number; gid: number } | undefined {
  return process.getuid?.() === 0 ? { uid: user, gid: user } : undefined;
}

/** Starts a server and waits until it is ready; fails when it ends before. */
export async function startContainer(image: Image, options: ContainerOptions): Promise<Container> {
  const { port = await freePort() } = options;
  const { env, account, program, args } = processOf(image, options, port);
  const child = startChild(program, args, { log: options.log, env, account });
  const baseURL = `http://127.0.0.1:${port}`;
  await waitFor('a server is ready', 60, () => {
    if (!child.running) throw new Error('a server ended at its start; --logs DIRECTORY keeps its log');
    return isReady(baseURL);
  });
  const [node = '', ...check] = image.healthcheck;
  return Object.assign(child, {
    baseURL,
    isHealthy: () => spawnSync(node, check, { env, ...account }).status === 0,
  });
}

/** Runs a command to its end and gives what it printed; throws when it fails. */
export function runContainer(image: Image, options: ContainerOptions): string {
  const { env, account, program, args } = processOf(image, options, 0);
  return execFileSync(program, args, { env, ...account, encoding: 'utf8' });
}

function processOf(image: Image, options: ContainerOptions, port: number) {
  const { entrypoint = image.entrypoint, command = image.command, mounts } = options;
  const mounted = (text: string) =>
    Object.entries(mounts).reduce((all, [from, to]) => all.replaceAll(from, to), text);
  const given = Object.entries({ ...image.environment, ...options.environment });
  const env = {
    ...Object.fromEntries(given.map(([name, value]) => [name, mounted(value)])),
    ...{ PATH: image.path, WORKSPACED_PORT: String(port) },
  };
  const [program = '', ...args] = [...entrypoint, ...command].map(mounted);
  return { env, account: accountOf(image), program, args };
}
