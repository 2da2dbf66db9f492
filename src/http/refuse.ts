import type { Duplex } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, errorEnvelope } from '../contract/errors.ts';
import { everyHeader, sendJson } from './respond.ts';

/** How long a client that was refused may take to read why before its connection is destroyed, in ms. */
const patience = 1000;

/** A path that isn't percent-encoded rightly names nothing. */
export function refuseBrokenUrl(request: FastifyRequest, reply: FastifyReply): void {
  const error = new ApiError('not_found_error', 'Not found');
  // Such a request is made without what others are decorated with.
  Object.assign(request, { caller: null, refusal: error });
  reply.code(error.status).headers({ 'request-id': request.id, ...everyHeader });
  sendJson(reply, errorEnvelope(error, request.id));
}

/** What a client is told whose bytes are no request: not HTTP, too large a head, or too slow. */
export function brokenRequest(error: Error & { code?: string }, maxHeaderSize: number): Refusal {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return { status: 408, reason: 'Request Timeout', message: 'The request took too long to arrive.' };
  }
  if (error.code === 'HPE_HEADER_OVERFLOW') {
    const message =
      `The request’s path, query and headers are larger than ${maxHeaderSize} bytes: ` +
      'send fewer ids[] at a time, or shorter headers.';
    return { status: 431, reason: 'Request Header Fields Too Large', message };
  }
  return { status: 400, reason: 'Bad Request', message: 'The request is not HTTP/1.1.' };
}

/** What CONNECT is told: this is no proxy. */
export const connectRefused: Refusal = {
  status: 405,
  reason: 'Method Not Allowed',
  message: 'Method not allowed',
  headers: { allow: 'GET, POST' },
};

/** An answer to what never became a request for Fastify. */
export interface Refusal {
  status: number;
  reason: string;
  message: string;
  headers?: Record<string, string>;
}

/** Answers with the envelope, and destroys the connection a second later at most. */
export function refuse(socket: Duplex, refusal: Refusal, requestId: string): void {
  const { status, reason, message } = refusal;
  const body = errorEnvelope(new ApiError('invalid_request_error', message, { status }), requestId);
  const headers = {
    'content-type': 'application/json',
    'request-id': requestId,
    ...everyHeader,
    ...refusal.headers,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${reason}\r\n${lines.join('')}\r\n${body}`);
  setTimeout(() => socket.destroy(), patience).unref();
}
