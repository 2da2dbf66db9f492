import { hash } from 'node:crypto';
import type { PageTokens, Wire } from '../call.ts';
import { invalid } from '../contract/errors.ts';
import type { Input, Operation } from '../contract/operation.ts';

const prefix = 'page_';

/**
 * The tokens of one request: the key of a page's last row, bound to organization, route, version and all other parameters
 * (contract of the family, section 0). They aren't secret, and lead to nothing that the request itself couldn't read.
 */
export function pageTokens(
  operation: Operation,
  input: Input<Operation>,
  organizationId: string,
  wire: Wire,
): PageTokens {
  /** Computed only where a token is made or read. */
  const request = () => {
    const parameters = Object.entries({ ...(input.query as object), ...(input.params as object) })
      .filter(([name]) => name !== 'page')
      .sort(([one], [other]) => (one < other ? -1 : 1));
    const text = JSON.stringify([organizationId, operation.id, parameters]);
    return hash('sha256', text, 'base64url').slice(0, 16);
  };
  return {
    issue: (key) => prefix + Buffer.from(JSON.stringify([wire, request(), ...key])).toString('base64url'),
    read(token) {
      const [version, asked, ...key] = decoded(token);
      if (version !== wire) throw invalid('page', 'cursor was issued by a different API version');
      if (asked !== request()) throw invalid('page', 'cursor does not match current query parameters');
      return key;
    },
  };
}

function decoded(token: string): string[] {
  try {
    const bytes = Buffer.from(token.slice(prefix.length), 'base64url');
    const parts: unknown = JSON.parse(bytes.toString());
    const isOurs = token === prefix + bytes.toString('base64url');
    if (isOurs && Array.isArray(parts) && parts.length > 2 && parts.every((part) => typeof part === 'string'))
      return parts;
  } catch {
    // Not one of ours.
  }
  throw invalid('page', 'invalid cursor');
}
