import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

/** A web server that isn't ours. */
export interface Web {
  url: string;
  close: () => Promise<void>;
}

/** Has a server listen on a free port of 127.0.0.1 until the tests end; the URL is for plain HTTP. */
export async function listen(web: Server): Promise<Web> {
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  const close = () => {
    web.closeAllConnections();
    return new Promise<void>((closed) => web.close(() => closed()));
  };
  after(close);
  return { url: `http://127.0.0.1:${(web.address() as AddressInfo).port}`, close };
}
