import { useRefusal } from '../api/queries.ts';
import type { User } from '../api/types.ts';

/** Why a user can’t be removed from the organization, as a sentence. */
export function useRemovalReason(): (user: User) => string | undefined {
  const refusal = useRefusal('DELETE /v1/organizations/users/{user_id}');
  return ({ role }) => refusal ?? (role === 'admin' ? 'The API can’t remove an admin.' : undefined);
}
