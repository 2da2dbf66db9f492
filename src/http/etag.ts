import type { Wire } from '../call.ts';
import type { Versions } from '../db/database.ts';

/**
 * The `etag` of a response that was read from these tables: it changes whenever one of them does. `era` differs wherever
 * versions may be repeated.
 */
export function etagOf(era: string, versions: Versions, tables: readonly string[], wire: Wire): string {
  const version = tables.reduce((latest, table) => Math.max(latest, versions[table] ?? 0), 0);
  return `W/"${era}${version.toString(36)}${wire === 'old' ? '-old' : ''}"`;
}

/** Whether a client that sends this `if-none-match` has the response with this `etag` (RFC 9110, section 13.1.2). */
export function hasIt(ifNoneMatch: string | undefined, etag: string | undefined): boolean {
  if (ifNoneMatch === undefined || etag === undefined) return false;
  const opaque = (each: string) => each.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((each) => opaque(each) === opaque(etag));
}
