import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { after } from 'node:test';

/**
 * The URL of a PostgreSQL on a road on which its answers take so many ms longer: what it says is old when it arrives. It
 * ends with the tests.
 */
export async function slowRoad(database: string, ms: number): Promise<string> {
  const url = new URL(database);
  const target = { host: url.hostname, port: Number(url.port), noDelay: true };
  const sockets = new Set<Socket>();
  const listener = createServer((near) => {
    const far = connect(target);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => {});
    }
    near.setNoDelay();
    near.on('data', (data) => far.write(data));
    near.on('end', () => far.end());
    far.on('data', (data) => setTimeout(() => near.write(data), ms));
    far.on('end', () => setTimeout(() => near.end(), ms));
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  after(() => {
    listener.close();
    for (const socket of sockets) socket.destroy();
  });
  url.port = String((listener.address() as AddressInfo).port);
  return url.href;
}
