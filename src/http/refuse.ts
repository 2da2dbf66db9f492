import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, errorEnvelope } from '../contract/errors.ts';
import { sendJson } from './respond.ts';

/** A path that isn't percent-encoded rightly names nothing. */
export function refuseBrokenUrl(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const error = new ApiError('not_found_error', 'Not found');
  reply.code(error.status).header('request-id', request.id);
  sendJson(reply, errorEnvelope(error, request.id));
}

/** What isn't HTTP, has too large a head or comes too slowly: answered with the envelope, then cut; tells the status. */
export function refuseBrokenRequest(
  error: Error & { code?: string },
  socket: Socket,
  requestId: string,
): number | undefined {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return undefined;
  }
  const [status, reason, message] = brokenRequests[error.code ?? ''] ?? [
    400,
    'Bad Request',
    'The request is not HTTP/1.1.',
  ];
  const body = errorEnvelope(new ApiError('invalid_request_error', message, { status }), requestId);
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\ncontent-type: application/json\r\nrequest-id: ${requestId}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
  return status;
}

const brokenRequests: Record<string, [status: number, reason: string, message: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'The request’s headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'The request took too long to arrive.'],
};
