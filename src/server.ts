import pino from 'pino';
import { completeSettings } from './config/read.ts';
import type { Settings } from './config/settings.ts';
import { newAdminKey } from './organizations/keys.ts';
import { run } from './run.ts';

/** Settings by their names in camel case; what is left out has its default. */
export type ServerOptions = Partial<Omit<Settings, 'adminKeyFile' | 'logFormat'>>;

/** A server in this process. */
export interface Server extends AsyncDisposable {
  /** What clients take as their base URL. */
  baseURL: string;
  adminKey: string;
  organizationId: string;
  close(): Promise<void>;
}

/**
 * Starts a server in this process, for tests: in memory, on a free port and silent unless the options say otherwise.
 * Many may run at once. On a database that was used before, `adminKey` must be one of its keys. Rejects where an option
 * is no setting or its value can't be used.
 */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const settings = completeSettings({ port: 0, database: ':memory:', logLevel: 'silent', ...options });
  const adminKey = settings.adminKey ?? newAdminKey();
  const server = await run(settings, pino({ level: settings.logLevel }), adminKey);
  const organizationId = await server.organizationOf(adminKey);
  if (organizationId === undefined) {
    await server.close();
    throw new Error('the database was used before: give one of its admin keys as adminKey');
  }
  const { baseURL, close } = server;
  return { baseURL, adminKey, organizationId, close, [Symbol.asyncDispose]: close };
}
