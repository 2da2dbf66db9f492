import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a database that can be shut, or made to swallow everything as a half-open connection does. */
export class Gate implements AsyncDisposable {
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;
  /** While it is set nothing passes, not even that one side has gone. */
  silent = false;
  /** While it is set, what the database sends is lost. */
  deaf = false;
  /** `deaf` is set as soon as a client sends this text. */
  deafAfter: string | undefined;

  constructor(url: string) {
    this.#target = new URL(url);
  }

  /** Answers the URL of the database through the gate; the same one each time it is opened. */
  async open(): Promise<string> {
    const server = createServer((near) => this.#join(near));
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as { port: number }).port;
    this.#server = server;
    const url = new URL(this.#target);
    url.port = String(this.#port);
    return url.href;
  }

  /** Cuts every connection and takes no new one. */
  async shut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shut();
  }

  #join(near: Socket): void {
    const far = connect(Number(this.#target.port), this.#target.hostname);
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        if (this.silent) return;
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (data) => {
      if (this.deafAfter !== undefined && data.includes(this.deafAfter)) this.deaf = true;
      if (!this.silent) far.write(data);
    });
    far.on('data', (data) => this.silent || this.deaf || near.write(data));
  }
}
