import type { Logger } from 'pino';
import { recordAndDrop } from './api/activities/retention.ts';
import { hashKey } from './api/admin-keys/key.ts';
import { findKeyByHash } from './api/admin-keys/store.ts';
import { foundInstallation, type Installation } from './api/organizations/found.ts';
import { countActiveWorkspaces } from './api/organizations/store.ts';
import { createApp } from './app.ts';
import type { Environment } from './config/read.ts';
import { ConfigError } from './config/setting.ts';
import type { Settings } from './config/settings.ts';
import { type ClockOf, createClock } from './contract/clock.ts';
import { developmentKey } from './contract/development-key.ts';
import { migrateOpen } from './db/migrate.ts';
import { openDatabase } from './db/open.ts';
import { whenAvailable } from './db/when-available.ts';
import { createMetrics } from './http/metrics.ts';
import { createHttpServer, type HttpServer } from './http/server.ts';
import type { OpenSandbox } from './sandbox/open.ts';
import { version } from './version.ts';

/** A server that accepts requests. */
export interface RunningServer {
  /** The base URL for clients, such as `http://127.0.0.1:4010`. */
  baseURL: string;
  /** The first organization and its admin key, if this start created them. */
  installation: Installation | undefined;
  /** The id of the organization that this admin key belongs to. */
  organizationOf(adminKey: string): Promise<string | undefined>;
  /** Finishes requests in flight, up to the shutdown timeout, and closes the database. Further calls do nothing more. */
  close(): Promise<void>;
}

/** How a server starts, besides its settings. */
export interface StartOptions {
  /** Of the first organization; a new one by default. */
  adminKey?: string | undefined;
  /** Refuse requests whose `Host` isn't this machine. */
  loopbackOnly?: boolean;
  /** What the seed of a sandbox may take keys from. */
  env?: Environment;
}

/** Starts a server: opens and migrates the database, creates the first organization, or what a seed says, and listens. */
export async function run(
  settings: Settings,
  log: Logger,
  options: StartOptions = {},
): Promise<RunningServer> {
  const { adminKey, loopbackOnly = false, env = {} } = options;
  if (!settings.sandbox && (settings.seed !== undefined || settings.profile !== 'none')) {
    throw new ConfigError('--seed and --profile are for a sandbox: add --sandbox true.');
  }
  if (settings.seed !== undefined && settings.profile !== 'none') {
    throw new ConfigError('--seed and --profile both say what a sandbox starts with: choose one.');
  }
  const now = createClock();
  let clockOf: ClockOf = () => now;
  const db = await openDatabase(settings.database, {
    pool: settings.databasePool,
    timeout: settings.databaseTimeout,
    now: (organizationId) => clockOf(organizationId)(),
  });
  let sandbox: OpenSandbox | undefined;
  let http: HttpServer | undefined;
  try {
    const migrations = await whenAvailable(
      () => migrateOpen(db, settings.database, now()),
      settings.databaseStartTimeout,
      log,
    );
    if (migrations.length > 0) log.info({ migrations }, 'database migrated');
    const tools = { db, now, log, limits: settings, version };
    const metrics = createMetrics(() => countActiveWorkspaces(db));
    const resources = createApp(settings, { ...tools, onReplayClaimed: metrics.replayClaimed });
    if (settings.sandbox) {
      const { openSandbox } = await import('./sandbox/open.ts');
      const operations = resources.flatMap(({ operations }) => Object.values(operations).map(({ id }) => id));
      sandbox = await openSandbox({ ...tools, settings, operations, env: (name) => env[name] });
      clockOf = sandbox.clocks.of;
    }
    const publicKey = adminKey === developmentKey ? adminKey : undefined;
    const record = recordAndDrop(settings.activityRetention);
    http = await createHttpServer(resources, settings, {
      ...tools,
      clockOf,
      sandbox,
      metrics,
      record,
      loopbackOnly,
      publicKey,
    });
    // Clients can't connect to the unspecified address.
    const baseURL = (await http.listen(settings.host, settings.port)).replace('//[::]', '//[::1]');
    // Only now: a start that can't listen must not create a key that nobody gets to see.
    const installation = await (sandbox?.found(adminKey) ??
      foundInstallation(tools, settings.organizationName, adminKey));
    http.open();
    log.info({ url: baseURL, version }, 'listening');
    const server = http;
    let closed: Promise<void> | undefined;
    return {
      baseURL,
      installation,
      organizationOf: async (key) => (await findKeyByHash(db, hashKey(key)))?.organization_id,
      close() {
        sandbox?.close();
        closed ??= server.close(settings.shutdownTimeout).then(() => db.close());
        return closed;
      },
    };
  } catch (error) {
    sandbox?.close();
    await http?.close(0);
    await db.close();
    throw error;
  }
}
