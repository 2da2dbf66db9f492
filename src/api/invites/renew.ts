import type { Change } from '../../call.ts';
import { timestamp } from '../../contract/clock.ts';
import { ApiError } from '../../contract/errors.ts';
import { isOpaqueId } from '../../contract/id.ts';
import type { Transaction } from '../../db/database.ts';
import { notFound } from './accept.ts';
import type { Invite } from './contract.ts';
import { shown, statusOf } from './status.ts';
import { findInvite, replaceToken } from './store.ts';
import { hashToken, newToken } from './token.ts';

/** A pending invite with its new token. */
export interface Renewed extends Pick<Change, 'activities'> {
  /** The invite as it is sent, as JSON text. */
  invite: string;
  token: string;
}

/** Gives a pending invite a new token, and the old one dies; throws 404 for an unknown or deleted one, 400 for any other. */
export async function renewInvite(tx: Transaction, organizationId: string, id: string): Promise<Renewed> {
  const stored = isOpaqueId(id) ? await findInvite(tx, organizationId, id) : undefined;
  if (stored === undefined || stored.deleted_at !== null) throw notFound();
  const now = timestamp(tx.moment);
  const status = statusOf(stored, now);
  if (status === 'accepted') throw refused('The invite was accepted already.');
  if (status === 'expired') throw refused('The invite has expired: create a new one.');
  const token = newToken(tx.moment);
  await replaceToken(tx, organizationId, id, hashToken(token));
  const { email: invited_email, role: invited_role } = JSON.parse(stored.doc) as Invite;
  return {
    invite: shown(stored, now),
    token,
    activities: [{ type: 'org_user_invite_re_sent', invited_email, invited_role, invited_seat_tier: null }],
  };
}

const refused = (message: string) => new ApiError('invalid_request_error', message);
