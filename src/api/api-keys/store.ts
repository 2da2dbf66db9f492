import type { Transaction } from '../../db/database.ts';

/** Archives the keys that match, unless they are archived already, and returns their ids and last status. */
const archiving = (condition: string) =>
  `UPDATE api_keys SET status = 'archived' WHERE organization_id = $1 AND ${condition} AND status <> 'archived'
   RETURNING id`;
const ofWorkspace = archiving('workspace_id = $2');
const ofUser = archiving('user_id = $2');
const ofUserInWorkspace = archiving('user_id = $2 AND workspace_id = $3');
const ofServiceAccount = archiving('service_account_id = $2');

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

/** Archives all keys of a workspace; returns the ids of those that weren’t archived. */
export const archiveKeysOfWorkspace = async (tx: Transaction, organizationId: string, workspaceId: string) =>
  idsOf(await tx.all(ofWorkspace, organizationId, workspaceId));

/** Archives a user’s personal keys; returns the ids of those that weren’t archived. */
export const archiveKeysOfUser = async (tx: Transaction, organizationId: string, userId: string) =>
  idsOf(await tx.all(ofUser, organizationId, userId));

/** Archives a user’s personal keys in a workspace; returns the ids of those that weren’t archived. */
export const archiveKeysOfMember = async (
  tx: Transaction,
  organizationId: string,
  userId: string,
  workspaceId: string,
) => idsOf(await tx.all(ofUserInWorkspace, organizationId, userId, workspaceId));

/** Archives a service account’s keys; returns the ids of those that weren’t archived. */
export const archiveKeysOfServiceAccount = async (
  tx: Transaction,
  organizationId: string,
  accountId: string,
) => idsOf(await tx.all(ofServiceAccount, organizationId, accountId));
