import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request as send } from 'node:http';

/** What came back: the body is parsed when it is JSON, else undefined. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  body: unknown;
}

export interface RequestOptions {
  headers?: OutgoingHttpHeaders;
  /** Text and bytes go out as they are, anything else as JSON with its content type. */
  body?: unknown;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Sends one request with the path exactly as given; nothing is normalised, retried or thrown for a status. */
export function request(
  url: string,
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const raw = typeof options.body === 'string' || options.body instanceof Uint8Array;
  const payload = raw ? (options.body as string | Uint8Array) : JSON.stringify(options.body);
  const headers = { ...options.headers };
  if (payload !== undefined) {
    headers['content-type'] ??= 'application/json';
    if (!headers['transfer-encoding']) headers['content-length'] = Buffer.byteLength(payload);
  }
  return new Promise((resolve, reject) => {
    const outgoing = send({ hostname, port, method, path, headers, agent }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const json = incoming.headers['content-type']?.startsWith('application/json');
        const body: unknown = json ? JSON.parse(text) : undefined;
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, body });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}
