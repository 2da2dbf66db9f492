import pino from 'pino';
import { newAdminKey } from './api/admin-keys/key.ts';
import { completeSettings } from './config/read.ts';
import type { Settings } from './config/settings.ts';
import { run } from './run.ts';
import {
  control,
  type MadeOrganization,
  type OrganizationOptions,
  TestOrganization,
} from './sandbox/client.ts';

export type { OrganizationOptions, TestOrganization };

/** Settings by their names in camel case; all have defaults. */
export type ServerOptions = Partial<Omit<Settings, 'adminKeyFile' | 'logFormat' | 'seed'>> & {
  /** A state document, as an object, as text, or a path of one. */
  seed?: string | object;
};

/** A server in this process. */
export interface Server extends AsyncDisposable {
  /** The base URL for clients. */
  baseURL: string;
  adminKey: string;
  organizationId: string;
  /** Makes an organization that nothing else uses, for one test; not if `sandbox` is false. */
  organization(options?: OrganizationOptions): Promise<TestOrganization>;
  close(): Promise<void>;
}

/**
 * Starts a server in this process, for tests: in memory, on a free port and silent unless the options say otherwise.
 * Several can run at once. With a database that was used before, `adminKey` must be one of its keys. Rejects if an option
 * isn't a setting or its value is invalid.
 */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  // An option that is undefined is one that was left out.
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const { seed, ...rest } = given as ServerOptions;
  const settings = completeSettings({
    port: 0,
    database: ':memory:',
    sandbox: true,
    logLevel: 'silent',
    ...rest,
    ...(seed !== undefined && { seed: typeof seed === 'string' ? seed : JSON.stringify(seed) }),
  });
  const adminKey = settings.adminKey ?? newAdminKey();
  const server = await run(settings, pino({ level: settings.logLevel }), { adminKey });
  const organizationId = await server.organizationOf(adminKey);
  if (organizationId === undefined) {
    await server.close();
    throw new Error('the database was used before: pass one of its admin keys as adminKey');
  }
  const { baseURL, close } = server;
  const organization = async ({ workspaceLimit, ...rest }: OrganizationOptions = {}) => {
    const body = { ...rest, workspace_limit: workspaceLimit };
    return new TestOrganization(await control<MadeOrganization>(baseURL, '/organizations', { body }));
  };
  return { baseURL, adminKey, organizationId, organization, close, [Symbol.asyncDispose]: close };
}
