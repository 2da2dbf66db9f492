import { isOpaqueId } from '../contract/id.ts';
import type { Database, Reads, Transaction } from '../db/database.ts';

/** Where operations read and write. A sandbox can show earlier states, and drop writes. */
export interface States {
  /** Whether the organization’s reads see its latest state, so that responses may be cached. */
  isCurrent(organizationId: string): boolean;
  /** What tells versions of the organization apart that are the same number, as part of an `etag`. */
  era(organizationId: string): string;
  read<T>(organizationId: string, work: (db: Reads) => Promise<T>): Promise<T>;
  /** Whether the write of a request with these IDs in its path is kept. */
  keeps(organizationId: string, ids: readonly string[]): boolean;
  /** Does `work` in one transaction. `ids` are those in the path of the request, `addresses` those that its body names. */
  write<T>(
    organizationId: string,
    ids: readonly string[],
    work: (tx: Transaction) => Promise<T>,
    addresses?: readonly string[],
  ): Promise<T>;
}

/** The database as it is. `era` tells versions and settings of the program apart. */
export function plainStates(db: Database, era: string): States {
  return {
    isCurrent: () => true,
    era: () => era,
    keeps: () => true,
    read: (_organizationId, work) => work(db),
    write: (organizationId, ids, work, addresses = []) =>
      db.transaction(organizationId, work, [...ids.filter(isOpaqueId), ...addresses]),
  };
}
