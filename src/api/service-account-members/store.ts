import type { Row } from '../../contract/page.ts';
import type { Reads, Transaction } from '../../db/database.ts';
import { Walk } from '../../db/walk.ts';
import type { ServiceAccountMember } from './contract.ts';

/** A service account and a workspace, by their ids. */
export interface Pair {
  service_account_id: string;
  workspace_id: string;
}

/** The text of an explicit membership, or undefined. */
export async function findMember(db: Reads, organizationId: string, pair: Pair): Promise<string | undefined> {
  const row = await db.get<{ doc: string }>(
    `SELECT doc FROM service_account_members
     WHERE organization_id = $1 AND service_account_id = $2 AND workspace_id = $3`,
    organizationId,
    pair.service_account_id,
    pair.workspace_id,
  );
  return row?.doc;
}

const columns = 'created_at, service_account_id, workspace_id, doc';

/** The memberships of a workspace, without those of archived service accounts. */
export const ofWorkspace = new Walk<Row>({
  source: 'service_account_members',
  columns,
  within: ['workspace_id'],
  key: ['created_at', 'service_account_id'],
  where: `NOT EXISTS (
    SELECT 1 FROM service_accounts WHERE organization_id = service_account_members.organization_id
      AND id = service_account_members.service_account_id AND archived_at IS NOT NULL)`,
});

/** The memberships of a service account. */
export const ofAccount = new Walk<Row>({
  source: 'service_account_members',
  columns,
  within: ['service_account_id'],
  key: ['created_at', 'workspace_id'],
});

/** Stores a new membership. */
export function insertMember(
  tx: Transaction,
  organizationId: string,
  member: ServiceAccountMember,
  createdAt: string,
): void {
  tx.insert(
    `INSERT INTO service_account_members
       (organization_id, service_account_id, workspace_id, workspace_role, created_at, doc)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    organizationId,
    member.service_account_id,
    member.workspace_id,
    member.workspace_role,
    createdAt,
    JSON.stringify(member),
  );
}

/** Replaces a stored membership. */
export async function replaceMember(
  tx: Transaction,
  organizationId: string,
  member: ServiceAccountMember,
): Promise<void> {
  await tx.run(
    `UPDATE service_account_members SET workspace_role = $1, doc = $2
     WHERE organization_id = $3 AND service_account_id = $4 AND workspace_id = $5`,
    member.workspace_role,
    JSON.stringify(member),
    organizationId,
    member.service_account_id,
    member.workspace_id,
  );
}

/** Deletes a membership; false if there is none. */
export async function deleteMember(tx: Transaction, organizationId: string, pair: Pair): Promise<boolean> {
  const deleted = await tx.run(
    `DELETE FROM service_account_members
     WHERE organization_id = $1 AND service_account_id = $2 AND workspace_id = $3`,
    organizationId,
    pair.service_account_id,
    pair.workspace_id,
  );
  return deleted > 0;
}
