import type { Reads, Transaction } from '../../db/database.ts';

/** The version from which on the organization’s feed is complete; null while it is disabled. */
export async function findFeedSince(db: Reads, organizationId: string): Promise<number | null> {
  const row = await db.get<{ feed_since: number | null }>(
    'SELECT feed_since FROM organizations WHERE id = $1',
    organizationId,
  );
  return row?.feed_since ?? null;
}

/** Enables the feed from this version on, or disables it with null. */
export async function setFeedSince(
  tx: Transaction,
  organizationId: string,
  since: number | null,
): Promise<void> {
  await tx.run('UPDATE organizations SET feed_since = $1 WHERE id = $2', since, organizationId);
}

/** Records that what happened before this version is no longer complete in the feed. */
export async function raiseFeedSince(tx: Transaction, organizationId: string, since: number): Promise<void> {
  await tx.run(
    'UPDATE organizations SET feed_since = $1 WHERE id = $2 AND feed_since < $3',
    since,
    organizationId,
    since,
  );
}
