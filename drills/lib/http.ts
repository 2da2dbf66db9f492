import { type Agent, type IncomingHttpHeaders, request } from 'node:http';

/** An answer as it came. */
export interface Answer {
  status: number;
  body: unknown;
  headers: IncomingHttpHeaders;
}

/** Sends one request over a kept connection; fails when the connection does, or after `seconds` of silence. */
export function send(
  agent: Agent,
  url: string,
  options: { method: string; headers: Record<string, string>; body?: string; seconds: number },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method, headers, seconds } = options;
    const outgoing = request(url, { agent, method, headers, timeout: seconds * 1000 }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString());
        resolve({ status: incoming.statusCode ?? 0, body, headers: incoming.headers });
      });
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')));
    outgoing.on('error', reject);
    outgoing.end(options.body);
  });
}
