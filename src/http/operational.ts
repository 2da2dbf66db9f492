import type { FastifyInstance } from 'fastify';
import { ApiError } from '../contract/errors.ts';
import type { Database } from '../db/database.ts';
import { compress, type Encoding, encodingFor } from './compression.ts';
import type { Metrics } from './metrics.ts';
import { sendJson, sendReady } from './respond.ts';

/** What the routes for operators need. */
export interface OperationalTools {
  db: Database;
  metrics: Metrics;
  /** The OpenAPI document as text. */
  openapi: string;
  /** Why requests are refused, if they are. */
  unavailable: () => string | undefined;
}

/** The routes for operators: liveness, readiness, metrics, and the OpenAPI document. */
export function mountOperational(app: FastifyInstance, tools: OperationalTools): void {
  const ofNow = { 'cache-control': 'no-store' };
  app.get('/healthz', (_request, reply) => sendJson(reply.headers(ofNow), '{"status":"ok"}'));

  app.get('/readyz', async (_request, reply) => {
    reply.headers(ofNow);
    const reason = tools.unavailable();
    if (reason !== undefined) throw new ApiError('overloaded_error', reason);
    await tools.db.ready();
    return sendJson(reply, '{"status":"ready"}');
  });

  app.get('/metrics', async (_request, reply) => {
    const { text, contentType } = await tools.metrics.read();
    return reply.headers(ofNow).header('content-type', contentType).send(text);
  });

  const openapi = inEncodings(tools.openapi);
  app.get('/openapi.json', (request, reply) => {
    const encoding = encodingFor(tools.openapi.length, request.headers['accept-encoding']);
    // It is the same for everybody.
    return sendReady(reply.removeHeader('cache-control'), openapi(encoding), encoding);
  });
}

/** A text in each encoding, made once: whoever asks for it needs no key. */
function inEncodings(text: string): (encoding: Encoding | undefined) => Buffer {
  const made = new Map<Encoding | undefined, Buffer>();
  return (encoding) => {
    const body = made.get(encoding) ?? (encoding ? compress(text, encoding) : Buffer.from(text));
    made.set(encoding, body);
    return body;
  };
}
