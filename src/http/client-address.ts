import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { isIpAddress } from '../config/ip-address.ts';

/** The address that a request comes from; undefined if its connection has gone. */
export type ClientAddress = (request: IncomingMessage) => string | undefined;

/**
 * The address of the connection; or if that is one of these addresses and ranges, the last one in `x-forwarded-for` that
 * isn't, because what stands before it may be made up. If there is none, or something else is in between, the connection's.
 */
export function createClientAddress(trustedProxies: readonly string[]): ClientAddress {
  if (trustedProxies.length === 0) return ({ socket }) => socket.remoteAddress;
  const trusted = new BlockList();
  for (const range of trustedProxies) {
    const [address = '', length] = range.split('/');
    if (length === undefined) trusted.addAddress(address, familyOf(address));
    else trusted.addSubnet(address, Number(length), familyOf(address));
  }
  const isTrusted = (address: string) => trusted.check(address, familyOf(address));
  return ({ socket: { remoteAddress }, headers }) => {
    const forwarded = headers['x-forwarded-for'];
    // A link-local address has its zone, such as `%eth0`.
    if (forwarded === undefined || !isTrusted(remoteAddress?.replace(/%.*/, '') ?? '')) return remoteAddress;
    const last = String(forwarded)
      .split(',')
      .map((each) => each.trim())
      .findLast((each) => !isIpAddress(each) || !isTrusted(each));
    return last !== undefined && isIpAddress(last) ? last : remoteAddress;
  };
}

const familyOf = (address: string) => (isIP(address) === 4 ? 'ipv4' : 'ipv6');
