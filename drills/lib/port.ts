import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port of loopback that is free now, below the range that outgoing connections are given, so a killed program can have it again. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 15_000 + Math.floor(Math.random() * 15_000);
    const server = createServer().listen(port, '127.0.0.1');
    const free = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    server.close();
    if (free) return port;
  }
}
