import { printable } from './table.ts';
import type { Target } from './target.ts';

const untrusted =
  'its certificate is not signed by an authority that Node trusts: set NODE_EXTRA_CA_CERTS to a PEM file that holds that authority’s certificate.';
const withoutTls = 'it speaks plain HTTP: begin its URL with http://.';

/** What is wrong and what to do, by the error code of a failed connection. */
const advice: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_HAS_EXPIRED: 'its certificate has expired: renew it on the server (or set the clock of this machine).',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet: check the clocks of the server and of this machine.',
  ERR_SSL_WRONG_VERSION_NUMBER: withoutTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: withoutTls,
};

interface Cause extends Error {
  code?: string;
  /** Set if the certificate is for another host. */
  cert?: { subjectaltname?: string };
}

/** The error of a request without an answer: what it did, if anything, isn’t known. */
export class Unreachable extends Error {}

/** The error for a server that can't be reached; says on one line what is wrong and what to do. */
export function unreachable(target: Target, error: unknown): Unreachable {
  const cause = ((error as Error).cause ?? error) as Cause;
  return new Unreachable(printable(`can’t reach ${target.base}: ${explain(target, cause)}`));
}

function explain({ base, urlFlag = '--url' }: Target, { code = '', message, cert }: Cause): string {
  if (code === 'ECONNREFUSED') {
    return `nothing listens there (ECONNREFUSED): start the server, or set its URL with ${urlFlag}.`;
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `its certificate is for ${cert?.subjectaltname ?? 'another host'}: use a host name that it covers.`;
  }
  if (base.startsWith('http:') && /^(ECONNRESET|UND_ERR_SOCKET|HPE_\w+)$/.test(code)) {
    return 'it closed the connection without an HTTP answer: if it speaks HTTPS, begin its URL with https://.';
  }
  return advice[code] ?? (message || code);
}
