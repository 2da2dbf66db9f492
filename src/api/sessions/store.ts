import type { Reads, Transaction } from '../../db/database.ts';
import { hashParameters, hashValues } from '../../db/look-ups.ts';

/** A session, with the key that it was begun with. */
export interface SessionRow {
  organization_id: string;
  /** Of the cookie’s value. */
  hash: string;
  /** The key’s. */
  id: string;
  scopes: string | null;
  expires_at: string | null;
  disabled_at: string | null;
  last_used_at: string | null;
  began_at: string;
  used_at: string;
}

/** The sessions with these hashes, at most `mostHashes`, of any organization. */
export const findSessions = (db: Reads, hashes: readonly string[]) =>
  db.all<SessionRow>(
    `SELECT admin_keys.organization_id, sessions.hash, admin_keys.id, scopes, expires_at, disabled_at,
       last_used_at,
       sessions.created_at AS began_at, used_at
     FROM sessions JOIN admin_keys
       ON admin_keys.organization_id = sessions.organization_id AND admin_keys.id = key_id
     WHERE deleted_at IS NULL AND sessions.hash IN (${hashParameters})`,
    ...hashValues(hashes),
  );

/** Stores a new session of a key. */
export async function insertSession(
  tx: Transaction,
  organizationId: string,
  session: { hash: string; keyId: string; at: string },
): Promise<void> {
  await tx.run(
    'INSERT INTO sessions (organization_id, hash, key_id, created_at, used_at) VALUES ($1, $2, $3, $4, $5)',
    organizationId,
    session.hash,
    session.keyId,
    session.at,
    session.at,
  );
}

/** Records that a session was used. */
export async function touchSession(
  tx: Transaction,
  organizationId: string,
  hash: string,
  at: string,
): Promise<void> {
  await tx.run(
    'UPDATE sessions SET used_at = $1 WHERE organization_id = $2 AND hash = $3',
    at,
    organizationId,
    hash,
  );
}

/** Ends a session, if there is one with this hash. */
export async function deleteSession(tx: Transaction, organizationId: string, hash: string): Promise<void> {
  await tx.run('DELETE FROM sessions WHERE organization_id = $1 AND hash = $2', organizationId, hash);
}

/** Deletes the organization’s sessions that began or were last used before these timestamps. */
export async function deleteOldSessions(
  tx: Transaction,
  organizationId: string,
  before: { began: string; used: string },
): Promise<void> {
  await tx.run(
    'DELETE FROM sessions WHERE organization_id = $1 AND (created_at < $2 OR used_at < $3)',
    organizationId,
    before.began,
    before.used,
  );
}
