import type { Transaction } from '../../db/database.ts';

/** Removes a user from all workspaces; returns the ids of the workspaces. */
export async function removeMemberships(
  tx: Transaction,
  organizationId: string,
  userId: string,
  at: string,
): Promise<string[]> {
  const rows = await tx.all<{ workspace_id: string }>(
    `UPDATE members SET deleted_at = $1 WHERE organization_id = $2 AND user_id = $3 AND deleted_at IS NULL
     RETURNING workspace_id`,
    at,
    organizationId,
    userId,
  );
  return rows.map(({ workspace_id }) => workspace_id);
}
