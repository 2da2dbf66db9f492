import { startPostgres } from '../postgres.ts';
import { query } from '../query.ts';
import { type Proxy, startCaddy } from './caddy.ts';
import type { Service } from './compose.ts';
import { type Container, startContainer } from './container.ts';
import type { Image } from './image.ts';
import type { Secrets } from './secrets.ts';

/** All that compose.yaml starts: PostgreSQL, two servers and the proxy. */
export interface Stack {
  proxy: Proxy;
  servers: Container[];
  /** Starts a server anew on the port that it had. */
  database: string;
}

/** Starts it, with logs in this directory. */
export async function startStack(
  image: Image,
  services: Record<string, Service>,
  secrets: Secrets,
  logs: string,
): Promise<Stack> {
  const postgres = await startPostgres();
  const database = new URL(await postgres.createDatabase('workspaced'));
  await query(database.href, `alter role postgres password '${secrets.read('postgres-password')}'`);
  database.password = secrets.read('postgres-password');
  const mounts = { '/secrets': secrets.directory, '@postgres/': `@${database.host}/` };
  const servers = await Promise.all(
    ['server-1', 'server-2'].map((name) =>
      startContainer(image, { ...(services[name] as Service), mounts, log: `${logs}/${name}.log` }),
    ),
  );
  const addresses = servers.map(({ baseURL }) => new URL(baseURL).host);
  return { servers, database: database.href, proxy: await startCaddy(addresses, `${logs}/caddy.log`) };
}
