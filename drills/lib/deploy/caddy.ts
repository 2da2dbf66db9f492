import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { startChild } from '../child.ts';
import { freePort } from '../port.ts';
import { temporaryDirectory } from '../teardown.ts';
import { waitFor } from '../wait.ts';
import { root } from './image.ts';

/** Caddy with deploy/Caddyfile, whose own authority this process trusts. */
export interface TlsProxy {
  /** `https://localhost` and a port. */
  url: string;
  /** The same by plain HTTP. */
  plainUrl: string;
}

/** Starts it in front of these addresses, `host:port`, and waits until it answers. */
export async function startCaddy(upstreams: string[], log: string): Promise<TlsProxy> {
  const [port, plainPort] = [await freePort(), await freePort()];
  const directory = temporaryDirectory('caddy');
  const env = {
    ...{ PATH: process.env.PATH, HOME: directory, XDG_DATA_HOME: directory, XDG_CONFIG_HOME: directory },
    ...{ PROXY_HTTP_PORT: String(plainPort), PROXY_HTTPS_PORT: String(port) },
    ...{ PROXY_SITE: 'localhost', PROXY_UPSTREAMS: upstreams.join(' ') },
  };
  startChild('caddy', ['run', '--config', join(root, 'deploy/Caddyfile'), '--adapter', 'caddyfile'], {
    log,
    env,
  });
  const url = `https://localhost:${port}`;
  const authority = join(directory, 'caddy/pki/authorities/local/root.crt');
  const trusted = getCACertificates();
  await waitFor('the proxy answers', 30, async () => {
    try {
      setDefaultCACertificates([...trusted, readFileSync(authority, 'utf8')]);
      return (await fetch(`${url}/readyz`)).ok;
    } catch {
      return false;
    }
  });
  return { url, plainUrl: `http://localhost:${plainPort}` };
}
