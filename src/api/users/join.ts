import type { Change } from '../../call.ts';
import type { Activity } from '../../contract/activity.ts';
import { timestamp } from '../../contract/clock.ts';
import { newId } from '../../contract/id.ts';
import type { Transaction } from '../../db/database.ts';
import type { User } from './contract.ts';
import { insertUser, replaceUser } from './store.ts';

/** Who joins an organization. */
export interface Joining {
  email: string;
  name: string;
  role: User['role'];
  /** When they join, in microseconds, if not now. */
  moment?: number;
  /** Their ID, if not a new one. */
  id?: string | undefined;
}

/** Adds a user, whose address must be free, and tells of it; `isBack` for one who was removed. */
export async function join(
  tx: Transaction,
  organizationId: string,
  { email, name, role, moment = tx.moment, id = newId('user', moment) }: Joining,
  isBack = false,
): Promise<{ user: User; activities: Change['activities'] }> {
  const user: User = { id, type: 'user', email, name, role, added_at: timestamp(moment) };
  if (isBack) await replaceUser(tx, organizationId, user);
  else insertUser(tx, organizationId, user);
  return { user, activities: [roleUpdated(user, null, role)] };
}

/** Tells that a user has another role; null before they join and after they leave. */
export const roleUpdated = (
  { id, email }: User,
  previous: User['role'] | null,
  current: User['role'] | null,
): Activity => ({
  type: 'claude_user_role_updated',
  user_id: id,
  user_email: email,
  previous_role: previous,
  current_role: current,
});
