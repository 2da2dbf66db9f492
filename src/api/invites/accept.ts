import type { ActingUser, Change } from '../../call.ts';
import { timestamp } from '../../contract/clock.ts';
import { ApiError } from '../../contract/errors.ts';
import type { Transaction } from '../../db/database.ts';
import { join } from '../users/join.ts';
import { findUser, findUserByEmail } from '../users/store.ts';
import type { Invite } from './contract.ts';
import { shown, statusOf } from './status.ts';
import { markAccepted, type StoredInvite } from './store.ts';

/** The error for an invite that is unknown or deleted. */
export const notFound = () => new ApiError('not_found_error', 'Invite not found.');

/** Makes the person a user, or returns the user whom an earlier acceptance made; throws 404 for a deleted invite, 400 for an expired one. */
export async function acceptInvite(
  tx: Transaction,
  organizationId: string,
  stored: StoredInvite | undefined,
  name: string,
): Promise<Change<never> & { user: ActingUser }> {
  if (stored === undefined || stored.deleted_at !== null) throw notFound();
  const now = timestamp(tx.moment);
  const status = statusOf(stored, now);
  if (status === 'accepted') return acceptedBefore(tx, organizationId, stored, now);
  if (status === 'expired') throw new ApiError('invalid_request_error', 'invite has expired');
  const invite: Omit<Invite, 'status'> = { ...JSON.parse(stored.doc), accepted_at: now };
  const { id, email, role } = invite;
  const member = await findUserByEmail(tx, organizationId, email);
  if (member !== undefined) {
    const message = `The address is already that of a member: ${member}`;
    throw new ApiError('invalid_request_error', message, { code: 'already_member' });
  }
  const { user, activities } = await join(tx, organizationId, { email, name, role });
  const accepted = { ...stored, accepted_at: now, user_id: user.id, doc: JSON.stringify(invite) };
  await markAccepted(tx, organizationId, accepted);
  return {
    answer: answerOf(shown(accepted, now), JSON.stringify(user)),
    activities: [{ type: 'org_user_invite_accepted', invite_id: id }, ...activities],
    user,
  };
}

async function acceptedBefore(
  tx: Transaction,
  organizationId: string,
  stored: StoredInvite,
  now: string,
): Promise<Change<never> & { user: ActingUser }> {
  const user = await findUser(tx, organizationId, stored.user_id ?? '');
  if (user === undefined || user.deleted_at !== null) {
    throw new ApiError('invalid_request_error', 'The invite was used, and its user was removed since.');
  }
  return { answer: answerOf(shown(stored, now), user.doc), activities: [], user: JSON.parse(user.doc) };
}

const answerOf = (invite: string, user: string) =>
  `{"type":"invite_accepted","invite":${invite},"user":${user}}`;
