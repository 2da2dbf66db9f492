import { timestamp } from '../../contract/clock.ts';
import { addressOf } from '../../contract/email.ts';
import { invalid } from '../../contract/errors.ts';
import { newId } from '../../contract/id.ts';
import type { Input } from '../../contract/operation.ts';
import type { Transaction } from '../../db/database.ts';
import { countUsers, findUserByEmail } from '../users/store.ts';
import type { Invite, InviteOperations } from './contract.ts';
import { countPending, findPendingByEmail } from './store.ts';

/** The settings about invites. */
export interface InviteLimits {
  /** In days. */
  inviteLifetime: number;
  /** Members and pending invites of an organization; 0 means no limit. */
  memberLimit: number;
  /** Domains of the addresses that can be invited; empty means any. */
  emailDomains: readonly string[];
}

const day = 86_400_000_000;

/** The pending invite for a valid create, of the moment of this transaction. */
export function makeInvite(
  { email, role }: Input<InviteOperations['create']>['body'],
  { inviteLifetime }: Pick<InviteLimits, 'inviteLifetime'>,
  moment: number,
): Omit<Invite, 'status'> {
  return {
    id: newId('invite', moment),
    type: 'invite',
    email,
    role,
    invited_at: timestamp(moment),
    expires_at: timestamp(moment + inviteLifetime * day),
    accepted_at: null,
    rbac_group_ids: [],
  };
}

/** Throws 400 unless this address can be invited now. */
export async function checkInvitable(
  tx: Transaction,
  organizationId: string,
  email: string,
  { memberLimit, emailDomains }: InviteLimits,
): Promise<void> {
  const now = timestamp(tx.moment);
  const [member, invite] = await Promise.all([
    findUserByEmail(tx, organizationId, email),
    findPendingByEmail(tx, organizationId, email, now),
  ]);
  if (member !== undefined) {
    throw invalid('email', `is already a member of the organization: ${member}`, 'already_member');
  }
  if (invite !== undefined) {
    const sentence = `there is a pending invite for this address: ${invite}`;
    throw invalid('email', sentence, 'invite_already_exists');
  }
  if (memberLimit > 0) {
    const [members, invites] = [
      await countUsers(tx, organizationId),
      await countPending(tx, organizationId, now),
    ];
    if (members + invites >= memberLimit) {
      const sentence = `the organization has reached its limit of ${memberLimit} members and pending invites`;
      throw invalid('email', sentence, 'org_member_limit_exceeded');
    }
  }
  const domain = addressOf(email).split('@')[1] ?? '';
  if (emailDomains.length > 0 && !emailDomains.some((allowed) => addressOf(allowed) === domain)) {
    throw invalid('email', 'invites to this domain are not allowed', 'email_domain_not_allowed');
  }
}
