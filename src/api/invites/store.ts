import { addressOf, mailboxOf } from '../../contract/email.ts';
import type { Row } from '../../contract/page.ts';
import type { Reads, Transaction } from '../../db/database.ts';
import { openInviteByAddress } from '../../db/look-ups.ts';
import { Walk } from '../../db/walk.ts';
import type { Invite } from './contract.ts';

/** A stored invite; a deleted one stays stored. Its `doc` has no status, which depends on the time. */
export interface StoredInvite extends Row {
  invited_at: string;
  expires_at: string;
  accepted_at: string | null;
  deleted_at: string | null;
  user_id: string | null;
  token_hash: string;
}

const columns = 'id, invited_at, expires_at, accepted_at, deleted_at, user_id, token_hash, doc';

/** The invites of an organization by when they were sent. Filters by status have their time as the value. */
export const invitesWalk = new Walk<StoredInvite>({
  source: 'invites',
  columns,
  key: ['invited_at', 'id'],
  where: 'deleted_at IS NULL',
  filters: {
    mailbox: 'mailbox = ?',
    roles: 'role IN (?)',
    accepted: "accepted_at IS NOT NULL AND ? <> ''",
    expired: 'accepted_at IS NULL AND expires_at <= ?',
    pending: 'accepted_at IS NULL AND expires_at > ?',
    'accepted,expired': '(accepted_at IS NOT NULL OR expires_at <= ?)',
    'accepted,pending': '(accepted_at IS NOT NULL OR expires_at > ?)',
    'expired,pending': "accepted_at IS NULL AND ? <> ''",
  },
});

/** One invite of the organization, also a deleted one; or undefined. */
export const findInvite = (db: Reads, organizationId: string, id: string) =>
  db.find<StoredInvite>(
    `SELECT ${columns} FROM invites WHERE organization_id = $1 AND id = ANY($2)`,
    organizationId,
    id,
  );

/** The invite with this token, and its organization; or undefined. */
export const findInviteByToken = (db: Reads, tokenHash: string) =>
  db.get<{ organization_id: string; id: string }>(
    'SELECT organization_id, id FROM invites WHERE token_hash = $1',
    tokenHash,
  );

/** The ID of the pending invite for this address, or undefined; letter case is ignored. */
export async function findPendingByEmail(
  db: Reads,
  organizationId: string,
  email: string,
  now: string,
): Promise<string | undefined> {
  const open = await db.find<{ id: string; invite_id: string; expires_at: string }>(
    openInviteByAddress,
    organizationId,
    addressOf(email),
  );
  return open !== undefined && open.expires_at > now ? open.invite_id : undefined;
}

const pending = 'organization_id = $1 AND accepted_at IS NULL AND deleted_at IS NULL AND expires_at > $2';

/** The number of pending invites. */
export async function countPending(db: Reads, organizationId: string, now: string): Promise<number> {
  const row = await db.get<{ invites: number }>(
    `SELECT CAST(COUNT(*) AS INTEGER) AS invites FROM invites WHERE ${pending}`,
    organizationId,
    now,
  );
  return row?.invites ?? 0;
}

/** When the next pending invite expires, if there is one. */
export async function nextExpiry(
  db: Reads,
  organizationId: string,
  now: string,
): Promise<string | undefined> {
  const row = await db.get<{ expires_at: string }>(
    `SELECT expires_at FROM invites WHERE ${pending} ORDER BY expires_at LIMIT 1`,
    organizationId,
    now,
  );
  return row?.expires_at;
}

/** Stores a new invite. */
export function insertInvite(
  tx: Transaction,
  organizationId: string,
  invite: Omit<Invite, 'status'>,
  tokenHash: string,
): void {
  tx.insert(
    `INSERT INTO invites (organization_id, id, address, mailbox, role, invited_at, expires_at, accepted_at, deleted_at,
       user_id, token_hash, doc)
     VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL, NULL, $8, $9)`,
    organizationId,
    invite.id,
    addressOf(invite.email),
    mailboxOf(invite.email),
    invite.role,
    invite.invited_at,
    invite.expires_at,
    tokenHash,
    JSON.stringify(invite),
  );
}

/** Marks an invite as accepted by this user. */
export async function markAccepted(
  tx: Transaction,
  organizationId: string,
  { id, accepted_at, user_id, doc }: StoredInvite,
): Promise<void> {
  await tx.run(
    'UPDATE invites SET accepted_at = $1, user_id = $2, doc = $3 WHERE organization_id = $4 AND id = $5',
    accepted_at,
    user_id,
    doc,
    organizationId,
    id,
  );
}

/** Marks an invite as deleted, which stays stored. */
export async function markDeleted(
  tx: Transaction,
  organizationId: string,
  id: string,
  at: string,
): Promise<void> {
  await tx.run(
    'UPDATE invites SET deleted_at = $1 WHERE organization_id = $2 AND id = $3',
    at,
    organizationId,
    id,
  );
}

/** Replaces the token of an invite. */
export async function replaceToken(
  tx: Transaction,
  organizationId: string,
  id: string,
  tokenHash: string,
): Promise<void> {
  await tx.run(
    'UPDATE invites SET token_hash = $1 WHERE organization_id = $2 AND id = $3',
    tokenHash,
    organizationId,
    id,
  );
}
