import type { workspaceRoles } from '../api/members/contract.ts';
import type { Reads } from '../db/database.ts';

/** A row of an organization; a removed or deleted one has a time in `deleted_at`. */
interface Row {
  id: string;
  doc: string;
}

/** A user, also one who was removed. */
export interface UserRow extends Row {
  deleted_at: string | null;
}

/** All users of an organization, by when they were added. */
export const readUsers = (db: Reads, organizationId: string) =>
  db.all<UserRow>(
    'SELECT id, deleted_at, doc FROM users WHERE organization_id = $1 ORDER BY added_at, id',
    organizationId,
  );

/** An invite, also a deleted one. */
export interface InviteRow extends Row {
  expires_at: string;
  accepted_at: string | null;
  deleted_at: string | null;
  user_id: string | null;
}

/** All invites of an organization, by when they were sent. */
export const readInvites = (db: Reads, organizationId: string) =>
  db.all<InviteRow>(
    `SELECT id, expires_at, accepted_at, deleted_at, user_id, doc FROM invites
     WHERE organization_id = $1 ORDER BY invited_at, id`,
    organizationId,
  );

/** A service account, archived or not. */
export interface AccountRow extends Row {
  archived_at: string | null;
}

/** All service accounts of an organization, oldest first. */
export const readAccounts = (db: Reads, organizationId: string) =>
  db.all<AccountRow>(
    'SELECT id, archived_at, doc FROM service_accounts WHERE organization_id = $1 ORDER BY created_at, id',
    organizationId,
  );

/** A workspace, archived or not. */
export interface WorkspaceRow extends Row {
  archived_at: string | null;
  is_default: number;
}

/** All workspaces of an organization, by their IDs, the default one first. */
export const readWorkspaces = (db: Reads, organizationId: string) =>
  db.all<WorkspaceRow>(
    `SELECT id, archived_at, is_default, doc FROM workspaces
     WHERE organization_id = $1 ORDER BY is_default DESC, id`,
    organizationId,
  );

/** A user’s role in a workspace. */
export interface MemberRow {
  workspace_id: string;
  user_id: string;
  workspace_role: (typeof workspaceRoles)[number];
}

/** All members of all workspaces of an organization. */
export const readMembers = (db: Reads, organizationId: string) =>
  db.all<MemberRow>(
    `SELECT workspace_id, user_id, workspace_role FROM members
     WHERE organization_id = $1 AND deleted_at IS NULL ORDER BY workspace_id, user_id`,
    organizationId,
  );

/** A service account’s role in a workspace. */
export interface AccountMemberRow {
  workspace_id: string;
  service_account_id: string;
  created_at: string;
  doc: string;
}

/** All service accounts in all workspaces of an organization. */
export const readAccountMembers = (db: Reads, organizationId: string) =>
  db.all<AccountMemberRow>(
    `SELECT workspace_id, service_account_id, created_at, doc FROM service_account_members
     WHERE organization_id = $1 ORDER BY workspace_id, created_at, service_account_id`,
    organizationId,
  );

/** An API key; a key of the organization has no workspace. */
export interface KeyRow extends Row {
  workspace_id: string | null;
  status: 'active' | 'inactive' | 'archived';
  created_at: string;
  expires_at: string | null;
  hash: string;
}

/** All API keys of an organization, oldest first. */
export const readKeys = (db: Reads, organizationId: string) =>
  db.all<KeyRow>(
    `SELECT id, workspace_id, status, created_at, expires_at, hash, doc FROM api_keys
     WHERE organization_id = $1 ORDER BY created_at, id`,
    organizationId,
  );
