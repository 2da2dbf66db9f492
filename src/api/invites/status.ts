import type { InviteStatus } from './contract.ts';
import type { StoredInvite } from './store.ts';

/** The status of an invite at a time; at `expires_at` it has expired. */
export function statusOf(
  invite: Pick<StoredInvite, 'accepted_at' | 'expires_at'>,
  now: string,
): InviteStatus {
  if (invite.accepted_at !== null) return 'accepted';
  return invite.expires_at <= now ? 'expired' : 'pending';
}

/** The text of an invite as it is sent at a time. */
export const shown = (invite: StoredInvite, now: string) =>
  `${invite.doc.slice(0, -1)},"status":"${statusOf(invite, now)}"}`;
