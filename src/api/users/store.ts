import { addressOf, mailboxOf } from '../../contract/email.ts';
import type { Row } from '../../contract/page.ts';
import type { Reads, Transaction } from '../../db/database.ts';
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

/** The user with this address, or undefined; letter case is ignored. */
export const findUserByEmail = (db: Reads, organizationId: string, email: string) =>
  db.get<StoredUser>(
    `SELECT id, role, added_at, deleted_at, doc FROM users
     WHERE organization_id = $1 AND address = $2 AND deleted_at IS NULL`,
    organizationId,
    addressOf(email),
  );

/** Stores a new user. */
export async function insertUser(tx: Transaction, organizationId: string, user: User): Promise<void> {
  await tx.run(
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
