import type { IncomingMessage } from 'node:http';
import { type ApiError, invalid } from '../contract/errors.ts';

const loopback = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i;

/** The fault in the `Host` header of a request, if any. */
export type HostFault = (request: IncomingMessage) => ApiError | undefined;

/**
 * HTTP/1.1 requires one `Host` header. With `loopbackOnly` it must be this machine, so that web pages can't reach the
 * server by DNS rebinding.
 */
export function createHostFault(loopbackOnly: boolean): HostFault {
  return ({ headers: { host }, httpVersion }) => {
    if (host === undefined) return httpVersion === '1.1' ? invalid('host', 'header is required') : undefined;
    if (host.includes(',')) return invalid('host', 'should be one host, sent once');
    if (loopbackOnly && !loopback.test(host)) {
      return invalid('host', 'should be localhost or 127.0.0.1: this server accepts local requests only');
    }
    return undefined;
  };
}
