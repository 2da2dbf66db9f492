import { startPostgres } from '../postgres.ts';
import { query } from '../query.ts';
import { startCaddy, type TlsProxy } from './caddy.ts';
import type { Service } from './compose.ts';
import { type Container, type ContainerOptions, runContainer, startContainer } from './container.ts';
import type { Image } from './image.ts';
import type { Secrets } from './secrets.ts';

const names = ['server-1', 'server-2'];

/** All that compose.yaml starts: PostgreSQL, two servers and the proxy. */
export class Stack {
  readonly proxy: TlsProxy;
  readonly servers: Container[];
  /** The proxy's log first. */
  readonly logs: string[];
  readonly #image: Image;
  readonly #options: ContainerOptions[];

  private constructor(
    image: Image,
    options: ContainerOptions[],
    servers: Container[],
    proxy: TlsProxy,
    log: string,
  ) {
    this.#image = image;
    this.#options = options;
    this.servers = servers;
    this.proxy = proxy;
    this.logs = [log, ...options.map((each) => each.log)];
  }

  /** Starts it, with logs in this directory. */
  static async start(
    image: Image,
    services: Record<string, Service>,
    secrets: Secrets,
    logs: string,
  ): Promise<Stack> {
    const postgres = await startPostgres();
    const database = new URL(await postgres.createDatabase('workspaced'));
    await query(database.href, `alter role postgres password '${secrets.read('postgres-password')}'`);
    const mounts = { '/secrets': secrets.directory, '@postgres/': `@${database.host}/` };
    const options = names.map((name) => ({
      ...(services[name] as Service),
      ...{ mounts, log: `${logs}/${name}.log` },
    }));
    const servers = await Promise.all(options.map((each) => startContainer(image, each)));
    const addresses = servers.map(({ baseURL }) => new URL(baseURL).host);
    const log = `${logs}/proxy.log`;
    return new Stack(image, options, servers, await startCaddy(addresses, log), log);
  }

  /** Ends a server by the image's signal and gives its exit code. */
  stop(index: number): Promise<number | string> {
    const server = this.servers[index] as Container;
    server.kill(this.#image.stopSignal);
    return server.exited;
  }

  /** Starts a server that was stopped, where it was. */
  async start(index: number): Promise<void> {
    const port = Number(new URL((this.servers[index] as Container).baseURL).port);
    this.servers[index] = await startContainer(this.#image, {
      ...(this.#options[index] as ContainerOptions),
      port,
    });
  }

  /** What `docker compose run --rm server-1` prints with this command. */
  run(...command: string[]): string {
    return runContainer(this.#image, { ...(this.#options[0] as ContainerOptions), command });
  }
}
