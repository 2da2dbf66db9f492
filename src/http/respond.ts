import type { ServerResponse } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { ApiError, errorEnvelope, tooLarge } from '../contract/errors.ts';
import { DatabaseUnavailable } from '../db/database.ts';
import { compress, type Encoding, encodingFor, leastCompressed } from './compression.ts';
import type { Unknown } from './unknown.ts';

/**
 * Headers of every response that doesn't say otherwise. Who may see one depends on its key, so a cache that many clients
 * share must not store it; the client itself may, and asks with its `etag` whether it is still current.
 */
export const everyHeader = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'private, no-cache',
};

const asItIs = (text: unknown) => text as string;

/** Sends JSON, compressed if it is long and the client accepts it; an empty text as 204. */
export function sendJson(reply: FastifyReply, text: string): FastifyReply {
  if (text === '') return reply.code(204).send();
  const encoding = encodingFor(text.length, reply.request.headers['accept-encoding']);
  return sendReady(reply, encoding === undefined ? text : compress(text, encoding), encoding);
}

/** Sends serialised JSON. A serialiser that does nothing keeps Fastify from adding a charset to the content type. */
export function sendReady(reply: FastifyReply, body: string | Buffer, encoding?: Encoding): FastifyReply {
  if (encoding !== undefined) reply.header('content-encoding', encoding);
  if (encoding !== undefined || body.length >= leastCompressed) {
    const others = reply.getHeader('vary');
    reply.header('vary', others ? `${others}, accept-encoding` : 'accept-encoding');
  }
  return reply.header('content-type', 'application/json').serializer(asItIs).send(body);
}

/** Whether the whole response was handed to the system, which is some ticks before Node emits `finish`. */
export function isHandedOver({ writableFinished, writableEnded, socket }: ServerResponse): boolean {
  return writableFinished || (writableEnded && socket?.writableLength === 0 && !socket.destroyed);
}

/** Sends every error as the envelope. Unexpected errors are logged, and sent as 500 without internals. */
export function installErrors(app: FastifyInstance, log: Logger, unknown: Unknown): void {
  app.setErrorHandler((error: FastifyError | Error, request, reply) => {
    const told = toApiError(error);
    request.refusal = told;
    if (told.type === 'api_error') log.error({ id: request.id, err: error }, 'unexpected error');
    else if (error instanceof DatabaseUnavailable)
      log.warn({ id: request.id, err: error }, 'database unavailable');
    // It is unknown whether the write took effect, and retrying won't fix a bug.
    if (told.type === 'api_error' && request.method !== 'GET') reply.header('x-should-retry', 'false');
    return sendJson(reply.code(told.status).headers(told.headers), errorEnvelope(told, request.id));
  });
  app.setNotFoundHandler(({ url }) => {
    throw unknown(url);
  });
}

function toApiError(error: FastifyError | Error): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof DatabaseUnavailable) {
    return new ApiError(
      'overloaded_error',
      error.told ?? 'The database can’t be reached. Try again shortly.',
    );
  }
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return tooLarge();
  if (status !== undefined && status >= 400 && status < 500) {
    return new ApiError('invalid_request_error', error.message);
  }
  return new ApiError('api_error', 'Internal server error');
}
