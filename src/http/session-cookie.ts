import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** Browsers send a host’s cookies to all of its ports, on each of which there may be another server. */
const nameAt = (host = '') => `workspaced_session${/:\d+$/.exec(host)?.[0].replace(':', '_') ?? ''}`;
const maxAge = 7 * 24 * 3600;
/** 32 random bytes as base64url. */
const token = /^[A-Za-z0-9_-]{43}$/;

/**
 * The session’s cookie, if the request may use it: it has the console’s own header, and its browser says that it comes
 * from the server’s own pages (contract of the family, section 12).
 */
export function presentedSession({ headers }: IncomingMessage): string | undefined {
  const { cookie } = headers;
  if (cookie === undefined || headers['x-workspaced-console'] !== '1') return undefined;
  if (!isOwnPage(headers)) return undefined;
  const name = nameAt(headers.host);
  const values = cookie.split(/; */).filter((pair) => pair.startsWith(`${name}=`));
  const value = values[0]?.slice(name.length + 1);
  return values.length === 1 && value !== undefined && token.test(value) ? value : undefined;
}

/** False if a browser says that a request comes from a page of another site. */
export function isOwnPage({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined || isOriginOf(origin, host);
}

/** The header that sets the cookie to a session’s token, or deletes it if the token is empty. */
export function sessionCookie(value: string, { headers }: IncomingMessage): string {
  const secure = headers['x-forwarded-proto'] === 'https' ? '; Secure' : '';
  return `${nameAt(headers.host)}=${value}; Path=/; Max-Age=${value === '' ? 0 : maxAge}; HttpOnly; SameSite=Strict${secure}`;
}

const isOriginOf = (origin: string, host = '') =>
  /^https?:\/\//.test(origin) && origin.replace(/^https?:\/\//, '') === host;
