import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

/** A request that was passed on, or answered instead. */
export interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
}

/** What is answered instead of the server: a response, or never anything. */
export type Instead =
  | { status: number; headers?: Record<string, string>; body?: string }
  | 'nothing'
  | undefined;

/** A server that passes requests on to another one, and keeps them. */
export interface Recorder {
  url: string;
  seen: Seen[];
  /** Called before a request is passed on. */
  instead: (request: Seen) => Instead;
  /** Changes the text of an answer. */
  change: (request: Seen, text: string) => string;
}

/** Starts such a server; it ends with the tests. */
export async function startRecorder(target: string): Promise<Recorder> {
  const recorder: Recorder = {
    url: '',
    seen: [],
    instead: () => undefined,
    change: (_request, text) => text,
  };
  const server = createServer(async (incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    const body = Buffer.concat(await incoming.toArray());
    const request = { method, url, headers };
    const instead = recorder.instead(request);
    recorder.seen.push(request);
    if (instead === 'nothing') return;
    if (instead !== undefined) {
      outgoing.writeHead(instead.status, instead.headers).end(instead.body);
      return;
    }
    const sent = ['x-api-key', 'content-type', 'anthropic-version', 'idempotency-key'].flatMap(
      (name): [string, string][] => (headers[name] === undefined ? [] : [[name, String(headers[name])]]),
    );
    const response = await fetch(target + url, {
      method,
      headers: sent,
      body: body.length > 0 ? body : null,
    });
    const text = recorder.change(request, await response.text());
    outgoing.writeHead(response.status, { 'content-type': 'application/json' }).end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  recorder.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return recorder;
}
