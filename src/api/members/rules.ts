import { isOpaqueId } from '../../contract/id.ts';
import type { Reads } from '../../db/database.ts';
import { existingWorkspace } from '../existing.ts';
import type { User } from '../users/contract.ts';
import { findUser } from '../users/store.ts';
import type { Member } from './contract.ts';
import { adminRole, archivedWorkspace, billingRole, defaultWorkspace, noUser } from './reference/errors.ts';
import { findMember, type StoredMember } from './store.ts';

/** A user and a workspace, as a write finds them. */
export interface Standing {
  /** The user’s role in the organization. */
  role: User['role'];
  /** What is stored of them as a member. */
  member: StoredMember | undefined;
  /** Whether they were removed from the workspace, and not added since. */
  isRemoved: boolean;
}

/**
 * Finds what a write is about; throws 404 unless the organization has both, and 400 unless the workspace’s members can
 * change. A user who has left counts only as one who was removed.
 */
export async function findStanding(
  db: Reads,
  organizationId: string,
  { workspace_id, user_id }: Pick<Member, 'workspace_id' | 'user_id'>,
  mayHaveLeft = false,
): Promise<Standing> {
  const workspace = await existingWorkspace(workspace_id, { db, organizationId });
  const user = isOpaqueId(user_id) ? await findUser(db, organizationId, user_id) : undefined;
  if (user === undefined) throw noUser();
  const member = await findMember(db, organizationId, workspace_id, user_id);
  if (user.deleted_at !== null && !(mayHaveLeft && member !== undefined)) throw noUser();
  if (workspace.is_default === 1) throw defaultWorkspace();
  if (workspace.archived_at !== null) throw archivedWorkspace();
  const isRemoved = member !== undefined && member.deleted_at !== null;
  return { role: user.role, member: isRemoved ? undefined : member, isRemoved };
}

/** Throws 400 unless a user with this role in the organization can be given that one in a workspace. */
export function checkRole(role: User['role'], asked: Member['workspace_role']): void {
  if (role === 'admin') throw adminRole();
  if (role === 'billing' && asked !== 'workspace_admin') throw billingRole();
}
