import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Load, Request } from './load.ts';

/** A connection for one request after the other, written and read by hand so that the client adds next to nothing. */
export class Connection {
  readonly #socket: Socket;
  /** Bytes of the answer that are still to come; its head comes whole in the first piece. */
  #missing = 0;
  #answered: () => void = () => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes) => this.#read(bytes));
    socket.on('end', () => {
      throw new Error('the server closed the connection');
    });
  }

  static async open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname).setNoDelay();
    await once(socket, 'connect');
    return new Connection(socket);
  }

  /** Sends a request and calls back once its answer is read; throws where that isn't 200. */
  send(text: string, answered: () => void): void {
    this.#answered = answered;
    this.#socket.write(text);
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(bytes: Buffer): void {
    if (this.#missing === 0) {
      const head = bytes.indexOf('\r\n\r\n') + 4;
      const text = bytes.toString('latin1', 0, head);
      if (!text.startsWith('HTTP/1.1 200')) throw new Error(bytes.toString());
      this.#missing = head + Number(/content-length: (\d+)/i.exec(text)?.[1]);
    }
    this.#missing -= bytes.length;
    if (this.#missing === 0) this.#answered();
  }
}

/** The requests of a job as the texts that are sent. */
export const texts = ({ url, headers, requests }: Pick<Load, 'url' | 'headers' | 'requests'>): string[] =>
  requests.map((request) => written(new URL(url).hostname, headers, request));

function written(
  host: string,
  shared: Load['headers'],
  { method, path, body = '', headers }: Request,
): string {
  const length = method === 'POST' ? { 'content-length': Buffer.byteLength(body) } : {};
  const lines = Object.entries({ host, ...shared, ...headers, ...length });
  return `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}
