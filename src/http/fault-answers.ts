import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply } from 'fastify';
import { ApiError, type ErrorType, errorEnvelope, errorStatus } from '../contract/errors.ts';
import type { FaultAnswer } from '../contract/fault.ts';

const page =
  '<html>\n<head><title>502 Bad Gateway</title></head>\n<body><h1>502 Bad Gateway</h1></body>\n</html>\n';
const ofBody = ['content-encoding', 'content-length', 'vary'];

/**
 * Sets status and headers of a response that a fault replaces, and returns its body; `body` is the usual one, of which some
 * faults send a part. If the connection is to be broken, does that and returns undefined.
 */
export function replaceAnswer(reply: FastifyReply, answer: FaultAnswer, body: string): string | undefined {
  for (const name of ofBody) reply.removeHeader(name);
  if (answer.connection !== undefined) {
    breakConnection(reply, answer.connection, body);
    return undefined;
  }
  if (answer.body === 'html') {
    reply.code(502).header('content-type', 'text/html');
    return page;
  }
  if (answer.body === 'empty') return '';
  if (answer.body === 'truncated') {
    reply.header('content-type', 'application/json');
    return half(body);
  }
  return errorAnswer(reply, answer);
}

function errorAnswer(reply: FastifyReply, answer: FaultAnswer): string {
  const { status = 500, retry_after, retry_after_ms, should_retry } = answer;
  reply.code(status).header('content-type', 'application/json');
  if (retry_after !== undefined) reply.header('retry-after', String(retry_after));
  if (retry_after_ms !== undefined) reply.header('retry-after-ms', String(retry_after_ms));
  if (should_retry === undefined) reply.removeHeader('x-should-retry');
  else reply.header('x-should-retry', String(should_retry));
  const type = (answer.type ?? typeOf(status)) as ErrorType;
  const message = answer.message ?? 'This error was made by a fault of the sandbox.';
  return errorEnvelope(new ApiError(type, message, { status }), reply.request.id);
}

/** The error type that the API has for a status. */
function typeOf(status: number): string {
  const [type] = Object.entries(errorStatus).find(([, usual]) => usual === status) ?? [];
  if (type !== undefined) return type;
  if (status === 529) return 'overloaded_error';
  return status < 500 ? 'invalid_request_error' : 'api_error';
}

function breakConnection(reply: FastifyReply, how: FaultAnswer['connection'], body: string): void {
  const { raw } = reply;
  // The response has no socket while earlier ones are being sent on the connection.
  const { socket } = raw.req;
  if (how === 'reset') socket.resetAndDestroy();
  else if (how === 'close') socket.destroy();
  else if (how === 'half') {
    const headers = reply.header('content-type', 'application/json').getHeaders() as OutgoingHttpHeaders;
    raw.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(body) });
    raw.write(half(body), () => socket.resetAndDestroy());
  } else if (socket.readableEnded) socket.destroy();
  // A stalled response ends when the client gives up.
  else socket.once('end', () => socket.destroy());
}

const half = (text: string) => text.slice(0, Math.floor(text.length / 2));
