import pino from 'pino';
import { type Settings, settings as table } from './config/settings.ts';
import { newAdminKey } from './organizations/keys.ts';
import { run } from './run.ts';

/** Settings by their names in camel case; what is left out has its default. */
export type ServerOptions = Partial<Settings>;

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
 * Many may run at once. On a database that was used before, `adminKey` must be one of its keys.
 */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const defaults = Object.fromEntries(
    Object.entries(table).map(([name, setting]) => [name, setting.default]),
  );
  const settings = { ...defaults, port: 0, database: ':memory:', logLevel: 'silent', ...options } as Settings;
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
