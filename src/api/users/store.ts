import { addressOf, mailboxOf } from '../../contract/email.ts';
import type { Row } from '../../contract/page.ts';
import type { Reads, Transaction } from '../../db/database.ts';
import { userByAddress } from '../../db/look-ups.ts';
import { Walk } from '../../db/walk.ts';
import type { User } from './contract.ts';

/** A stored user; one who was removed stays stored. */
export interface StoredUser extends Row {
  role: User['role'];
  added_at: string;
  deleted_at: string | null;
}

/** One user of the organization, also a removed one; or undefined. */
export const findUser = (db: Reads, organizationId: string, id: string) =>
  db.find<StoredUser>(
    'SELECT id, role, added_at, deleted_at, doc FROM users WHERE organization_id = $1 AND id = ANY($2)',
    organizationId,
    id,
  );

/** The ID of the user with this address, or undefined; letter case is ignored. */
export async function findUserByEmail(
  db: Reads,
  organizationId: string,
  email: string,
): Promise<string | undefined> {
  const found = await db.find<{ id: string; user_id: string }>(
    userByAddress,
    organizationId,
    addressOf(email),
  );
  return found?.user_id;
}

/** Stores a new user. */
export function insertUser(tx: Transaction, organizationId: string, user: User): void {
  tx.insert(
    `INSERT INTO users (organization_id, id, address, mailbox, role, added_at, deleted_at, doc)
     VALUES ($1, $2, $3, $4, $5, $6, NULL, $7)`,
    organizationId,
    user.id,
    addressOf(user.email),
    mailboxOf(user.email),
    user.role,
    user.added_at,
    JSON.stringify(user),
  );
}

/** The users of an organization by when they were added. */
export const usersWalk = new Walk<StoredUser>({
  source: 'users',
  columns: 'id, role, added_at, deleted_at, doc',
  key: ['added_at', 'id'],
  where: 'deleted_at IS NULL',
  filters: { mailbox: 'mailbox = ?', roles: 'role IN (?)' },
});

/** Replaces a stored user; one who was removed is back. */
export async function replaceUser(tx: Transaction, organizationId: string, user: User): Promise<void> {
  await tx.run(
    `UPDATE users SET address = $1, mailbox = $2, role = $3, added_at = $4, deleted_at = NULL, doc = $5
     WHERE organization_id = $6 AND id = $7`,
    addressOf(user.email),
    mailboxOf(user.email),
    user.role,
    user.added_at,
    JSON.stringify(user),
    organizationId,
    user.id,
  );
}

/** Whether the organization has users besides this one. */
export async function hasOtherUsers(tx: Transaction, organizationId: string, id: string): Promise<boolean> {
  const other = await tx.get(
    'SELECT id FROM users WHERE organization_id = $1 AND id <> $2 AND deleted_at IS NULL LIMIT 1',
    organizationId,
    id,
  );
  return other !== undefined;
}

/** The number of users. */
export async function countUsers(db: Reads, organizationId: string): Promise<number> {
  const row = await db.get<{ users: number }>(
    'SELECT CAST(COUNT(*) AS INTEGER) AS users FROM users WHERE organization_id = $1 AND deleted_at IS NULL',
    organizationId,
  );
  return row?.users ?? 0;
}

/** Marks a user as removed, who stays stored. */
export async function markRemoved(
  tx: Transaction,
  organizationId: string,
  id: string,
  at: string,
): Promise<void> {
  await tx.run(
    'UPDATE users SET deleted_at = $1 WHERE organization_id = $2 AND id = $3',
    at,
    organizationId,
    id,
  );
}
