import type { Change } from '../../call.ts';
import { timestamp } from '../../contract/clock.ts';
import { newId } from '../../contract/id.ts';
import type { Transaction } from '../../db/database.ts';
import type { User } from './contract.ts';
import { insertUser } from './store.ts';

/** Who joins an organization. */
export interface Joining {
  email: string;
  name: string;
  role: User['role'];
  /** Their ID, if not a new one. */
  id?: string | undefined;
}

/** Adds a user, whose address must be free, and tells of it. */
export async function join(
  tx: Transaction,
  organizationId: string,
  { email, name, role, id = newId('user', tx.moment) }: Joining,
): Promise<{ user: User; activities: Change['activities'] }> {
  const user: User = { id, type: 'user', email, name, role, added_at: timestamp(tx.moment) };
  await insertUser(tx, organizationId, user);
  return {
    user,
    activities: [
      {
        type: 'claude_user_role_updated',
        user_id: id,
        user_email: email,
        previous_role: null,
        current_role: role,
      },
    ],
  };
}
