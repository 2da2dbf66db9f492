import type { IncomingMessage } from 'node:http';
import { type ApiError, invalid } from '../contract/errors.ts';

const loopback = /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i;

/** What is wrong with the `Host` of a request, if anything. */
export type HostFault = (request: IncomingMessage) => ApiError | undefined;

/**
 * HTTP/1.1 demands one `Host`, whether or not anybody needs it. Where `loopbackOnly` is set it must name this machine: a
 * page on the web whose name is made to lead here (DNS rebinding) can't then call with what a browser sends.
 */
export function createHostFault(loopbackOnly: boolean): HostFault {
  return ({ headers: { host }, httpVersion }) => {
    if (host === undefined) return httpVersion === '1.1' ? invalid('host', 'header is required') : undefined;
    if (host.includes(',')) return invalid('host', 'should be one host, sent once');
    if (loopbackOnly && !loopback.test(host)) {
      return invalid('host', 'should be localhost or 127.0.0.1: this server is for this machine alone');
    }
    return undefined;
  };
}
