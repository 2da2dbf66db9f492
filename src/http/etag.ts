import type { Versions } from '../db/database.ts';
import type { Asked } from './answers.ts';

/**
 * The `etag` of a response to an organization that was read from these tables: it changes whenever one of them does, and no
 * other organization has it, since browsers cache by URL. `era` differs wherever versions may be repeated.
 */
export function etagOf(
  { organizationId, era, wire }: Omit<Asked, 'url'>,
  versions: Versions,
  tables: readonly string[],
): string {
  const version = tables.reduce((latest, table) => Math.max(latest, versions[table] ?? 0), 0);
  return `W/"${era}${organizationId}-${version}${wire === 'old' ? '-old' : ''}"`;
}

/** Whether a client that sends this `if-none-match` has the response with this `etag` (RFC 9110, section 13.1.2). */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string | undefined): boolean {
  if (ifNoneMatch === undefined || etag === undefined) return false;
  const opaque = (each: string) => each.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((each) => opaque(each) === opaque(etag));
}
