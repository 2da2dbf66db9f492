import type { Change } from '../../call.ts';
import type { Activity } from '../../contract/activity.ts';
import { timestamp } from '../../contract/clock.ts';
import { ApiError } from '../../contract/errors.ts';
import type { Transaction } from '../../db/database.ts';
import { archiveKeysOfUser } from '../api-keys/store.ts';
import { archivedKeys } from '../archived-keys.ts';
import { removeMemberships } from '../members/store.ts';
import type { User } from './contract.ts';
import { roleUpdated } from './join.ts';
import { hasOtherUsers, markRemoved } from './store.ts';

/** The response to the removal of a user. */
export const removed = (id: string) => JSON.stringify({ id, type: 'user_deleted' });

/** Removes a user, with their memberships and personal keys; throws 400 for the last one, and for an admin. */
export async function removeUser(
  tx: Transaction,
  organizationId: string,
  user: User,
): Promise<Change<never>> {
  const { id, role } = user;
  if (!(await hasOtherUsers(tx, organizationId, id))) {
    throw new ApiError('invalid_request_error', 'The last member of an organization can’t be removed.', {
      code: 'cannot_remove_last_member',
    });
  }
  if (role === 'admin') {
    throw new ApiError('invalid_request_error', 'An admin can’t be removed through the API.');
  }
  return { answer: removed(id), ...(await takeOut(tx, organizationId, user)) };
}

/** Removes a user, even an admin or the last one, with their memberships and personal keys. */
export async function takeOut(
  tx: Transaction,
  organizationId: string,
  user: User,
): Promise<Pick<Change, 'activities' | 'cascaded'>> {
  const { id, email, role } = user;
  const at = timestamp(tx.moment);
  await markRemoved(tx, organizationId, id, at);
  const workspaces = await removeMemberships(tx, organizationId, id, at);
  const keys = await archiveKeysOfUser(tx, organizationId, id);
  return {
    activities: [
      { type: 'org_user_deleted', deleted_user_id: id, deleted_user_email: email },
      roleUpdated(user, role, null),
    ],
    cascaded: [...workspaces.map((workspace) => leaving(id, workspace)), ...archivedKeys(keys)],
  };
}

const leaving = (user_id: string, workspace_id: string): Activity => ({
  type: 'platform_workspace_member_removed',
  workspace_id,
  user_id,
});
