import type { Duplex } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, errorEnvelope } from '../contract/errors.ts';
import { everyHeader, sendJson } from './respond.ts';

/** How long a refused client may take to read the response before its connection is destroyed, in ms. */
const patience = 1000;

/** Responds 404 to a path with invalid percent-encoding. */
export function refuseBrokenUrl(request: FastifyRequest, reply: FastifyReply): void {
  const error = new ApiError('not_found_error', 'Not found');
  // Fastify doesn't decorate such a request.
  Object.assign(request, { caller: null, refusal: error });
  reply.code(error.status).headers({ 'request-id': request.id, ...everyHeader });
  sendJson(reply, errorEnvelope(error, request.id));
}

/** The response to bytes that aren't a valid request: not HTTP, headers too large, or too slow. */
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

/** The response to CONNECT: this server isn't a proxy. */
export const connectRefused: Refusal = {
  status: 405,
  reason: 'Method Not Allowed',
  message: 'Method not allowed',
  headers: { allow: 'GET, POST, DELETE' },
};

/** A response to what never reaches Fastify. */
export interface Refusal {
  status: number;
  reason: string;
  message: string;
  headers?: Record<string, string>;
}

/** Sends the error envelope, and destroys the connection within a second. */
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
