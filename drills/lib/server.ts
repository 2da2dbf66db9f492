import { type Child, startChild } from './child.ts';
import { environment, program } from './program.ts';
import { waitFor } from './wait.ts';

/** The key of the first organization of every database that the drills make. */
export const adminKey = `sk-ant-admin01-${'drill'.repeat(12)}`;

const settings = {
  WORKSPACED_ADMIN_KEY: adminKey,
  WORKSPACED_WORKSPACE_LIMIT: '100000000',
  WORKSPACED_LOG_LEVEL: 'warn',
};

/** A server of ours. */
export interface Server extends Child {
  readonly baseURL: string;
}

/** Starts a server of ours as its users do and waits until it is ready; fails when it ends before. */
export async function startServer(options: { database: string; port: number; log: string }): Promise<Server> {
  const { database, port, log } = options;
  const args = [program, 'serve', '--database', database, '--port', String(port)];
  const child = startChild(process.execPath, args, { log, env: { ...environment, ...settings } });
  const baseURL = `http://127.0.0.1:${port}`;
  await waitFor('a server is ready', 60, () => {
    if (!child.running) throw new Error('a server ended at its start; --logs DIRECTORY keeps its log');
    return isReady(baseURL);
  });
  return Object.assign(child, { baseURL });
}

/** Whether the server at this address says that it can serve. */
export function isReady(baseURL: string): Promise<boolean> {
  return fetch(`${baseURL}/readyz`).then(
    (response) => response.ok,
    () => false,
  );
}

/** How many replayed creates this server has answered with the workspace that they had made before. */
export async function readClaims(baseURL: string): Promise<number> {
  const metrics = await (await fetch(`${baseURL}/metrics`)).text();
  const count = /^workspaced_replays_claimed_total (\d+)$/m.exec(metrics)?.[1];
  if (count === undefined) throw new Error('the server counts no claimed replays');
  return Number(count);
}
