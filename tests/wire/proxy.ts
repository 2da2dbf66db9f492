import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { after } from 'node:test';

/** A proxy that passes requests on and, as often as `cuts` says, drops the connection instead of the answer. */
export interface Proxy {
  url: string;
  /** How many more answers are lost. */
  cuts: number;
  /** How many requests have been passed on. */
  requests: number;
}

/** Starts such a proxy in front of a server; it ends with the tests. */
export async function startProxy(target: string): Promise<Proxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const proxy = { url: '', cuts: 0, requests: 0 };

  const listener = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => {});
    }
    client.on('data', (data) => {
      if (/^[A-Z]+ \//.test(data.toString('latin1'))) proxy.requests++;
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (proxy.cuts > 0) {
        proxy.cuts--;
        client.destroy();
        upstream.destroy();
      } else client.write(data);
    });
    client.on('end', () => upstream.end());
    upstream.on('end', () => client.end());
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  proxy.url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  after(() => {
    listener.close();
    for (const socket of sockets) socket.destroy();
  });
  return proxy;
}
