import type { Row } from '../../contract/page.ts';
import type { Reads, Transaction } from '../../db/database.ts';
import { Walk } from '../../db/walk.ts';
import type { Member } from './contract.ts';

/** A stored member; one who was removed stays stored. */
export interface StoredMember {
  workspace_role: Member['workspace_role'];
  deleted_at: string | null;
  doc: string;
}

/** A user’s row in a workspace, also after the removal; or undefined. */
export const findMember = (db: Reads, organizationId: string, workspaceId: string, userId: string) =>
  db.get<StoredMember>(
    `SELECT workspace_role, deleted_at, doc FROM members
     WHERE organization_id = $1 AND workspace_id = $2 AND user_id = $3`,
    organizationId,
    workspaceId,
    userId,
  );

/** The members of a workspace, by user id. */
export const memberWalk = new Walk<Row>({
  source: 'members',
  columns: 'user_id AS id, doc',
  within: ['workspace_id'],
  key: ['user_id'],
  where: 'deleted_at IS NULL',
});

/** The number of members of a workspace. */
export async function countMembers(db: Reads, organizationId: string, workspaceId: string): Promise<number> {
  const row = await db.get<{ count: number }>(
    `SELECT CAST(count(*) AS INTEGER) AS count FROM members
     WHERE organization_id = $1 AND workspace_id = $2 AND deleted_at IS NULL`,
    organizationId,
    workspaceId,
  );
  return row?.count ?? 0;
}

/** Stores a member, whose text is `doc`, in place of what was stored of them. */
export async function putMember(
  tx: Transaction,
  organizationId: string,
  { workspace_id, user_id, workspace_role }: Member,
  doc: string,
): Promise<void> {
  await tx.run(
    `INSERT INTO members (organization_id, workspace_id, user_id, workspace_role, deleted_at, doc)
     VALUES ($1, $2, $3, $4, NULL, $5)
     ON CONFLICT (organization_id, workspace_id, user_id) DO UPDATE SET
       workspace_role = excluded.workspace_role, deleted_at = NULL, doc = excluded.doc`,
    organizationId,
    workspace_id,
    user_id,
    workspace_role,
    doc,
  );
}

/** Removes a member at that time. */
export async function removeMember(
  tx: Transaction,
  organizationId: string,
  { workspace_id, user_id }: Pick<Member, 'workspace_id' | 'user_id'>,
  at: string,
): Promise<void> {
  await tx.run(
    `UPDATE members SET deleted_at = $1 WHERE organization_id = $2 AND workspace_id = $3 AND user_id = $4`,
    at,
    organizationId,
    workspace_id,
    user_id,
  );
}

/** Removes a user from all workspaces; returns the ids of the workspaces in order, as no database promises it. */
export async function removeMemberships(
  tx: Transaction,
  organizationId: string,
  userId: string,
  at: string,
): Promise<string[]> {
  const rows = await tx.all<{ workspace_id: string }>(
    `UPDATE members INDEXED BY members_user_id SET deleted_at = $1
     WHERE organization_id = $2 AND user_id = $3 AND deleted_at IS NULL RETURNING workspace_id`,
    at,
    organizationId,
    userId,
  );
  return rows.map(({ workspace_id }) => workspace_id).sort();
}
