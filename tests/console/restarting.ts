import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Server, startServer } from '../../src/server.ts';

/** A server that stops and starts again at the same address, on the same database. */
export interface Restarting extends AsyncDisposable {
  readonly baseURL: string;
  readonly adminKey: string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function startRestarting(): Promise<Restarting> {
  const folder = await mkdtemp(join(tmpdir(), 'workspaced-console-'));
  const options = { database: `file:${join(folder, 'data.db')}`, sandbox: false };
  const first = await startServer(options);
  const port = Number(new URL(first.baseURL).port);
  let current: Server | undefined = first;
  const stop = async () => {
    await current?.close();
    current = undefined;
  };
  return {
    baseURL: first.baseURL,
    adminKey: first.adminKey,
    stop,
    async start() {
      current = await startServer({ ...options, port, adminKey: first.adminKey });
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}
