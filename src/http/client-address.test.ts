import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { describe, it } from 'node:test';
import { createClientAddress } from './client-address.ts';

const from = (remoteAddress: string | undefined, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

describe('the address of a request’s client', () => {
  const proxies = ['10.0.0.0/8', '127.0.0.1', '2001:db8:1::/48', 'fe80::1', '::ffff:192.168.7.0/120'];
  const cases: [
    what: string,
    remote: string | undefined,
    forwarded: string | undefined,
    address: string | undefined,
  ][] = [
    ['no proxy', '203.0.113.7', undefined, '203.0.113.7'],
    ['a client that pretends to be a proxy', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['a proxy without the header', '10.1.2.3', undefined, '10.1.2.3'],
    ['a proxy', '10.1.2.3', '203.0.113.7', '203.0.113.7'],
    ['a proxy by its exact address', '127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['a neighbour of it', '127.0.0.2', '203.0.113.7', '127.0.0.2'],
    ['a proxy of IPv6', '2001:db8:1::5', '2001:db8:9::1', '2001:db8:9::1'],
    ['another address of IPv6', '2001:db8:2::5', '2001:db8:9::1', '2001:db8:2::5'],
    ['a link-local proxy', 'fe80::1%eth0', '203.0.113.7', '203.0.113.7'],
    ['a proxy of IPv4 on a socket of IPv6', '::ffff:10.1.2.3', '203.0.113.7', '203.0.113.7'],
    ['a range that is written as mapped', '192.168.7.9', '203.0.113.7', '203.0.113.7'],
    ['two proxies', '10.1.2.3', '203.0.113.7, 10.9.9.9', '203.0.113.7'],
    ['a proxy that is mapped in the header', '10.1.2.3', '203.0.113.7,::ffff:10.9.9.9', '203.0.113.7'],
    ['an address that the client made up', '10.1.2.3', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['nonsense that the client made up', '10.1.2.3', 'nonsense, 203.0.113.7, 10.9.9.9', '203.0.113.7'],
    ['nonsense', '10.1.2.3', 'unknown', '10.1.2.3'],
    ['nonsense behind the address', '10.1.2.3', '203.0.113.7, unknown', '10.1.2.3'],
    ['an address with a port', '10.1.2.3', '203.0.113.7:4711', '10.1.2.3'],
    ['an address with a zone', '10.1.2.3', 'fe80::9%eth0', '10.1.2.3'],
    ['an empty entry', '10.1.2.3', '203.0.113.7,', '10.1.2.3'],
    ['an empty header', '10.1.2.3', '', '10.1.2.3'],
    ['only proxies', '10.1.2.3', '10.4.4.4, 10.9.9.9', '10.1.2.3'],
    ['a connection that has gone', undefined, '203.0.113.7', undefined],
  ];
  const addressOf = createClientAddress(proxies);
  for (const [what, remote, forwarded, address] of cases) {
    it(what, () => assert.equal(addressOf(from(remote, forwarded)), address));
  }

  it('is that of the connection if no proxy is trusted', () => {
    assert.equal(createClientAddress([])(from('10.1.2.3', '203.0.113.7')), '10.1.2.3');
  });
});
